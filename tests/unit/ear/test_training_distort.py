from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.ear.mel import RATE
from models.training.ear import distort

Rng = np.random.Generator


def _tone(hz: float, seconds: float = 1.0, rate: int = RATE) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def _db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


@pytest.mark.parametrize("law", [distort.mu_law, distort.a_law])
def test_g711_keeps_the_signal_about_38_db_above_its_own_noise(
    law: Callable[[np.ndarray], np.ndarray],
) -> None:
    tone = _tone(997)
    for level in (1.0, 0.3, 0.1):
        coded = law(tone * level)
        assert 30 < _db(tone * level) - _db(coded - tone * level) < 45
    assert np.abs(law(np.array([-1.0, 1.0])) - [-1.0, 1.0]).max() < 0.03
    assert np.array_equal(law(-tone), -law(tone))


def test_a_telephone_takes_away_what_is_outside_its_band() -> None:
    def through(hz: float) -> float:
        mixed = _tone(1000) + _tone(hz)
        heard = distort.telephone(mixed, np.random.default_rng(4))
        power = np.abs(np.fft.rfft(heard[:RATE])) ** 2
        return float(10 * np.log10(power[round(hz)] / power[1000]))

    assert through(5000) < -30
    assert through(50) < -15
    assert through(2000) > -6


@pytest.mark.parametrize("damage", [distort.line, distort.telephone, distort.room, distort.speed])
def test_the_same_seed_does_the_same_damage(damage: Callable[[np.ndarray, Rng], np.ndarray]) -> None:
    voice = np.random.default_rng(1).standard_normal(12345).astype(np.float32) * 0.07
    once, again = (damage(voice, np.random.default_rng(9)) for _ in range(2))
    other = damage(voice, np.random.default_rng(10))
    assert np.array_equal(once, again)
    assert once.dtype == np.float32
    assert np.isfinite(once).all()
    assert len(other) != len(once) or not np.array_equal(other, once)


def test_noise_comes_at_the_wanted_distance() -> None:
    voice = _tone(300)
    noisy = distort.add_noise(voice, 10.0, np.random.default_rng(2))
    assert _db(voice) - _db(noisy - voice) == pytest.approx(10.0, abs=0.1)


def test_lost_packets_are_whole_and_about_as_many_as_asked() -> None:
    narrow = np.ones(8000 * 60, np.float32)
    share = np.mean(
        [np.mean(distort.lose_packets(narrow, 0.03, np.random.default_rng(k)) != 1) for k in range(20)]
    )
    assert 0.015 < share < 0.06
    changed = distort.lose_packets(narrow, 0.03, np.random.default_rng(0)) != 1
    edges = np.flatnonzero(np.diff(changed.astype(int))) + 1
    assert (edges % 160 == 0).all()


@pytest.mark.parametrize("seed", range(12))
def test_what_is_no_speech_has_the_level_of_speech(seed: int) -> None:
    made = distort.non_speech(1.5, np.random.default_rng(seed))
    assert made.shape == (24000,)
    assert -32 < _db(made) < -20
