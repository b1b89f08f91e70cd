"""The log-mel spectrogram that whisper was trained on, in numpy.

Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision", section 2.2: 80 mel bands of 25 ms
windows every 10 ms at 16 kHz, log10, the lowest 8 decades below the maximum, scaled to about -1..1.
"""

import functools

import numpy as np
from numpy.typing import NDArray

RATE = 16000
HOP = 160
BANDS = 80
_WINDOW = 400


def log_mel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32 [n] at 16 kHz (n >= 201) to float32 [80, n // 160]."""
    padded = np.pad(samples, _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP][: len(samples) // HOP]
    spectrum = np.fft.rfft(frames * _hann(), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    mel = _filters() @ power.T.astype(np.float32)
    log = np.log10(np.maximum(mel, 1e-10))
    return np.asarray((np.maximum(log, log.max() - 8.0) + 4.0) / 4.0, np.float32)


def band_centres() -> NDArray[np.float64]:
    """The middle of each band in Hz, [80]."""
    return _edges()[1:-1]


@functools.cache
def _hann() -> NDArray[np.float32]:
    return np.hanning(_WINDOW + 1)[:-1].astype(np.float32)


@functools.cache
def _filters() -> NDArray[np.float32]:
    """Triangles of equal area on Slaney's mel scale (Auditory Toolbox, 1998), [80, 201]."""
    edges = _edges()
    bins = np.linspace(0.0, RATE / 2, _WINDOW // 2 + 1)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    return (np.maximum(0.0, np.minimum(rising, falling)) * area[:, None]).astype(np.float32)


def _edges() -> NDArray[np.float64]:
    return _mel_to_hz(np.linspace(0.0, _hz_to_mel(RATE / 2), BANDS + 2))


# Slaney's scale: linear up to 1000 Hz (3 mel per 200 Hz), then 27 steps to a factor of 6.4.
_LINEAR, _BREAK_HZ, _STEP = 200.0 / 3.0, 1000.0, np.log(6.4) / 27.0


def _hz_to_mel(hz: float) -> float:
    return hz / _LINEAR if hz < _BREAK_HZ else float(_BREAK_HZ / _LINEAR + np.log(hz / _BREAK_HZ) / _STEP)


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _BREAK_HZ * np.exp(_STEP * (mel - _BREAK_HZ / _LINEAR))
    return np.where(mel < _BREAK_HZ / _LINEAR, mel * _LINEAR, above)
