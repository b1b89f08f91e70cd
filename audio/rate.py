"""Syllables from the sound alone: peaks of loudness in voiced speech.

After de Jong & Wempe 2009 (Behavior Research Methods 41): a peak counts when it is loud enough, the sound dipped
before it and after it, and it is voiced. Here it streams: a nucleus is known as soon as the dip after it is deep
enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from audio.blocks import Voicing

DIP_DB = 2.0
BELOW_LOUDEST_DB = 25.0
SMOOTH = 5
"""Hops that are averaged, to keep the glottis' own ripple out."""
LOUDEST_OVER = 300
"""Hops over which the loudest is looked for: 3 s."""


class SyllableNuclei:
    """Gives the stream time of each syllable's loudest point."""

    def __init__(self) -> None:
        self._recent: deque[Voicing] = deque(maxlen=SMOOTH)
        self._levels: deque[float] = deque(maxlen=LOUDEST_OVER)
        self._peak_db = -200.0
        self._peak_t = 0.0
        self._peak_voiced = False
        self._valley_db = 200.0
        self._rising = True

    def feed(self, voicing: Voicing) -> Iterable[float]:
        """The nucleus that this hop settles, if it settles one."""
        self._recent.append(voicing)
        if len(self._recent) < SMOOTH:
            return ()
        level = sum(v.level_db for v in self._recent) / SMOOTH
        self._levels.append(level)
        middle = self._recent[SMOOTH // 2]
        if self._rising:
            return self._look_for_dip(level, middle)
        if level < self._valley_db:
            self._valley_db = level
        elif level > self._valley_db + DIP_DB:
            self._rising = True
            self._peak_db, self._peak_t, self._peak_voiced = level, middle.t, _voiced(middle)
        return ()

    def _look_for_dip(self, level: float, middle: Voicing) -> Iterable[float]:
        if level > self._peak_db:
            self._peak_db, self._peak_t = level, middle.t
        self._peak_voiced = self._peak_voiced or (_voiced(middle) and level > self._peak_db - DIP_DB)
        if level > self._peak_db - DIP_DB:
            return ()
        self._rising = False
        self._valley_db = level
        counts = self._peak_voiced and self._peak_db > max(self._levels) - BELOW_LOUDEST_DB
        self._peak_voiced = False
        return (self._peak_t,) if counts else ()


def _voiced(voicing: Voicing) -> bool:
    return voicing.speech and voicing.f0_hz == voicing.f0_hz
