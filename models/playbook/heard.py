"""What each leg has said of the playbook's phrases, and when. Bounded."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.call.transcript import Line
from models.events import Leg, PhraseHeard
from models.playbook.phrases import Hit, PhraseFinder

KEPT = 64
"""Sayings that are kept of each leg and group."""
SAME_S = 1.5
"""The same phrase within so many seconds, read and heard, was said once."""
EDGE_S = 0.3
"""The second reading is not sure yet of what it reads so near its end."""
BEGIN_S = 0.5
"""A phrase may have been heard so long before an utterance's first word."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase that was said. words: as they stand in the text; utterance: empty where the ear heard it."""

    start: float
    end: float
    phrase: str
    words: str
    utterance: str = ""


@dataclass(frozen=True, slots=True)
class Listener:
    """What to listen for on one leg.

    owners: a phrase's text -> the groups it belongs to; by_sound: those that the ear may hear
    """

    finder: PhraseFinder
    owners: Mapping[str, tuple[str, ...]]
    by_sound: frozenset[str]


class Heard:
    """Takes transcript lines and the ear's phrases; keeps sayings by leg and group."""

    def __init__(self, on: Mapping[Leg, Listener]) -> None:
        self._on = on
        self._read: dict[tuple[Leg, str], Line] = {}
        self._groups_in: dict[tuple[Leg, str], set[str]] = {}
        self._until: dict[Leg, float] = dict.fromkeys(on, 0.0)
        self._ear_listens = False
        self._sayings: dict[tuple[Leg, str], list[Saying]] = {
            (leg, group): []
            for leg, listener in on.items()
            for groups in listener.owners.values()
            for group in groups
        }

    def read(self, line: Line) -> bool:
        """Take a line in its latest form; what an earlier form said is forgotten. True where anything changed."""
        key = (line.leg, line.utterance)
        if self._read.get(key) is line:
            return False
        self._read[key] = line
        self._until[line.leg] = max(self._until[line.leg], line.end)
        if len(self._read) > KEPT:
            oldest = next(iter(self._read))
            del self._read[oldest]
            self._groups_in.pop(oldest, None)
        changed = self._forget(line) | (line.reread and self._settle(line))
        for hit in self._on[line.leg].finder.find(line.text):
            if self._is_guess(line, hit):
                continue
            saying = Saying(
                line.time_of(hit.start),
                line.time_of(hit.end),
                hit.phrase,
                line.text[hit.start : hit.end],
                line.utterance,
            )
            self._add(line.leg, saying)
            changed = True
        return changed

    def hear(self, event: PhraseHeard) -> bool:
        """Take a phrase that the ear heard. True where it is new."""
        if event.phrase not in self._on[event.leg].by_sound:
            return False
        self._ear_listens = True
        self._add(event.leg, Saying(event.start, event.end, event.phrase, event.phrase))
        return True

    def until(self, leg: Leg) -> float:
        """How far a leg's words are known, stream time."""
        return self._until[leg]

    def last(self, leg: Leg, group: str) -> float:
        """When a leg last said something of a group; -inf where never."""
        sayings = self._sayings.get((leg, group))
        return sayings[-1].end if sayings else -math.inf

    def sayings(self, leg: Leg, group: str) -> list[Saying]:
        """What a leg said of a group, ordered by its end."""
        return self._sayings.get((leg, group), [])

    def _forget(self, line: Line) -> bool:
        groups = self._groups_in.pop((line.leg, line.utterance), set())
        for group in groups:
            sayings = self._sayings[line.leg, group]
            sayings[:] = [saying for saying in sayings if saying.utterance != line.utterance]
        return bool(groups)

    def _is_guess(self, line: Line, hit: Hit) -> bool:
        """Whether words of the recogniser only sound like a phrase, where the ear, which knows better, listens too."""
        by_sound = hit.phrase in self._on[line.leg].by_sound
        return (
            by_sound
            and self._ear_listens
            and not line.reread
            and line.text[hit.start : hit.end] != hit.phrase
        )

    def _settle(self, line: Line) -> bool:
        """What the ear alone heard where the second reading has passed is what was read there, or nothing."""
        start = line.start - BEGIN_S
        end = line.end + BEGIN_S if line.final else line.end - EDGE_S
        changed = False
        for (leg, _), sayings in self._sayings.items():
            if leg == line.leg:
                kept = [one for one in sayings if one.utterance or not start <= one.start < one.end <= end]
                changed |= len(kept) < len(sayings)
                sayings[:] = kept
        return changed

    def _add(self, leg: Leg, saying: Saying) -> None:
        groups = self._on[leg].owners[saying.phrase]
        if saying.utterance:
            self._groups_in.setdefault((leg, saying.utterance), set()).update(groups)
        for group in groups:
            insort(self._sayings[leg, group], saying, key=_end)
            del self._sayings[leg, group][:-KEPT]


def _end(saying: Saying) -> float:
    return saying.end


def times(sayings: Iterable[Saying]) -> int:
    """How often something was said, of sayings ordered by their end.

    The same phrase within SAME_S was said once, and so were phrases that overlap.
    """
    count = 0
    before: Saying | None = None
    for saying in sayings:
        gap = SAME_S if before is not None and before.phrase == saying.phrase else 0.0
        count += before is None or saying.start - before.end >= gap
        before = saying
    return count
