"""Is a leg healthy? A dead leg is the commonest grave fault of such programs, and nobody notices it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audio.blocks import Block, Health, HealthState, Leg, Level

FLOOR_DB = -90.0
SILENT_DB = -70.0
"""Quieter than any open line: digital silence, or the wrong device."""
SILENT_S = 20.0
CLIPPED_SHARE = 0.02
LEVEL_S = 0.1


class LegWatch:
    """Stage: blocks of one leg in; Level every tenth of a second and Health when it changes out."""

    def __init__(self, leg: Leg) -> None:
        self._leg = leg
        self._state: HealthState = "ok"
        self._since = 0.0
        self._last_sound = 0.0
        self._clipped = 0.0
        self._power = 0.0
        self._peak = 0.0
        self._count = 0
        self._level_from = 0.0

    def feed(self, block: Block) -> Iterator[Level | Health]:
        samples = block.samples
        peak = float(np.abs(samples).max(initial=0.0))
        self._power += float(np.dot(samples, samples))
        self._peak = max(self._peak, peak)
        self._count += len(samples)
        if _db(peak) > SILENT_DB:
            self._last_sound = block.end
        share = float(np.mean(np.abs(samples) > 0.99)) if len(samples) else 0.0
        self._clipped += 0.01 * (share - self._clipped)
        if block.end - self._level_from >= LEVEL_S - 1e-6:
            rms = (self._power / max(1, self._count)) ** 0.5
            yield Level(self._leg, block.end, _db(rms), _db(self._peak))
            self._power, self._peak, self._count, self._level_from = 0.0, 0.0, 0, block.end
        state: HealthState = "ok"
        if block.end - self._last_sound >= SILENT_S:
            state = "silent"
        elif self._clipped > CLIPPED_SHARE:
            state = "clipped"
        if state != self._state:
            self._state = state
            self._since = self._last_sound if state == "silent" else block.end
            yield Health(self._leg, block.end, state, self._since)


def _db(value: float) -> float:
    return max(FLOOR_DB, 20 * float(np.log10(max(value, 1e-10))))
