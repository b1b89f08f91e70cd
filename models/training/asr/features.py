"""Log-mel features exactly as Vosk computes them from `conf/fbank.conf`.

Only 60 to 3800 Hz is looked at: a wideband recording and the same through a telephone give nearly the same features, so
one model serves both.
"""

import functools

import numpy as np

RATE = 16000
BANDS, LOW_HZ, HIGH_HZ = 40, 60.0, 3800.0
_FRAME, _HOP, _FFT = 400, 160, 512
_PREEMPHASIS = 0.97
_LEAST = np.finfo(np.float32).eps
_FULL_SCALE = 32768.0

CONF = f"""--sample-frequency={RATE}
--num-mel-bins={BANDS}
--low-freq={LOW_HZ:g}
--high-freq={HIGH_HZ:g}
--dither=0
--use-energy=false
--energy-floor=0
--frame-length={1000 * _FRAME // RATE}
--frame-shift={1000 * _HOP // RATE}
--snip-edges=true
--preemphasis-coefficient={_PREEMPHASIS}
--remove-dc-offset=true
--window-type=povey
--round-to-power-of-two=true
--allow-upsample=true
--allow-downsample=true
"""


def count_frames(samples: int) -> int:
    """Whole frames of 25 ms, one every 10 ms."""
    return max(0, 1 + (samples - _FRAME) // _HOP)


def log_mel(samples: np.ndarray) -> np.ndarray:
    """float32 samples at 16 kHz to float32 [frames, BANDS]; none where they are fewer than a frame of 25 ms."""
    count = count_frames(len(samples))
    if not count:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_HOP][:count] * _FULL_SCALE
    frames = frames - frames.mean(1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], 1)
    power = np.abs(np.fft.rfft((frames - _PREEMPHASIS * before) * _window(), _FFT)) ** 2
    return np.log(np.maximum(power[:, :-1] @ _triangles(), _LEAST)).astype(np.float32)


@functools.cache
def _window() -> np.ndarray:
    """Povey's window: a Hann window to the power of 0.85."""
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FRAME) / (_FRAME - 1))) ** 0.85


@functools.cache
def _triangles() -> np.ndarray:
    """[FFT bins, BANDS]: triangles that are equally wide in mel, 1127 ln(1 + f / 700)."""

    def mel(hz: np.ndarray) -> np.ndarray:
        return 1127.0 * np.log1p(hz / 700.0)

    edges = np.linspace(mel(np.array(LOW_HZ)), mel(np.array(HIGH_HZ)), BANDS + 2)
    bins = mel(np.arange(_FFT // 2) * RATE / _FFT)[:, None]
    step = edges[1] - edges[0]
    return np.maximum(0.0, np.minimum((bins - edges[:-2]) / step, (edges[2:] - bins) / step))
