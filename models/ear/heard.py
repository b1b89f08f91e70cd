"""What one look through the ear gives: log-posteriors over the units, on the clock of the stream."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ear.units import BLANK, UNITS

FRAME_S = 0.03
_SURE_BLANK = np.full(len(UNITS), -16.0, np.float32)
_SURE_BLANK[BLANK] = 0.0


@dataclass(frozen=True, slots=True)
class Heard:
    """Log-posteriors float32 [frames, units]; frame k covers t0 + k * FRAME_S and the FRAME_S after it.

    states: the network's lower states, float32 [frames, 512], where it gives them
    """

    t0: float
    log_posteriors: NDArray[np.float32]
    states: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.log_posteriors)

    @property
    def t_end(self) -> float:
        """Stream time just behind the last frame."""
        return self.t0 + len(self) * FRAME_S

    def time(self, frame: float) -> float:
        """Stream time of the start of a frame."""
        return self.t0 + frame * FRAME_S

    def between(self, start: float, end: float) -> Heard:
        """The frames whose middle lies in [start, end)."""
        first, last = (round((t - self.t0) / FRAME_S) for t in (start, end))
        first = min(max(first, 0), len(self))
        last = min(max(last, first), len(self))
        states = None if self.states is None else self.states[first:last]
        return Heard(self.time(first), self.log_posteriors[first:last], states)


def nothing_heard(t0: float, frames: int) -> Heard:
    """Frames that are blank for certain: what silence sounds like."""
    return Heard(t0, np.repeat(_SURE_BLANK[None], frames, axis=0))
