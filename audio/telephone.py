"""What a telephone line leaves of a recording: 300 to 3400 Hz, 8000 samples a second, mu-law (ITU-T G.711)."""

from __future__ import annotations

import functools

import numpy as np
import soxr

from audio.blocks import RATE, Samples

LINE_RATE = 8_000
BAND_HZ = (300.0, 3400.0)
_TAPS = 129
_MU = 255.0


def through_telephone(samples: Samples) -> Samples:
    """Float32 at RATE to the line and back: the same length, the same level within the band."""
    if not len(samples):
        return samples
    line = soxr.resample(np.asarray(samples, np.float32), RATE, LINE_RATE)
    line = np.convolve(line, _band_pass(), mode="full")[_TAPS // 2 :][: len(line)].astype(np.float32)
    back = soxr.resample(mu_law(line), LINE_RATE, RATE)
    out = np.zeros(len(samples), np.float32)
    out[: len(back)] = back[: len(samples)]
    return out


def mu_law(samples: Samples) -> Samples:
    """Samples as 8 bits of mu-law would give them back: a sign and 127 levels, finer where it is quiet (G.711)."""
    clipped = np.clip(samples, -1.0, 1.0)
    level = np.round(127.0 * np.log1p(_MU * np.abs(clipped)) / np.log1p(_MU)) / 127.0
    back: Samples = (np.sign(clipped) * np.expm1(level * np.log1p(_MU)) / _MU).astype(np.float32)
    return back


@functools.cache
def _band_pass() -> Samples:
    """A windowed sinc (Hamming) of _TAPS taps at LINE_RATE that lets BAND_HZ through."""
    n = np.arange(_TAPS) - _TAPS // 2
    low, high = (2.0 * f / LINE_RATE for f in BAND_HZ)
    ideal = high * np.sinc(high * n) - low * np.sinc(low * n)
    taps: Samples = (ideal * np.hamming(_TAPS)).astype(np.float32)
    return taps
