"""How fast somebody speaks: syllables heard, against the time in which they were spoken."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise

from models.ear.reading import Syllable

PAUSE_S = 0.6
"""Two syllables whose starts are further apart have a pause between them, which is no part of the pace."""

_FEWEST = 4


def syllables_a_second(said: Sequence[Syllable]) -> float | None:
    """Articulation rate: mean over the steps from syllable to syllable, pauses left out; None with too few."""
    steps = [after.t - before.t for before, after in pairwise(said)]
    steps = [step for step in steps if 0 < step <= PAUSE_S]
    return len(steps) / sum(steps) if len(steps) >= _FEWEST - 1 else None


class Pace:
    """The pace of one leg over its last seconds."""

    def __init__(self, over_s: float = 5.0) -> None:
        self._over_s = over_s
        self._said: deque[Syllable] = deque()

    def feed(self, said: Iterable[Syllable]) -> None:
        """Settled syllables, in order."""
        self._said.extend(said)
        while self._said and self._said[0].t < self._said[-1].t - self._over_s:
            self._said.popleft()

    def rate(self, t: float) -> float | None:
        """Syllables a second over the seconds before t; None where too little was said."""
        return syllables_a_second([s for s in self._said if t - self._over_s <= s.t <= t])
