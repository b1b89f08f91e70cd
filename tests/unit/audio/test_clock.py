from __future__ import annotations

import numpy as np
import pytest

from audio.sources.clock import TOLERANCE_S, SampleClock


def stamps(arrivals: list[float], frames: int = 160, rate: int = 16000) -> list[float]:
    clock = SampleClock(rate)
    return [clock.stamp(arrived, frames) for arrived in arrivals]


def test_jitter_of_arrival_does_not_move_the_stamps() -> None:
    random = np.random.default_rng(1)
    arrivals = [5.01 + k * 0.01 + float(random.exponential(0.01)) for k in range(2000)]
    found = stamps(arrivals)
    assert np.diff(found) == pytest.approx(0.01)


def test_bursts_do_not_move_the_stamps() -> None:
    arrivals = [1.05 + (k // 5) * 0.05 for k in range(2000)]
    assert np.diff(stamps(arrivals)) == pytest.approx(0.01)


def test_lost_samples_are_seen_and_put_right() -> None:
    arrivals = [k * 0.01 + (0.7 if k > 1000 else 0.0) for k in range(2500)]
    found = stamps(arrivals)
    assert found[-1] == pytest.approx(arrivals[-1] - 0.01, abs=TOLERANCE_S)


def test_a_fast_crystal_does_not_run_away() -> None:
    seconds, ppm = 4 * 3600, 200
    count = seconds * 10
    arrivals = [(k + 1) * 0.1 / (1 + ppm * 1e-6) for k in range(count)]
    found = stamps(arrivals, frames=1600)
    assert abs(found[-1] - arrivals[-1] + 0.1) < 2 * TOLERANCE_S
