"""What a stretch of speech measures: the numbers that the voice's feeling is read from.

None of them depends on the gain of the line; levels are told for that reason, but don't count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.blocks import Voicing
from audio.loudness import gated_level_db

MEASURES = ("pitch", "pitch_range", "rate", "tilt", "change")
"""pitch: semitones above 100 Hz, mean of the middle 80 %; pitch_range: 10th to 90th percentile, semitones (for both,
what lies further than FURTHEST_ST from the median is no pitch but an error); rate: syllables a second of speech;
tilt: of the spectrum, dB an octave; change: of the spectrum, dB a hop; these two over voiced hops."""

FURTHEST_ST = 9.0
ENOUGH_VOICED = 10
"""Voiced hops without which nothing is measured."""

Values = npt.NDArray[np.float64]


class Stretch:
    """The measures of a stretch's speech hops.

    values: one for each of MEASURES; level_db: gated loudness, dBFS
    """

    def __init__(self, hops: Sequence[Voicing], rate_syl_s: float) -> None:
        voiced = [hop for hop in hops if hop.voiced]
        semitones = np.sort(12.0 * np.log2(np.array([hop.f0_hz for hop in voiced]) / 100.0))
        middle = semitones[len(semitones) // 2]
        semitones = semitones[np.abs(semitones - middle) <= FURTHEST_ST]
        tenth = len(semitones) // 10
        pitch = float(semitones[tenth : len(semitones) - tenth].mean())
        self.f0_hz = 100.0 * 2.0 ** (pitch / 12.0)
        self.f0_range_st = float(semitones[-1 - tenth] - semitones[tenth])
        self.rate_syl_s = rate_syl_s
        self.level_db = gated_level_db([hop.level_db for hop in hops])
        tilt, change = np.array([(hop.tilt_db_oct, hop.flux) for hop in voiced]).mean(axis=0)
        self.values: Values = np.array((pitch, self.f0_range_st, rate_syl_s, tilt, change), np.float64)


def enough(hops: Sequence[Voicing]) -> bool:
    """Whether these hops hold enough voiced speech to be measured."""
    return sum(hop.voiced for hop in hops) >= ENOUGH_VOICED
