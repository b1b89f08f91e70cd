from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from posteriors import spoken

from models.ear.heard import Heard
from models.ear.mel import RATE
from models.evaluate.units import edit_distance, evaluate_units
from models.speech.second_reading import Reading

_strings = st.lists(st.integers(1, 3), max_size=7)


@given(_strings, _strings)
def test_edits_are_the_fewest_possible(a: list[int], b: list[int]) -> None:
    @cache
    def fewest(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        return min(fewest(i - 1, j) + 1, fewest(i, j - 1) + 1, fewest(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    assert edit_distance(a, b) == fewest(len(a), len(b))


class Deaf:
    """An ear that hears 你好 whatever is said."""

    def hear(self, samples: np.ndarray, t0: float = 0.0) -> Heard:
        return Heard(t0, spoken("- n i3 h ao3 -"))


class Guess:
    """A reading that reads 你好吗 whatever is heard."""

    def read(self, heard: Heard) -> Reading:
        return Reading((), "你好吗", 0.0)


def test_figures_count_units_with_and_without_tones() -> None:
    rows = [(Path("a"), "你好"), (Path("b"), "你好"), (Path("c"), "OK"), (Path("d"), "泥好")]
    figures = evaluate_units(
        rows,
        Deaf(),  # type: ignore[arg-type]
        Guess(),  # type: ignore[arg-type]
        telephone=False,
        read=lambda path: np.ones(RATE, np.float32) * 0.1,
    )
    assert figures == pytest.approx(
        {
            "unit_error": 1 / 12,
            "sound_error": 0.0,
            "read_unit_error": (2 + 2 + 3) / 12,
            "units": 12,
            "rows": 3,
            "left_out": 1,
        }
    )
