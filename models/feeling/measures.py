"""What a stretch of speech measures: the numbers that the voice's feeling is read from."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.blocks import Voicing
from audio.loudness import gated_level_db

MEASURES = (
    "pitch",
    "pitch_range",
    "pitch_moves",
    "rate",
    "tilt",
    "flux",
    "voicing",
    "voiced_share",
    "level_range",
)
"""pitch: median, semitones above 100 Hz; pitch_range: 10th to 90th percentile, semitones; pitch_moves: mean change,
semitones a second; rate: syllables a second of speech; tilt: dB an octave, voiced; flux: dB a hop; voicing: mean
strength of the periodicity, voiced; voiced_share: of the speech; level_range: 10th to 90th percentile, dB."""

ENOUGH_VOICED = 20

Values = npt.NDArray[np.float64]


class Stretch:
    """The speech hops of a stretch, taken apart into columns.

    values: one for each of MEASURES, shape (9,); level_db: gated loudness, dBFS
    """

    def __init__(self, hops: Sequence[Voicing], rate_syl_s: float) -> None:
        f0 = np.array([v.f0_hz for v in hops])
        voiced = ~np.isnan(f0)
        semitones = 12.0 * np.log2(f0[voiced] / 100.0)
        levels = np.array([v.level_db for v in hops])
        low, middle, high = np.percentile(semitones, (10, 50, 90))
        steps = np.abs(np.diff(12.0 * np.log2(f0 / 100.0)))
        steps = steps[steps < 1.0]
        self.level_db = gated_level_db([v.level_db for v in hops])
        self.f0_hz = float(100.0 * 2.0 ** (middle / 12.0))
        self.f0_range_st = float(high - low)
        self.rate_syl_s = rate_syl_s
        self.values: Values = np.array(
            [
                middle,
                high - low,
                100.0 * steps.mean() if len(steps) else 0.0,
                rate_syl_s,
                np.mean([v.tilt_db_oct for v in hops], where=voiced),
                np.mean([v.flux for v in hops]),
                np.mean([v.voicing for v in hops], where=voiced),
                voiced.mean(),
                np.subtract(*np.percentile(levels, (90, 10))),
            ]
        )


def enough(hops: Sequence[Voicing]) -> bool:
    """Whether these hops hold enough voiced speech to be measured."""
    return sum(not math.isnan(v.f0_hz) for v in hops) >= ENOUGH_VOICED
