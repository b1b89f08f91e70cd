"""Rules that decide when to speak up: load a playbook, coach a call with it, test it with its own cases."""

from models.playbook.cases import CaseResult, run_cases
from models.playbook.coach import Coach
from models.playbook.flaws import Flaw, PlaybookError
from models.playbook.load import default_path, load
from models.playbook.rules import Playbook

__all__ = ["CaseResult", "Coach", "Flaw", "Playbook", "PlaybookError", "default_path", "load", "run_cases"]
