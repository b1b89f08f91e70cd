"""The fundamental of a voice, streaming, also where the telephone has cut it away.

Candidates are the peaks of a generalised autocorrelation (Tolonen & Karjalainen 2000: the power spectrum is
compressed before it is transformed back, so that no formant dominates and the harmonics above 300 Hz are
enough), divided by the window's own (Boersma 1993). The path through them is Boersma's too, with the costs below,
by Viterbi with two hops of look-ahead.

A voice begins and ends softly, with fewer periods than a frame needs to be sure. So the hops beside a voiced stretch
have its pitch too, with a voicing of 0.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

from audio.blocks import RATE
from audio.spectrum import BIN_HZ, BINS, FFT, GROUP, WINDOW, Floats

LOWEST_HZ = 65.0
HIGHEST_HZ = 520.0
LOOK_AHEAD = 2
"""Hops between a spectrum and the pitch that is given for it."""

CANDIDATES = 5
COMPRESSION = 0.3
UNVOICED = 0.11
JUMP_COST = 0.7
VOICING_CHANGE_COST = 0.14
QUIET_DB = 30.0
"""A hop further than this below the loudest of late is hardly taken for voiced."""
FORGET_DB = 0.05
"""By so much a hop the loudest of late fades."""
HOLD = 12
"""Hops behind a voiced stretch that have its last pitch, 120 ms; those before it are LOOK_AHEAD. On read speech over a
telephone twice the 60 ms of before brings 1.9 % more of the hops that pyin calls voiced."""
LEAST_VOICING = 0.01
"""Of a hop that is voiced by its place between others, however weak its own peak."""

_BAND = slice(round(100 / BIN_HZ), BINS)
_BESIDE = np.arange(3)[:, np.newaxis, np.newaxis]
_ROWS = np.arange(GROUP)[:, np.newaxis]
_FIRST_LAG = int(RATE / HIGHEST_HZ)
_LAST_LAG = math.ceil(RATE / LOWEST_HZ)


def _window_lags() -> Floats:
    lags = np.fft.irfft(np.abs(np.fft.rfft(WINDOW, 2 * FFT)) ** 2)
    return np.asarray(lags[: _LAST_LAG + 2] / lags[0], np.float32)


_WINDOW_LAGS = _window_lags()


def _to_lags() -> Floats:
    """Compressed power in _BAND times this is the autocorrelation at 0 and at the lags looked at, (bins, 1 + lags)."""
    lags = np.concatenate(([0], np.arange(_FIRST_LAG - 1, _LAST_LAG + 2)))
    bins = np.arange(_BAND.start, _BAND.stop)
    waves = np.cos(2.0 * np.pi / FFT * np.outer(bins, lags))
    return np.asarray(waves / np.concatenate(([1.0], _WINDOW_LAGS[_FIRST_LAG - 1 :])), np.float32)


_TO_LAGS = _to_lags()


class PitchTracker:
    """Gives (f0_hz, voicing) for every hop, LOOK_AHEAD hops late.

    f0_hz: NaN where unvoiced; voicing: strength of the peak, 0..1; 0 where unvoiced or only beside what is voiced

    Place 0 on a path is the candidate "unvoiced", the others are peaks, the best ones in no order.
    """

    def __init__(self) -> None:
        self._octaves = np.zeros(CANDIDATES, np.float32)
        self._costs = np.array([0.0] + [np.inf] * CANDIDATES, np.float32)
        self._hops: deque[tuple[list[float], list[float], list[int]]] = deque(maxlen=LOOK_AHEAD + 1)
        self._loudest_db = -60.0
        self._last_hz = math.nan
        self._since_voiced = 0

    def feed(self, power: Floats, levels_db: Sequence[float]) -> Iterator[tuple[float, float]]:
        """power: (GROUP, BINS); levels_db: of each hop. One result for each hop but the first LOOK_AHEAD."""
        octaves, strengths = _candidates(power)
        steps = _steps(self._octaves, octaves)
        self._octaves = octaves[-1]
        own = np.empty((GROUP, 1 + CANDIDATES), np.float32)
        own[:, 0] = [-UNVOICED - self._quiet(level) for level in levels_db]
        np.negative(strengths, out=own[:, 1:])
        for at, frequencies, heights in zip(range(GROUP), octaves.tolist(), strengths.tolist(), strict=True):
            ways = steps[at] + self._costs
            self._costs = np.minimum.reduce(ways, axis=1) + own[at]
            self._hops.append((frequencies, heights, ways.argmin(1).tolist()))
            if len(self._hops) == LOOK_AHEAD + 1:
                yield self._settled()
        self._costs -= self._costs.min()

    def _quiet(self, level_db: float) -> float:
        """What speaks for unvoiced because the hop is so much softer than the loudest of late."""
        self._loudest_db = max(level_db, self._loudest_db - FORGET_DB)
        return max(0.0, self._loudest_db - level_db - QUIET_DB) / 20.0

    def _settled(self) -> tuple[float, float]:
        at = int(self._costs.argmin())
        path = [at]
        for hop in range(LOOK_AHEAD, 0, -1):
            at = self._hops[hop][2][at]
            path.append(at)
        for ahead, (at, (octaves, strengths, _)) in enumerate(zip(reversed(path), self._hops, strict=True)):
            if at == 0:
                continue
            hz = 2.0 ** octaves[at - 1]
            if ahead:
                return hz, 0.0
            self._last_hz, self._since_voiced = hz, 0
            return hz, min(1.0, max(LEAST_VOICING, strengths[at - 1]))
        self._since_voiced += 1
        return (self._last_hz if self._since_voiced <= HOLD else math.nan), 0.0


def _candidates(power: Floats) -> tuple[Floats, Floats]:
    """log2 of the frequency and strength of each hop's best peaks, shape (GROUP, CANDIDATES).

    Where a hop has fewer peaks, the strength is -1 and the frequency that of some lag.
    """
    found = power[:, _BAND] ** np.float32(COMPRESSION) @ _TO_LAGS
    strength = found[:, 1:]
    strength /= np.maximum(found[:, :1], np.float32(1e-20))
    inner = strength[:, 1:-1]
    peaks = np.where((inner > strength[:, :-2]) & (inner >= strength[:, 2:]), inner, np.float32(-1.0))
    best = peaks.argpartition(-CANDIDATES, axis=1)[:, -CANDIDATES:]
    low, height, high = strength[_ROWS, best + _BESIDE]
    is_peak = peaks[_ROWS, best] > 0
    half = np.float32(0.5) * (low - high)
    bend = np.minimum(low - height + (high - height), np.float32(-1e-6))
    shift = half / bend * is_peak
    octaves = np.float32(math.log2(RATE)) - np.log2(best + (shift + np.float32(_FIRST_LAG)))
    return octaves.astype(np.float32), np.where(
        is_peak, height - np.float32(0.5) * half * shift, np.float32(-1.0)
    )


def _steps(before: Floats, octaves: Floats) -> Floats:
    """What it costs to go from each candidate of a hop to each of the next, "unvoiced" first, (GROUP, to, from)."""
    steps = np.full((GROUP, 1 + CANDIDATES, 1 + CANDIDATES), VOICING_CHANGE_COST, np.float32)
    steps[:, 0, 0] = 0.0
    voiced = steps[:, 1:, 1:]
    all_octaves = np.concatenate((before[np.newaxis], octaves))
    np.subtract(all_octaves[1:, :, np.newaxis], all_octaves[:-1, np.newaxis, :], out=voiced)
    np.abs(voiced, out=voiced)
    voiced *= np.float32(JUMP_COST)
    return steps
