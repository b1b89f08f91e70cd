"""What a stretch of speech measures: the numbers that the voice's feeling is read from.

None of them depends on the gain of the line. Levels don't count for that reason; they are only told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.blocks import Voicing
from audio.loudness import gated_level_db

MEASURES = ("pitch", "pitch_range", "rate", "tilt", "change", "voicing", "voiced_share")
"""pitch: semitones above 100 Hz, mean of the middle 80 %; pitch_range: 10th to 90th percentile, semitones; rate:
syllables a second of speech; tilt: dB an octave, voiced; change: of the spectrum, dB a hop, voiced; voicing: mean
strength of the periodicity, voiced; voiced_share: of the speech."""

ENOUGH_VOICED = 20
"""Voiced hops without which nothing is measured."""

Values = npt.NDArray[np.float64]


class Stretch:
    """The measures of a stretch's speech hops.

    values: one for each of MEASURES; level_db: gated loudness, dBFS
    """

    def __init__(self, hops: Sequence[Voicing], rate_syl_s: float) -> None:
        voiced = [hop for hop in hops if not math.isnan(hop.f0_hz)]
        semitones = np.sort(12.0 * np.log2(np.array([hop.f0_hz for hop in voiced]) / 100.0))
        tenth = len(semitones) // 10
        middle = float(semitones[tenth : len(semitones) - tenth].mean())
        self.f0_hz = 100.0 * 2.0 ** (middle / 12.0)
        self.f0_range_st = float(semitones[-1 - tenth] - semitones[tenth])
        self.rate_syl_s = rate_syl_s
        self.level_db = gated_level_db([hop.level_db for hop in hops])
        shapes = np.array([(hop.tilt_db_oct, hop.flux, hop.voicing) for hop in voiced]).mean(axis=0)
        self.values: Values = np.array(
            (middle, self.f0_range_st, rate_syl_s, *shapes, len(voiced) / len(hops)), np.float64
        )


def enough(hops: Sequence[Voicing]) -> bool:
    """Whether these hops hold enough voiced speech to be measured."""
    return sum(not math.isnan(hop.f0_hz) for hop in hops) >= ENOUGH_VOICED
