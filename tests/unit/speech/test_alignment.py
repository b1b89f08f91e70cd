from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.speech.alignment import align


def spelt(path: tuple[int, ...]) -> list[int]:
    return [u for k, u in enumerate(path) if u and (k == 0 or u != path[k - 1])]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_spans_lie_on_a_best_path(seed: int, units: list[int]) -> None:
    frames = np.log(np.random.default_rng(seed).dirichlet(np.ones(4), 6)).astype(np.float32)
    best = max(
        sum(frames[t, u] for t, u in enumerate(path))
        for path in product(range(4), repeat=6)
        if spelt(path) == units
    )
    spans = align(frames, units)
    path = [0] * 6
    for unit, (first, last) in zip(units, spans, strict=True):
        path[first : last + 1] = [unit] * (last + 1 - first)
    assert spelt(tuple(path)) == units
    assert sum(frames[t, u] for t, u in enumerate(path)) == pytest.approx(best, abs=1e-4)


def test_a_repeated_unit_needs_a_blank_between() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        align(np.zeros((2, 3), np.float32), [1, 1])


def test_no_units_have_no_spans() -> None:
    assert align(np.zeros((2, 3), np.float32), []).shape == (0, 2)


def test_long_sounds_can_be_aligned() -> None:
    units = [1, 2] * 150
    frames = np.full((900, 3), -9.0, np.float32)
    frames[:, 0] = -0.1
    for k, unit in enumerate(units):
        frames[3 * k, unit] = 0.0
        frames[3 * k, 0] = -9.0
    assert (align(frames, units)[:, 0] == np.arange(300) * 3).all()
