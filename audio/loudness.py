"""Loudness of speech alone: RMS over the hops that count, gated as ITU-R BS.1770-4 gates programmes.

The absolute gate is the speech detector's; the relative one leaves out what lies GATE_DB below the loudness of the
rest, so that pauses inside a turn don't make a loud voice look soft.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

GATE_DB = 10.0


def gated_level_db(levels_db: Sequence[float]) -> float:
    """The gated mean power in dBFS of hops with these levels; NaN without any."""
    if not levels_db:
        return math.nan
    gate = _mean_db(levels_db) - GATE_DB
    return _mean_db([level for level in levels_db if level >= gate])


def _mean_db(levels_db: Sequence[float]) -> float:
    return 10.0 * math.log10(sum(10.0 ** (level / 10.0) for level in levels_db) / len(levels_db))
