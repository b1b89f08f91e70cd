from __future__ import annotations

import math

import pytest

from audio.loudness import gated_level_db


def test_pauses_do_not_make_a_voice_softer() -> None:
    assert gated_level_db([-20.0] * 50 + [-60.0] * 50) == pytest.approx(-20.0)


def test_equal_levels_are_their_own_mean() -> None:
    assert gated_level_db([-33.0] * 7) == pytest.approx(-33.0)


def test_power_is_averaged_not_decibels() -> None:
    assert gated_level_db([-20.0, -26.0]) == pytest.approx(10 * math.log10((10**-2 + 10**-2.6) / 2))


def test_nothing_has_no_level() -> None:
    assert math.isnan(gated_level_db([]))
