"""The timbre of a voice: what the ear's lower layers hear beside the words, and whether it sounds angry or glad.

Anger and joy raise pitch, pace and brightness alike; what parts them is the colour of the voice. It is read from the
states below the ear's words, mean and deviation over a stretch, against the same caller's calm. One direction in that
space, from joy to anger, is all that is kept of them: no voice can be told by it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from audio.blocks import Voicing
from models.ear.heard import FRAME_S, Heard

Values = npt.NDArray[np.float64]

STATES = 512
FEWEST = 10
"""Frames of speech without which there is no timbre."""


class TimbreTrack:
    """The states of a leg's last seconds, on the clock of the stream."""

    def __init__(self, seconds: float) -> None:
        self._kept: deque[Heard] = deque()
        self._seconds = seconds

    def feed(self, heard: Heard) -> None:
        """A settled stretch, in the order of the stream; without states it is silence."""
        if heard.states is None:
            return
        self._kept.append(heard)
        while self._kept[0].t_end < heard.t_end - self._seconds:
            self._kept.popleft()

    def over(self, hops: Sequence[Voicing]) -> Values | None:
        """Mean and deviation of the states while these hops were spoken, (2 * STATES,); None with too few."""
        spoken = np.array([hop.t for hop in hops])
        found = []
        for heard in self._kept:
            middles = heard.t0 + (np.arange(len(heard)) + 0.5) * FRAME_S
            after = np.searchsorted(spoken, middles - FRAME_S / 2)
            near = spoken[np.minimum(after, len(spoken) - 1)]
            assert heard.states is not None
            found.append(heard.states[np.abs(near - middles) <= FRAME_S / 2])
        states = np.concatenate(found) if found else np.zeros((0, STATES))
        return pooled(states) if len(states) >= FEWEST else None


def pooled(states: npt.NDArray[np.floating]) -> Values:
    """Mean and standard deviation over frames, (frames, STATES) to (2 * STATES,)."""
    wide = states.astype(np.float64)
    return np.concatenate((wide.mean(axis=0), wide.std(axis=0)))
