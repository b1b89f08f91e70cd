"""The conditions of a rule, and what they are tested against.

A condition is a small tree; its leaves look at signals, at what was said, at earlier cues, at phase and style.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from models.call.signals import BY_NAME
from models.events import Leg, Reason, Text
from models.playbook.heard import Heard, Saying, times

PAUSE_S = 0.3
"""Who has been silent for so long has come to the end of a sentence."""
BEFORE_S = 3.0
"""What makes a saying void may also come so many seconds before it."""

Outcome = Literal["shown", "followed", "expired", "dismissed"]


@dataclass(slots=True)
class Situation:
    """The call at one moment, as a condition sees it.

    since: words before it have led to this rule's cue already; held: hold test -> since when it is true;
    cues: (rule, outcome) -> when that last happened
    """

    signals: Mapping[str, float]
    heard: Heard
    now: float = 0.0
    phase: str = "greeting"
    style: str | None = None
    since: float = -math.inf
    held: dict[SignalTest, float] = field(default_factory=dict)
    cues: dict[tuple[str, Outcome], float] = field(default_factory=dict)


class Condition(Protocol):
    """What every node of the tree can do."""

    def holds(self, at: Situation) -> bool:
        """Whether it is true at this moment."""

    def reasons(self, at: Situation) -> Iterator[Reason]:
        """Why it is true, for the cue's card; only asked where it holds."""

    def parts(self) -> Iterator[Condition]:
        """The nodes right below."""


@dataclass(frozen=True, eq=False, slots=True)
class SignalTest:
    """A signal between two bounds, for `hold` seconds without a break."""

    name: str
    at_least: float = -math.inf
    at_most: float = math.inf
    hold: float = 0.0

    def now(self, signals: Mapping[str, float]) -> bool:
        """Whether the signal is within its bounds, however long."""
        return self.at_least <= signals[self.name] <= self.at_most

    def holds(self, at: Situation) -> bool:
        if not self.hold:
            return self.at_least <= at.signals[self.name] <= self.at_most
        since = at.held.get(self)
        return since is not None and at.now - since >= self.hold

    def reasons(self, at: Situation) -> Iterator[Reason]:
        value, signal = at.signals[self.name], BY_NAME[self.name]
        weight = min(1.0, value) if signal.unit == "0..1" else 0.0
        shown = f"{value:.0%}" if signal.unit == "0..1" else f"{value:.3g} {signal.unit}"
        if self.at_least > signal.low and not signal.gate:
            yield Reason(
                self.name, round(weight, 3), text=Text(zh=f"{signal.zh}：{shown}", en=f"{signal.en}: {shown}")
            )

    def parts(self) -> Iterator[Condition]:
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class Said:
    """A party said something of a group.

    within: at most so many seconds ago; ago: at least so many; times: at least so often
    settle: it counts when that party pauses, or has been heard to go on for so many seconds with other words
    unless: a group that makes it void when the same party says it from shortly before until now
    spent: what led to this rule's cue before does not count again
    """

    by: tuple[Leg, ...]
    group: str
    within: float = math.inf
    ago: float = 0.0
    times: int = 1
    settle: float = 0.0
    unless: str = ""
    spent: bool = True

    def holds(self, at: Situation) -> bool:
        since = at.since if self.spent else -math.inf
        for leg in self.by:
            last = at.heard.last(leg, self.group)
            if last > since and at.now - last <= self.within and (not self.settle or self._settled(leg, at)):
                return times(self.found(at)) >= self.times
        return False

    def found(self, at: Situation) -> list[Saying]:
        """What of it was said, in the order in which it was said."""
        since = at.since if self.spent else -math.inf
        found = []
        for leg in self.by:
            void = at.heard.last(leg, self.unless) if self.unless else -math.inf
            if self.settle and not self._settled(leg, at):
                continue
            found += [
                saying
                for saying in at.heard.sayings(leg, self.group)
                if saying.end > since
                and self.ago <= at.now - saying.end <= self.within
                and void <= saying.start - BEFORE_S
            ]
        return sorted(found, key=lambda saying: saying.end)

    def _settled(self, leg: Leg, at: Situation) -> bool:
        pauses = at.signals[f"{leg}.silence"] >= PAUSE_S
        return pauses or at.heard.until(leg) - at.heard.last(leg, self.group) >= self.settle

    def reasons(self, at: Situation) -> Iterator[Reason]:
        for words in list(dict.fromkeys(saying.words for saying in self.found(at)))[-2:]:
            yield Reason("words", words=words)

    def parts(self) -> Iterator[Condition]:
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class After:
    """The cue of one of these rules was shown (followed, ...) between `ago` and `within` seconds ago."""

    rules: tuple[str, ...]
    outcome: Outcome = "shown"
    within: float = math.inf
    ago: float = 0.0

    def holds(self, at: Situation) -> bool:
        times = (at.cues.get((rule, self.outcome), -math.inf) for rule in self.rules)
        return any(self.ago <= at.now - t <= self.within for t in times if t > -math.inf)

    def reasons(self, at: Situation) -> Iterator[Reason]:
        return iter(())

    def parts(self) -> Iterator[Condition]:
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class IsOneOf:
    """The call's phase, or the caller's style, is one of these."""

    what: Literal["phase", "style"]
    values: frozenset[str]

    def holds(self, at: Situation) -> bool:
        return (at.phase if self.what == "phase" else at.style) in self.values

    def reasons(self, at: Situation) -> Iterator[Reason]:
        return iter(())

    def parts(self) -> Iterator[Condition]:
        return iter(())


@dataclass(frozen=True, eq=False, slots=True)
class All:
    """Every one of them."""

    conditions: tuple[Condition, ...]

    def holds(self, at: Situation) -> bool:
        for condition in self.conditions:  # noqa: SIM110  (a generator costs three times as much here)
            if not condition.holds(at):
                return False
        return True

    def reasons(self, at: Situation) -> Iterator[Reason]:
        for condition in self.conditions:
            yield from condition.reasons(at)

    def parts(self) -> Iterator[Condition]:
        return iter(self.conditions)


@dataclass(frozen=True, eq=False, slots=True)
class AnyOf:
    """At least one of them."""

    conditions: tuple[Condition, ...]

    def holds(self, at: Situation) -> bool:
        for condition in self.conditions:  # noqa: SIM110  (see All)
            if condition.holds(at):
                return True
        return False

    def reasons(self, at: Situation) -> Iterator[Reason]:
        for condition in self.conditions:
            if condition.holds(at):
                yield from condition.reasons(at)

    def parts(self) -> Iterator[Condition]:
        return iter(self.conditions)


@dataclass(frozen=True, eq=False, slots=True)
class Not:
    """It does not hold."""

    condition: Condition

    def holds(self, at: Situation) -> bool:
        return not self.condition.holds(at)

    def reasons(self, at: Situation) -> Iterator[Reason]:
        return iter(())

    def parts(self) -> Iterator[Condition]:
        return iter((self.condition,))


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything below it."""
    yield condition
    for part in condition.parts():
        yield from walk(part)
