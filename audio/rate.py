"""Syllables from the sound alone: peaks of sonority in voiced speech.

After de Jong & Wempe 2009 (Behavior Research Methods 41), who take the peaks of intensity that are voiced, loud
enough and parted by dips. Here the mean of the third octaves in dB stands for intensity: a vowel fills the whole
spectrum, a loud nasal doesn't, so syllables part more clearly. And it streams: a nucleus is known as soon as the
dip behind it is deep enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np

from audio.blocks import Voicing

DIP_DB = 1.0
BELOW_HIGHEST_DB = 25.0
HIGHEST_OVER = 300
"""Hops over which the highest sonority is looked for: 3 s."""
_SMOOTH = (np.hanning(9)[1:-1] / np.hanning(9).sum()).tolist()
"""Weights of seven hops, to keep the glottis' own ripple out."""
_MIDDLE = len(_SMOOTH) // 2


class SyllableNuclei:
    """Gives the stream time of each syllable's most sonorous point."""

    def __init__(self) -> None:
        self._recent: deque[Voicing] = deque(maxlen=len(_SMOOTH))
        self._heights: deque[float] = deque(maxlen=HIGHEST_OVER)
        self._rising = True
        self._peak_db, self._peak_t, self._peak_voiced = -np.inf, 0.0, False
        self._valley_db = np.inf

    def feed(self, voicing: Voicing) -> Iterable[float]:
        """The nucleus that this hop settles, if it settles one."""
        self._recent.append(voicing)
        middle = self._recent[_MIDDLE] if len(self._recent) == len(_SMOOTH) else None
        if middle is None or not middle.speech:
            return ()
        height = sum(weight * hop.sonority_db for weight, hop in zip(_SMOOTH, self._recent, strict=True))
        self._heights.append(height)
        if self._rising:
            return self._look_for_dip(height, middle.t, middle.voiced)
        self._valley_db = min(self._valley_db, height)
        if height > self._valley_db + DIP_DB:
            self._rising = True
            self._peak_db, self._peak_t, self._peak_voiced = height, middle.t, middle.voiced
        return ()

    def _look_for_dip(self, height: float, t: float, voiced: bool) -> Iterable[float]:
        if height > self._peak_db:
            self._peak_db, self._peak_t = height, t
        self._peak_voiced |= voiced
        if height > self._peak_db - DIP_DB:
            return ()
        self._rising, self._valley_db = False, height
        high_enough = self._peak_db > max(self._heights) - BELOW_HIGHEST_DB
        return (self._peak_t,) if self._peak_voiced and high_enough else ()
