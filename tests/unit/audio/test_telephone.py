import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.blocks import RATE
from audio.telephone import mu_law, through_telephone


def tone(hz: float, seconds: float = 1.0) -> np.ndarray:
    return (0.3 * np.sin(2 * math.pi * hz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


@pytest.mark.parametrize("hz", [500, 1000, 2500])
def test_the_voice_band_gets_through_in_place(hz: float) -> None:
    sound = tone(hz)
    through = through_telephone(sound)
    middle = slice(RATE // 4, -RATE // 4)
    assert np.abs(through[middle] - sound[middle]).max() < 0.02


@pytest.mark.parametrize("hz", [60, 150, 4500, 7000])
def test_what_lies_outside_does_not(hz: float) -> None:
    middle = slice(RATE // 4, -RATE // 4)
    assert np.std(through_telephone(tone(hz))[middle]) < 0.03 * np.std(tone(hz))


@given(st.integers(0, 3000))
def test_the_length_stays(n: int) -> None:
    assert through_telephone(np.zeros(n, np.float32)).shape == (n,)


def test_mu_law_has_256_levels_finer_near_zero() -> None:
    levels = np.unique(mu_law(np.linspace(-1.2, 1.2, 200_001).astype(np.float32)))
    assert len(levels) == 255  # plus and minus zero are one
    steps = np.diff(levels[levels >= 0])
    assert (np.diff(steps) > 0).all()
    assert levels.max() == pytest.approx(1.0)
