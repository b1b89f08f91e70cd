"""Gives speech another manner with the WORLD vocoder (Morise, Yokomori & Ozawa 2016).

F0 is scaled about each sentence's median, so that the lexical tones survive.
"""

import numpy as np
import pyworld
from numpy.typing import NDArray

from models.training.calls.manner import Manner

FRAME_MS = 5.0
F0_FLOOR, F0_CEILING = 65.0, 520.0


def shape(
    x: NDArray[np.float64], rate_hz: int, said: Manner, formant: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Give speech `x` (mono) another pitch, pitch range, voice quality and vocal tract; the tempo stays."""
    if said == Manner(rate=said.rate, pause=said.pause, db=said.db) and formant == 1.0:
        return x
    f0, times = pyworld.dio(x, rate_hz, F0_FLOOR, F0_CEILING, frame_period=FRAME_MS, allowed_range=0.15)
    f0 = pyworld.stonemask(x, f0, times, rate_hz)
    envelope = pyworld.cheaptrick(x, f0, times, rate_hz)
    noise = pyworld.d4c(x, f0, times, rate_hz)
    f0 = _bend(f0, times, said, rng)
    hertz = np.linspace(0, rate_hz / 2, envelope.shape[1])
    if formant != 1.0:
        logs = np.log(envelope + 1e-16)
        envelope = np.exp(np.stack([np.interp(hertz / formant, hertz, row) for row in logs]))
    envelope = envelope * 10 ** (said.tilt * np.log2(np.clip(hertz, 250, 6000) / 1000) / 10)
    noise = np.clip(noise + (1 - noise) * said.breath * np.clip(hertz / 6000, 0, 1), 0, 1)
    made = pyworld.synthesize(
        f0, np.ascontiguousarray(envelope), np.ascontiguousarray(noise), rate_hz, FRAME_MS
    )
    return made[: len(x)]


def _bend(
    f0: NDArray[np.float64], times: NDArray[np.float64], said: Manner, rng: np.random.Generator
) -> NDArray[np.float64]:
    voiced = f0 > 0
    if voiced.sum() <= 3:
        return f0
    log_f0 = np.log2(f0[voiced])
    median = np.median(log_f0)
    bent = median + said.range * (log_f0 - median) + said.st / 12
    bent += said.tremor / 12 * np.sin(2 * np.pi * (5.8 * times[voiced] + rng.uniform()))
    bent += np.log2(1 + said.jitter * rng.standard_normal(len(bent)))
    out = f0.copy()
    out[voiced] = np.clip(2**bent, 60, 620)
    return out
