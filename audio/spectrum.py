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
_GROUP_NEEDS = (GROUP - 1) * HOP + FRAME
_MEAN_SQUARE = 2.0 / (FFT * float(np.sum(WINDOW.astype(np.float64) ** 2)))

BANDS = 12
_CENTRES = 250.0 * 2.0 ** (np.arange(BANDS) / 3.0)
"""Third-octave bands from 250 to 3175 Hz."""


def _weights() -> Floats:
    """Power times this is mean squares: of 200 to 3400 Hz, and of each band, (BINS, 1 + BANDS)."""
    bins = np.arange(BINS)
    hz = bins * BIN_HZ
    whole = (bins >= round(200 / BIN_HZ)) & (bins < round(3400 / BIN_HZ))
    bands = [(hz >= c * 2 ** (-1 / 6)) & (hz < c * 2 ** (1 / 6)) for c in _CENTRES]
    return (np.array([whole, *bands]).T * _MEAN_SQUARE).astype(np.float32)


_WEIGHTS = _weights()
_LEAST = np.float32(10.0 ** (FLOOR_DB / 10.0))
_OCTAVES = np.log2(_CENTRES) - np.log2(_CENTRES).mean()
_SLOPE = (_OCTAVES / np.sum(_OCTAVES**2)).astype(np.float32)
_MEAN = np.full(BANDS, 1.0 / BANDS, np.float32)


class Frames:
    """Cuts a leg's sound into frames centred on every hop: yields (hop number of the first, power spectra).

    Power spectra: shape (GROUP, BINS), without scale; `levels_db` knows the scale.
    """

    def __init__(self) -> None:
        self._pending: Samples = np.zeros(FRAME // 2, np.float32)
        self._hop = 0

    def feed(self, block: Block) -> Iterator[tuple[int, Floats]]:
        """The groups of frames that this block completes. ValueError if it isn't at 16 kHz."""
        if block.rate != RATE:
            raise ValueError(f"a block of {block.rate} Hz where {RATE} Hz are due; legs.py resamples")
        self._pending = np.concatenate((self._pending, block.samples))
        while len(self._pending) >= _GROUP_NEEDS:
            power = np.abs(np.fft.rfft(self._pending[_IN_GROUP] * WINDOW, FFT)[:, :BINS])
            power *= power
            yield self._hop, power
            self._pending = self._pending[GROUP * HOP :]
            self._hop += GROUP


def levels_db(power: Floats) -> Floats:
    """RMS in dBFS (a full-scale sine is -3), floor -90: of 200 to 3400 Hz, then of each band, (hops, 1 + BANDS)."""
    decibels = power @ _WEIGHTS
    np.maximum(decibels, _LEAST, out=decibels)
    np.log10(decibels, out=decibels)
    decibels *= 10.0
    return decibels


def tilt_db_oct(bands_db: Floats) -> Floats:
    """Slope of the spectrum, dB an octave, by least squares over the third octaves; shape (hops,)."""
    return np.asarray(bands_db @ _SLOPE, np.float32)


def flux_db(bands_db: Floats) -> Floats:
    """Mean change of the third octaves against the hop before, dB, up or down; shape (hops - 1,).

    How fast the mouth moves: it rises with the rate of speech and needs no syllables to be found.
    """
    return np.asarray(np.abs(bands_db[1:] - bands_db[:-1]) @ _MEAN, np.float32)


def fullness_db(bands_db: Floats) -> Floats:
    """Mean of the third octaves in dB: high where the whole spectrum is full, as in a vowel; shape (hops,)."""
    return np.asarray(bands_db @ _MEAN, np.float32)
