"""What lies between two mouths and a computer: rooms, surroundings, the telephone band, G.711, lost packets."""

import io

import numpy as np
import scipy.signal
import soundfile
from numpy.typing import NDArray

from models.training.calls.script import Line

Samples = NDArray[np.float64]
TELEPHONE_HZ = 8000
PACKET = 160


def customer_leg(
    clean: Samples, babble: Samples, line: Line, level: float, rng: np.random.Generator
) -> tuple[Samples, float]:
    """The customer's speech (24 kHz) as it comes off the line (8 kHz), and the share of packets lost."""
    noisy = clean + _surroundings(line.noise, len(clean), babble, rng) * level * 10 ** (-line.snr / 20)
    coded = _g711(_band(_limit(noisy), 300, 3400), line.codec)
    return _lose_packets(coded, line.loss, rng)


def agent_leg(
    clean: Samples, heard: Samples, babble: Samples, line: Line, level: float, rng: np.random.Generator
) -> Samples:
    """The agent's speech (24 kHz) as a headset catches it (8 kHz), with what leaks of `heard` (8 kHz)."""
    n = len(clean)
    x = _room(clean, rng) + _crowd(babble, n, 8, rng) * level * 10 ** (-line.centre_snr / 20)
    x += _pink(n, 1.0, rng) * level * 10 ** (-45 / 20)
    if line.bleed_db is not None:
        delay = int(line.bleed_ms / 1000 * 24000)
        echo = np.pad(scipy.signal.resample_poly(heard, 3, 1), (delay, 0))[:n]
        x[: len(echo)] += echo * 10 ** (line.bleed_db / 20)
    return np.clip(_band(_limit(x), 200, 3500), -1, 1)


def _surroundings(kind: str, n: int, babble: Samples, rng: np.random.Generator) -> Samples:
    t = np.arange(n) / 24000
    if kind == "home":
        return 0.9 * _pink(n, 1.4, rng) + 0.25 * np.sin(2 * np.pi * 100 * t)
    if kind == "office":
        return 0.7 * _crowd(babble, n, 6, rng) + 0.6 * _pink(n, 1.0, rng)
    if kind == "car":
        return _pink(n, 2.0, rng) * (1 + 0.2 * np.sin(2 * np.pi * 0.07 * t))
    if kind == "street":
        passing, at = np.zeros(n), rng.uniform(2, 6)
        while at < t[-1]:
            passing += rng.uniform(0.5, 1.6) * np.exp(-(((t - at) / rng.uniform(0.8, 2)) ** 2))
            at += rng.uniform(4, 11)
        return 0.6 * _pink(n, 1.2, rng) + 0.9 * passing * _pink(n, 1.0, rng)
    raise ValueError(f"no surroundings are called {kind}")


def _pink(n: int, slope: float, rng: np.random.Generator) -> Samples:
    """Noise falling by 3 dB an octave times `slope`, RMS 1."""
    spectrum, hertz = np.fft.rfft(rng.standard_normal(n)), np.fft.rfftfreq(n, 1 / 24000)
    hertz[0] = hertz[1]
    x = np.fft.irfft(spectrum / hertz ** (slope / 2), n)
    return x / np.sqrt(np.mean(x**2))


def _crowd(babble: Samples, n: int, voices: int, rng: np.random.Generator) -> Samples:
    """Several people talking a few metres away, RMS 1."""
    x = np.zeros(n)
    for _ in range(voices):
        turned = np.roll(babble, rng.integers(len(babble)))
        x += np.tile(turned, n // len(babble) + 2)[:n] * rng.uniform(0.4, 1)
    x = scipy.signal.sosfilt(scipy.signal.butter(2, [200, 3000], "band", fs=24000, output="sos"), x)
    x = scipy.signal.fftconvolve(x, rng.standard_normal(9600) * np.exp(-np.arange(9600) / 2400))[:n]
    return x / np.sqrt(np.mean(x**2))


def _room(x: Samples, rng: np.random.Generator) -> Samples:
    """A small room: reverberation time 0.22 s, 16 dB below the direct sound."""
    n = int(0.22 * 24000)
    tail = rng.standard_normal(n) * np.exp(-6.9 * np.arange(n) / n)
    tail[: int(0.003 * 24000)] = 0
    tail *= 10 ** (-16 / 20) / np.sqrt(np.sum(tail**2))
    tail[0] = 1
    return scipy.signal.fftconvolve(x, tail)[: len(x)]


def _limit(x: Samples) -> Samples:
    loud = np.abs(x)
    return np.where(loud > 0.7, np.sign(x) * (0.7 + 0.28 * np.tanh((loud - 0.7) / 0.28)), x)


def _band(x: Samples, low: float, high: float) -> Samples:
    """Band-limited and brought from 24 to 8 kHz."""
    filtered = scipy.signal.sosfilt(scipy.signal.butter(4, [low, high], "band", fs=24000, output="sos"), x)
    return scipy.signal.resample_poly(filtered, 1, 3)


def _g711(x: Samples, codec: str) -> Samples:
    coded = io.BytesIO()
    subtype = {"ulaw": "ULAW", "alaw": "ALAW"}[codec]
    soundfile.write(coded, np.clip(x, -1, 1), TELEPHONE_HZ, format="WAV", subtype=subtype)
    coded.seek(0)
    return soundfile.read(coded)[0]


def _lose_packets(x: Samples, share: float, rng: np.random.Generator) -> tuple[Samples, float]:
    """Lose bursts of one to three packets of 20 ms; each is concealed by repeating the last one, softer."""
    x, packets, lost, i = x.copy(), len(x) // PACKET, 0, 1
    while i < packets:
        if rng.uniform() < share / 1.6:
            for repeat in range(min(int(rng.integers(1, 4)), packets - i)):
                last = x[(i - 1) * PACKET : i * PACKET]
                x[i * PACKET : (i + 1) * PACKET] = last * (0.75 if repeat == 0 else 0.35)
                lost, i = lost + 1, i + 1
        i += 1
    return x, lost / max(1, packets)
