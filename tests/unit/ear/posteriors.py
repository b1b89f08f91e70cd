"""Posteriors as a test wants them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.ear.units import BLANK, UNIT_ID, UNITS


def spoken(units: str, frames: int = 2, gap: int = 2, sure: float = 0.9) -> NDArray[np.float32]:
    """Each unit of "n i3 h ao3" for some frames, blanks between; '-' is ten blank frames. Log-posteriors."""
    rows: list[int] = []
    for unit in units.split():
        rows += [BLANK] * 10 if unit == "-" else [UNIT_ID[unit]] * frames + [BLANK] * gap
    return log_posteriors(rows, sure)


def log_posteriors(best: list[int], sure: float = 0.9) -> NDArray[np.float32]:
    """One row a frame: the given unit with probability `sure`, the rest even."""
    rows = np.full((len(best), len(UNITS)), (1 - sure) / (len(UNITS) - 1), np.float32)
    rows[np.arange(len(best)), best] = sure
    return np.asarray(np.log(rows), np.float32)
