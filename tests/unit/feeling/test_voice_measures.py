"""The measures of a stretch whose answers are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.blocks import Voicing
from models.feeling.measures import ENOUGH_VOICED, MEASURES, Stretch, enough


def hops(f0: list[float], tilt: float = -5.0, flux: float = 3.0) -> list[Voicing]:
    return [
        Voicing("customer", i * 0.01, True, hz, 0.0 if math.isnan(hz) else 0.3, -25.0, tilt, flux, -40.0)
        for i, hz in enumerate(f0)
    ]


def test_pitch_and_range() -> None:
    f0 = [100.0 * 2 ** (st / 12) for st in np.linspace(0.0, 6.0, 101)]
    stretch = Stretch(hops(f0), 4.5)
    assert dict(zip(MEASURES, stretch.values.tolist(), strict=True)) == {
        "pitch": pytest.approx(3.0, abs=0.1),
        "pitch_range": pytest.approx(4.8, abs=0.1),
        "rate": 4.5,
        "tilt": pytest.approx(-5.0),
        "change": pytest.approx(3.0),
    }


def test_an_octave_error_moves_neither_pitch_nor_range() -> None:
    f0 = [200.0 * 2 ** (st / 12) for st in np.linspace(-1.0, 1.0, 80)]
    clean, spoilt = Stretch(hops(f0), 4.0), Stretch(hops(f0 + [400.0] * 15), 4.0)
    assert spoilt.values == pytest.approx(clean.values, abs=0.2)


def test_unvoiced_hops_have_no_part_in_tilt_and_change() -> None:
    mixed = hops([150.0] * 20) + hops([math.nan] * 20, tilt=5.0, flux=9.0)
    assert Stretch(mixed, 4.0).values[3:] == pytest.approx([-5.0, 3.0])


@given(st.lists(st.floats(65.0, 520.0), min_size=ENOUGH_VOICED, max_size=60))
def test_any_voice_has_finite_measures(f0: list[float]) -> None:
    stretch = Stretch(hops(f0), 4.0)
    assert np.isfinite(stretch.values).all()
    assert 65.0 <= stretch.f0_hz <= 521.0


def test_two_pitches_far_apart_are_no_crash() -> None:
    assert np.isfinite(Stretch(hops([80.0] * 10 + [320.0] * 10), 4.0).values).all()


def test_too_few_voiced_hops_are_not_enough() -> None:
    assert not enough(hops([150.0] * (ENOUGH_VOICED - 1) + [math.nan] * 50))
    assert enough(hops([150.0] * ENOUGH_VOICED))
