"""Spectra of one leg, a hop of 10 ms apart, and their shape: level, tilt, flux.

Everything here looks at 200 to 3400 Hz only, what a telephone lets through, so that a call reads the same over
a telephone and wideband, and neither a constant offset nor mains hum counts.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from audio.blocks import HOP_S, RATE, Block, Samples

Floats = npt.NDArray[np.float32]

HOP = round(RATE * HOP_S)
FRAME = 640
"""Samples of a frame: 40 ms, 2.6 periods of the lowest voice."""
FFT = 1024
GROUP = 4
"""Hops worked on at once: always the same number, so that the answer doesn't depend on the block size."""
BIN_HZ = RATE / FFT
BINS = round(3600 / BIN_HZ)
"""Bins of a spectrum that are kept: nothing above a telephone's band is looked at."""
FLOOR_DB = -90.0

WINDOW: Floats = np.hanning(FRAME + 1)[:-1].astype(np.float32)
_IN_GROUP = np.arange(GROUP)[:, np.newaxis] * HOP + np.arange(FRAME)
_MEAN_SQUARE = 2.0 / (FFT * float(np.sum(WINDOW.astype(np.float64) ** 2)))

_SPEECH = slice(round(200 / BIN_HZ), round(3400 / BIN_HZ))
_CENTRES = 250.0 * 2.0 ** (np.arange(12) / 3.0)
"""Third-octave bands from 250 to 3175 Hz."""


def _bands() -> Floats:
    hz = np.arange(BINS) * BIN_HZ
    inside = [(hz >= c * 2 ** (-1 / 6)) & (hz < c * 2 ** (1 / 6)) for c in _CENTRES]
    return np.array(inside, np.float32).T


_BANDS = _bands()
_OCTAVES = np.log2(_CENTRES) - np.log2(_CENTRES).mean()
_SLOPE = (_OCTAVES / np.sum(_OCTAVES**2)).astype(np.float32)


class Frames:
    """Cuts a leg's sound into frames centred on every hop: yields (hop number of the first, power spectra).

    Power spectra: shape (GROUP, BINS), without scale; `level_db` knows the scale.
    """

    def __init__(self) -> None:
        self._pending: Samples = np.zeros(FRAME // 2, np.float32)
        self._hop = 0

    def feed(self, block: Block) -> Iterator[tuple[int, Floats]]:
        """The groups of frames that this block completes. ValueError if it isn't at 16 kHz."""
        if block.rate != RATE:
            raise ValueError(f"a block of {block.rate} Hz where {RATE} Hz are due; legs.py resamples")
        self._pending = np.concatenate((self._pending, block.samples))
        while len(self._pending) > _IN_GROUP[-1, -1]:
            spectra = np.fft.rfft(self._pending[_IN_GROUP] * WINDOW, FFT)[:, :BINS]
            yield self._hop, np.asarray(spectra.real**2 + spectra.imag**2, np.float32)
            self._pending = self._pending[GROUP * HOP :]
            self._hop += GROUP


def to_db(mean_square: Floats) -> Floats:
    """Decibels of a mean square, floor -90."""
    floor = np.float32(10.0 ** (FLOOR_DB / 10.0))
    return np.asarray(np.float32(10.0) * np.log10(np.maximum(mean_square, floor)), np.float32)


def band_power(power: Floats) -> Floats:
    """Mean square in third octaves from 250 to 3175 Hz, shape (hops, 12)."""
    return np.asarray(power @ _BANDS * np.float32(_MEAN_SQUARE), np.float32)


def level_db(power: Floats) -> Floats:
    """RMS of 200 to 3400 Hz in dBFS (a full-scale sine is -3), floor -90; shape (hops,)."""
    mean_square = power[:, _SPEECH].sum(axis=1) * np.float32(_MEAN_SQUARE)
    return to_db(mean_square)


def tilt_db_oct(bands_db: Floats) -> Floats:
    """Slope of the spectrum, dB an octave, by least squares over the third octaves; shape (hops,)."""
    return np.asarray(bands_db @ _SLOPE, np.float32)


def flux_db(bands_db: Floats, before: Floats) -> Floats:
    """Mean change of the third octaves against the hop before, dB, up or down; shape (hops,).

    How fast the mouth moves: it rises with the rate of speech and needs no syllables to be found.
    bands_db: (hops, 12); before: (12,), the hop before the first.
    """
    all_db = np.concatenate((before[np.newaxis], bands_db))
    return np.asarray(np.abs(all_db[1:] - all_db[:-1]).mean(axis=1), np.float32)
