"""The rules' own cases, played through the real tracker and the real coach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.call.state import CallTracker
from models.events import CueShown
from models.playbook.coach import Coach
from models.playbook.rules import Case, Experience, Playbook
from models.playbook.script import Turn, play


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What a case gave. missing: rules that should have come; wrong: (rule, t) that should not have."""

    rule: str
    case: Case
    shown: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    wrong: tuple[tuple[str, float], ...]

    @property
    def passed(self) -> bool:
        return not self.missing and not self.wrong


def run_cases(playbook: Playbook, only: Iterable[str] = ()) -> list[CaseResult]:
    """Every case of every rule (or of some), in the order of the playbook."""
    chosen = set(only)
    return [
        _run(rule.id, case, playbook)
        for rule in playbook.rules
        if not chosen or rule.id in chosen
        for case in rule.cases
    ]


def cues_of(
    turns: Iterable[Turn], end: float, playbook: Playbook, experience: Experience = "novice"
) -> list[CueShown]:
    """The cues that a written call brings up."""
    tracker = CallTracker(playbook.language)
    coach = Coach(playbook, tracker, experience)
    shown: list[CueShown] = []
    for event in play(turns, end):
        for state in (event, *tracker.feed(event)):
            shown += [cue for cue in coach.feed(state) if isinstance(cue, CueShown)]
    return shown


def _run(rule: str, case: Case, playbook: Playbook) -> CaseResult:
    turns = [Turn(line.leg, line.start, line.end, line.text, line.feelings, line.rate) for line in case.lines]
    shown = tuple((cue.rule, cue.t) for cue in cues_of(turns, case.end, playbook))
    came = {name for name, _ in shown}
    missing = tuple(name for name in case.fires or () if name not in came)
    wrong = tuple((name, t) for name, t in shown if name in case.silent or case.fires == ())
    return CaseResult(rule, case, shown, missing, wrong)
