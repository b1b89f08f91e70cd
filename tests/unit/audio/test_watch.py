from __future__ import annotations

import numpy as np
import pytest

from audio.blocks import RATE, Block, Health, Level
from audio.watch import FLOOR_DB, SILENT_S, LegWatch


def blocks(samples: np.ndarray, start: float = 0.0) -> list[Block]:
    parts = samples.astype(np.float32).reshape(-1, 320)
    return [Block("customer", start + k * 0.02, part, RATE) for k, part in enumerate(parts)]


def fed(watch: LegWatch, what: list[Block]) -> list[Level | Health]:
    return [item for block in what for item in watch.feed(block)]


def noise(seconds: float, level: float) -> np.ndarray:
    return np.random.default_rng(0).normal(0, level, round(seconds * RATE))


def test_levels_come_ten_times_a_second_and_are_right() -> None:
    found = [i for i in fed(LegWatch("customer"), blocks(noise(1.0, 0.1))) if isinstance(i, Level)]
    assert len(found) == 10
    assert found[5].level_db == pytest.approx(-20.0, abs=0.5)
    assert found[5].peak_db > found[5].level_db


def test_digital_silence_is_reported_once_and_taken_back() -> None:
    watch = LegWatch("customer")
    found = fed(watch, blocks(np.zeros(round((SILENT_S + 5) * RATE))))
    assert [(i.state, i.since) for i in found if isinstance(i, Health)] == [("silent", 0.0)]
    assert all(i.level_db == FLOOR_DB for i in found if isinstance(i, Level))
    after = fed(watch, blocks(noise(0.5, 0.05), start=SILENT_S + 5))
    assert [i.state for i in after if isinstance(i, Health)] == ["ok"]


def test_a_quiet_open_line_is_not_called_dead() -> None:
    found = fed(LegWatch("customer"), blocks(noise(SILENT_S + 5, 0.001)))
    assert not [i for i in found if isinstance(i, Health)]


def test_clipping_is_reported() -> None:
    found = fed(LegWatch("customer"), blocks(np.sign(noise(10, 1.0))))
    assert [i.state for i in found if isinstance(i, Health)] == ["clipped"]
