"""The fundamental of a voice, streaming, also where the telephone has cut it away.

Candidates are the peaks of a generalised autocorrelation (Tolonen & Karjalainen 2000: the power spectrum is
compressed before it is transformed back, so that no formant dominates and the harmonics above 300 Hz are
enough), divided by the window's own (Boersma 1993). The path through them is Boersma's too, with the costs below,
by Viterbi with two hops of look-ahead.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

import numpy as np

from audio.blocks import RATE
from audio.spectrum import BIN_HZ, FFT, WINDOW, Floats

LOWEST_HZ = 65.0
HIGHEST_HZ = 520.0
LOOK_AHEAD = 2
"""Hops between a spectrum and the pitch that is given for it."""

CANDIDATES = 5
WEAKEST = 0.03
"""A peak below this is no candidate."""
COMPRESSION = 0.5
UNVOICED = 0.1
OCTAVE_COST = 0.02
JUMP_COST = 0.7
VOICING_CHANGE_COST = 0.14
QUIET_DB = 30.0
"""A hop further than this below the loudest of late is hardly taken for voiced."""
FORGET_DB = 0.05
"""By so much a hop the loudest of late fades."""

_BAND = slice(round(100 / BIN_HZ), round(3600 / BIN_HZ))
_FIRST_LAG = int(RATE / HIGHEST_HZ)
_LAST_LAG = math.ceil(RATE / LOWEST_HZ)
_AROUND = np.arange(-1, 2)
_HIGHEST_OCTAVE = math.log2(HIGHEST_HZ)


def _window_lags() -> Floats:
    lags = np.fft.irfft(np.abs(np.fft.rfft(WINDOW, 2 * FFT)) ** 2)
    return np.asarray(lags[: _LAST_LAG + 2] / lags[0], np.float32)


_WINDOW_LAGS = _window_lags()


class Candidate:
    """A possible pitch of one hop: log2 of its frequency (None: unvoiced) and how well it explains the sound."""

    __slots__ = ("back", "cost", "octave", "strength")

    def __init__(self, octave: float | None, strength: float) -> None:
        self.octave = octave
        self.strength = strength
        self.cost = -strength
        if octave is not None:
            self.cost += OCTAVE_COST * (_HIGHEST_OCTAVE - octave)
        self.back: Candidate | None = None


class PitchTracker:
    """Gives (f0_hz, voicing) for every hop, LOOK_AHEAD hops late; f0_hz is NaN where unvoiced."""

    def __init__(self) -> None:
        self._hops: deque[list[Candidate]] = deque(maxlen=LOOK_AHEAD + 1)
        self._loudest_db = -60.0

    def feed(self, power: Floats, level_db: Floats) -> Iterator[tuple[float, float]]:
        """power: (hops, FFT // 2 + 1); level_db: (hops,). One result for each hop but the first LOOK_AHEAD."""
        for candidates in self._candidates(power, level_db):
            self._advance(candidates)
            if len(self._hops) == LOOK_AHEAD + 1:
                yield self._settled()

    def _candidates(self, power: Floats, level_db: Floats) -> Iterator[list[Candidate]]:
        shaped = np.zeros_like(power)
        shaped[:, _BAND] = power[:, _BAND] ** np.float32(COMPRESSION)
        lags = np.fft.irfft(shaped, FFT)[:, : _LAST_LAG + 2].astype(np.float32)
        strength = lags / np.maximum(lags[:, :1], np.float32(1e-20)) / _WINDOW_LAGS
        left, inner, right = (strength[:, _FIRST_LAG + i : _LAST_LAG + 1 + i] for i in (-1, 0, 1))
        peaks = (inner > left) & (inner >= right) & (inner > WEAKEST)
        for row, level in enumerate(level_db.tolist()):
            self._loudest_db = max(level, self._loudest_db - FORGET_DB)
            quiet = max(0.0, self._loudest_db - level - QUIET_DB) / 20.0
            where = np.flatnonzero(peaks[row])
            if len(where) > CANDIDATES:
                where = where[np.argpartition(-inner[row, where], CANDIDATES)[:CANDIDATES]]
            around = strength[row, where[:, np.newaxis] + (_FIRST_LAG + _AROUND)].tolist()
            yield [
                Candidate(None, UNVOICED + quiet),
                *(_peak(_FIRST_LAG + i, *three) for i, three in zip(where.tolist(), around, strict=True)),
            ]

    def _advance(self, candidates: list[Candidate]) -> None:
        if self._hops:
            before = self._hops[-1]
            for here in candidates:
                costs = [there.cost + _step_cost(there.octave, here.octave) for there in before]
                best = min(costs)
                here.cost += best
                here.back = before[costs.index(best)]
        least = min(c.cost for c in candidates)
        for here in candidates:
            here.cost -= least
        self._hops.append(candidates)

    def _settled(self) -> tuple[float, float]:
        at = min(self._hops[-1], key=lambda c: c.cost)
        for _ in range(LOOK_AHEAD):
            assert at.back is not None
            at = at.back
        voiced = [c.strength for c in self._hops[0] if c.octave is not None]
        for passed in self._hops[0]:
            passed.back = None
        if at.octave is None:
            return math.nan, max(voiced, default=0.0)
        return 2.0**at.octave, at.strength


def _peak(lag: int, left: float, height: float, right: float) -> Candidate:
    """The candidate at a peak of the autocorrelation, by the parabola through it and its neighbours."""
    bend = left - 2.0 * height + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    return Candidate(math.log2(RATE / (lag + shift)), min(height - 0.25 * (left - right) * shift, 1.0))


def _step_cost(before: float | None, here: float | None) -> float:
    if before is None or here is None:
        return 0.0 if before is here else VOICING_CHANGE_COST
    return JUMP_COST * abs(here - before)
