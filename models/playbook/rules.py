"""A playbook in memory: rules, phrases, limits. Immutable; what load.py makes and coach.py follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.call.vocabulary import Language
from models.events import Leg, Severity
from models.playbook.conditions import Condition, Said, walk
from models.playbook.flaws import Flaw, Place
from models.playbook.phrases import Phrase

Experience = Literal["novice", "regular", "expert"]
LEVELS: tuple[Experience, ...] = ("novice", "regular", "expert")


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One turn of a case: who says what from when to when, how the customer feels, how fast it is spoken."""

    leg: Leg
    start: float
    end: float
    text: str
    feelings: Mapping[str, float] = field(default_factory=dict)
    rate: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A short call that a rule is tested with: the cues that must come, and those that must not.

    fires: None where any may come; empty where none may; end: stream time at which it is over
    """

    name: str
    lines: tuple[CaseLine, ...]
    end: float
    place: Place
    fires: tuple[str, ...] | None = None
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """When to show which cue.

    until: what means that the agent did it; keep: seconds on the card; cooldown: seconds until it may come again
    per_call: most often in a call; inhibits: rules that keep quiet while this cue is up
    styles: sentences for a caller's style, before those of `say`; source: the idea it comes from
    """

    id: str
    title: str
    say: tuple[str, ...]
    why: str
    when: Condition
    place: Place
    until: Condition | None
    source: str
    keep: float
    cooldown: float
    per_call: int
    priority: int
    severity: Severity
    inhibits: tuple[str, ...]
    experience: frozenset[Experience]
    styles: Mapping[str, tuple[str, ...]]
    icon: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a whole playbook may say.

    spacing: least seconds between two new cues; per_10_min: most cues in ten minutes; waiting: cues behind the
    one on the card. A critical cue keeps neither spacing nor budget.
    """

    spacing: float
    per_10_min: int
    waiting: int


@dataclass(frozen=True, eq=False)
class Playbook:
    """Rules by falling priority, their phrases, the limits; warnings are what the checks found doubtful.

    files: all that it was read from, with what it includes
    """

    name: str
    language: Language
    file: str
    rules: tuple[Rule, ...]
    groups: Mapping[str, tuple[Phrase, ...]]
    limits: Limits
    version: str = ""
    files: tuple[str, ...] = ()
    warnings: tuple[Flaw, ...] = ()

    def groups_by_leg(self) -> dict[Leg, tuple[str, ...]]:
        """For each leg the names of the groups that some rule listens for."""
        wanted: dict[Leg, dict[str, None]] = {"customer": {}, "agent": {}}
        for rule in self.rules:
            for tree in (rule.when, rule.until):
                for node in walk(tree) if tree else ():
                    if isinstance(node, Said):
                        for leg in node.by:
                            wanted[leg].update(
                                dict.fromkeys(name for name in (node.group, node.unless) if name)
                            )
        return {leg: tuple(names) for leg, names in wanted.items()}

    def phrases_to_hear(self) -> dict[Leg, tuple[str, ...]]:
        """For each leg the phrases that the ear shall listen for: those that are matched by their sound."""
        return {
            leg: tuple(dict.fromkeys(p.text for name in names for p in self.groups[name] if p.how == "sound"))
            for leg, names in self.groups_by_leg().items()
        }
