"""Speech as a telephone, a room and a noisy desk make it: numpy arrays at 16 kHz in, the same out.

Every function takes a numpy Generator: the same seed gives the same damage.
"""

from collections.abc import Callable

import numpy as np
import soxr

from models.ear.mel import RATE

Samples = np.ndarray
_PACKET = 160  # 20 ms at 8 kHz
_FAST = 2048  # transforms of a multiple of this are quick, those of a prime length are not


def speed(samples: Samples, rng: np.random.Generator) -> Samples:
    """Faster and higher, or slower and lower: 0.88 to 1.25 times, as on a tape."""
    factor = float(np.exp(rng.uniform(np.log(0.88), np.log(1.25))))
    return soxr.resample(samples, RATE * factor, RATE, quality="LQ")


def line(samples: Samples, rng: np.random.Generator) -> Samples:
    """What a call does to a voice: room and noise often, a telephone channel half of the time, a level of its own."""
    if rng.random() < 0.2:
        samples = room(samples, rng)
    if rng.random() < 0.4:
        samples = add_noise(samples, float(rng.uniform(8, 35)), rng)
    if rng.random() < 0.5:
        samples = telephone(samples, rng)
    return np.clip(samples * 10 ** (rng.uniform(-8, 6) / 20), -1, 1).astype(np.float32)


def room(samples: Samples, rng: np.random.Generator) -> Samples:
    """Reverberation with a decay of 0.1 to 0.5 s, 6 to 20 dB below the direct sound."""
    decay = rng.uniform(0.1, 0.5)
    n = int(decay * RATE)
    tail = rng.standard_normal(n) * 10 ** (-3.0 * np.arange(n) / n)
    tail[: int(rng.uniform(0.001, 0.01) * RATE)] = 0
    tail *= 10 ** (-rng.uniform(6, 20) / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1.0
    size = _fast(len(samples) + n)
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)
    return wet[: len(samples)].astype(np.float32)


def add_noise(samples: Samples, snr_db: float, rng: np.random.Generator) -> Samples:
    """Noise with a spectrum between white and brown, half of the time coming and going."""
    noise = _coloured(len(samples), rng.uniform(0.0, 1.2), rng)
    if rng.random() < 0.5:
        turns = rng.uniform(0.1, 1.0, len(samples) // 4000 + 2)
        noise *= np.interp(np.arange(len(samples)) / 4000, np.arange(len(turns)), turns)
    gain = _rms(samples) / max(_rms(noise), 1e-9) * 10 ** (-snr_db / 20)
    return (samples + gain * noise).astype(np.float32)


def telephone(samples: Samples, rng: np.random.Generator) -> Samples:
    """Handset, band of 300 to 3400 Hz (more or less), 8 kHz, line noise, G.711, lost packets."""
    narrow = soxr.resample(samples, RATE, RATE // 2)
    size = _fast(len(narrow))
    spectrum = np.fft.rfft(narrow, size)
    hz = np.fft.rfftfreq(size, 2 / RATE)
    low, high = rng.uniform(150, 330), rng.uniform(3200, 3800)
    response = 1 / np.sqrt(1 + (low / np.maximum(hz, 1)) ** rng.choice((4, 8)))
    response /= np.sqrt(1 + (hz / high) ** 16)
    response *= 10 ** (rng.uniform(-4, 4) * (hz / 2000 - 1) / 20)
    narrow = np.fft.irfft(spectrum * response, size)[: len(narrow)]
    narrow *= 10 ** (rng.uniform(-24, -3) / 20) / max(float(np.abs(narrow).max()), 1e-4)
    narrow = add_noise(narrow, float(rng.uniform(12, 40)), rng)
    narrow = (mu_law if rng.random() < 0.5 else a_law)(narrow)
    if rng.random() < 0.6:
        narrow = lose_packets(narrow, float(rng.uniform(0.002, 0.04)), rng)
    return soxr.resample(narrow.astype(np.float32), RATE // 2, RATE)


def mu_law(samples: Samples) -> Samples:
    """Through 8 bit and back, ITU-T G.711 mu-law (the continuous formula)."""
    mu = 255.0
    squeezed = np.sign(samples) * np.log1p(mu * np.minimum(np.abs(samples), 1)) / np.log1p(mu)
    stepped = np.round(squeezed * 127) / 127
    return np.sign(stepped) * ((1 + mu) ** np.abs(stepped) - 1) / mu


def a_law(samples: Samples) -> Samples:
    """Through 8 bit and back, ITU-T G.711 A-law (the continuous formula)."""
    a = 87.6
    size = np.minimum(np.abs(samples), 1)
    scale = 1 + np.log(a)
    squeezed = np.where(size < 1 / a, a * size / scale, (1 + np.log(np.maximum(a * size, 1))) / scale)
    stepped = (np.floor(squeezed * 128) + 0.5) / 128
    opened = np.where(stepped < 1 / scale, stepped * scale / a, np.exp(stepped * scale - 1) / a)
    return np.sign(samples) * opened


def lose_packets(narrow: Samples, rate: float, rng: np.random.Generator) -> Samples:
    """Bursts of one to four packets of 20 ms (8 kHz) lost: silence, or the packet before once more, fading."""
    narrow = narrow.copy()
    packets = len(narrow) // _PACKET
    repeat = rng.random() < 0.6
    for start in np.flatnonzero(rng.random(packets) < rate / 2):
        for k in range(start, min(packets, start + int(rng.integers(1, 5)))):
            here = slice(k * _PACKET, (k + 1) * _PACKET)
            before = narrow[here.start - _PACKET : here.start] * 0.7 if repeat and k else 0.0
            narrow[here] = before
    return narrow


def non_speech(seconds: float, rng: np.random.Generator) -> Samples:
    """Something a line carries that is no speech: tones, chords, clicks or noise, at the level of speech."""
    n = int(seconds * RATE)
    made = _KINDS[int(rng.integers(len(_KINDS)))](n, rng)
    return (made * 0.07 / max(_rms(made), 1e-9)).clip(-1, 1).astype(np.float32)


def _tones(n: int, rng: np.random.Generator) -> Samples:
    """Ring back, busy, keys: one or two steady tones, switched."""
    t = np.arange(n) / RATE
    hz = rng.choice((350.0, 425.0, 440.0, 450.0, 480.0, 620.0, 697.0, 852.0, 1000.0, 1209.0, 1477.0), 2)
    gate = (t % rng.uniform(0.2, 3.0)) < rng.uniform(0.1, 1.5)
    return (np.sin(2 * np.pi * hz[0] * t) + rng.integers(2) * np.sin(2 * np.pi * hz[1] * t)) * gate


def _chords(n: int, rng: np.random.Generator) -> Samples:
    """Music of a kind: plucked or held chords with overtones over a beat."""
    out, at = np.zeros(n), 0
    while at < n:
        length = min(n - at, int(rng.uniform(0.15, 0.8) * RATE))
        t = np.arange(length) / RATE
        fall = np.exp(-t * rng.uniform(0.5, 8.0))
        for _ in range(int(rng.integers(1, 5))):
            f0 = 440 * 2 ** (rng.integers(-24, 18) / 12)
            for k in range(1, int(rng.integers(2, 8))):
                if k * f0 < RATE / 2:
                    out[at : at + length] += fall * np.sin(2 * np.pi * k * f0 * t + rng.uniform(0, 6)) / k
        at += length
    return out


def _clicks(n: int, rng: np.random.Generator) -> Samples:
    """Keys of a keyboard, knocks."""
    out = rng.standard_normal(n) * 0.003
    for at in rng.integers(0, n, max(1, int(n / RATE * rng.uniform(2, 9)))):
        length = min(n - at, int(rng.uniform(0.003, 0.03) * RATE))
        out[at : at + length] += rng.standard_normal(length) * np.exp(-np.arange(length) / (0.3 * length + 1))
    return out


def _hiss(n: int, rng: np.random.Generator) -> Samples:
    return _coloured(n, float(rng.uniform(0.0, 1.5)), rng)


_KINDS: tuple[Callable[[int, np.random.Generator], Samples], ...] = (_tones, _chords, _clicks, _hiss)


def _coloured(n: int, slope: float, rng: np.random.Generator) -> Samples:
    """Noise of RMS 1 whose amplitude falls with frequency to the power of `slope`."""
    size = _fast(n)
    hz = np.fft.rfftfreq(size, 1 / RATE)
    spectrum = np.fft.rfft(rng.standard_normal(size)) / np.maximum(hz, 60) ** slope
    noise = np.fft.irfft(spectrum, size)[:n]
    return noise / max(_rms(noise), 1e-9)


def _fast(n: int) -> int:
    return -(-n // _FAST) * _FAST


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
