"""Where in the sound each unit of a known text lies: the best CTC path (Graves et al. 2006, section 4)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.ear.units import BLANK


def align(log_posteriors: NDArray[np.float32], units: Sequence[int]) -> NDArray[np.int64]:
    """First and last frame of each unit, [units, 2]. ValueError if the frames are too few for the units."""
    if not units:
        return np.zeros((0, 2), np.int64)
    states = np.full(2 * len(units) + 1, BLANK)
    states[1::2] = units
    may_skip = np.zeros(len(states), bool)  # from unit to unit without a blank, where the two differ
    may_skip[3::2] = states[3::2] != states[1:-2:2]

    emitted = log_posteriors[:, states]
    came_from = np.zeros(emitted.shape, np.int8)
    score = np.full(len(states), -np.inf)
    score[0] = 0.0
    moves = np.full((3, len(states)), -np.inf)
    for t, frame in enumerate(emitted):
        moves[0] = score
        moves[1, 1:] = score[:-1]
        moves[2, 2:] = np.where(may_skip[2:], score[:-2], -np.inf)
        if t == 0:  # a path begins with the first blank or the first unit
            moves[1, 2:] = -np.inf
        came_from[t] = moves.argmax(axis=0)
        score = moves.max(axis=0) + frame

    state = len(states) - 1 if score[-1] > score[-2] else len(states) - 2
    if score[state] == -np.inf:
        raise ValueError(f"{len(units)} units do not fit into {len(emitted)} frames")
    spans = np.zeros((len(units), 2), np.int64)
    spans[:, 0] = len(emitted)
    for t in range(len(emitted) - 1, -1, -1):
        if state % 2:
            unit = state // 2
            spans[unit, 0] = t
            spans[unit, 1] = max(spans[unit, 1], t)
        state -= int(came_from[t, state])
    return spans
