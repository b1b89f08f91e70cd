"""Syllable nuclei of level contours whose syllables are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from audio.blocks import Voicing
from audio.rate import SyllableNuclei


def hop(i: int, level_db: float, voiced: bool = True, speech: bool = True) -> Voicing:
    f0, voicing = (150.0, 0.8) if voiced else (math.nan, 0.0)
    return Voicing("agent", i * 0.01, speech, f0, voicing, level_db, -6.0, 1.0, level_db)


def count(levels: np.ndarray, voiced: bool = True, speech: bool = True) -> list[float]:
    nuclei = SyllableNuclei()
    return [t for i, level in enumerate(levels) for t in nuclei.feed(hop(i, float(level), voiced, speech))]


def syllables(rate: float, seconds: float, depth_db: float) -> np.ndarray:
    t = np.arange(round(seconds * 100)) / 100
    return -30.0 - depth_db / 2 * (1 + np.cos(2 * np.pi * rate * t))


@pytest.mark.parametrize("rate", [3.0, 5.0, 7.0])
def test_regular_syllables_are_counted(rate: float) -> None:
    found = count(syllables(rate, 4.0, 12.0))
    assert len(found) == pytest.approx(4.0 * rate, abs=1)


def test_a_nucleus_is_at_the_loudest_point() -> None:
    found = count(syllables(4.0, 2.0, 12.0))
    for t in found:
        assert (t - 0.125) % 0.25 == pytest.approx(0.0, abs=0.021) or (t - 0.125) % 0.25 > 0.229


def test_ripples_are_no_syllables() -> None:
    assert len(count(syllables(8.0, 3.0, 0.8))) <= 1


def test_unvoiced_and_silent_peaks_do_not_count() -> None:
    contour = syllables(5.0, 3.0, 12.0)
    assert count(contour, voiced=False) == []
    assert count(contour, speech=False) == []
