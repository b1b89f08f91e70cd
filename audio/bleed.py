"""The customer's voice in the agent's microphone: heard through the earpiece or the loudspeaker, it is not the agent.

While the customer speaks (or did so just now), the agent's leg counts as speech only where it is about as loud as
the agent is when the customer is silent. Until the agent's own loudness is known, the customer's stands in for it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from audio.blocks import Activity, Block

AFTER_S = 0.35
"""Echo of a word comes so much later at most."""
QUIETER_DB = 12.0
FALL_DB = 3.0
"""A level holds between syllables: it falls so much a block."""
FORGET_DB = 0.005
"""The agent's own loudness, the loudest that was heard of it, falls so much a block of speech."""


class BleedGate:
    """Stage between the agent's activity detector and everything behind it; pure and causal."""

    def __init__(self) -> None:
        self._customer: deque[tuple[float, float]] = deque()
        self._own_db: float | None = None
        self._agent_db = -90.0

    def customer(self, block: Block, speaking: bool) -> None:
        """A block of the customer's leg, before the agent's of the same time."""
        if speaking:
            self._customer.append((block.end, _level_db(block)))
        while self._customer and self._customer[0][0] < block.end - AFTER_S:
            self._customer.popleft()

    def agent(self, block: Block, activities: list[Activity]) -> list[Activity]:
        """The activities of a block of the agent's leg, with what is only bleed called noise."""
        self._agent_db = max(_level_db(block), self._agent_db - FALL_DB)
        if not any(activity.speech for activity in activities):
            return activities
        if not self._customer:
            own = self._own_db if self._own_db is not None else self._agent_db
            self._own_db = max(self._agent_db, own - FORGET_DB)
            return activities
        reference = self._own_db if self._own_db is not None else max(level for _, level in self._customer)
        if self._agent_db >= reference - QUIETER_DB:
            return activities
        return [replace(a, kind="noise") if a.speech else a for a in activities]


def _level_db(block: Block) -> float:
    power = float(np.mean(np.square(block.samples))) if len(block.samples) else 0.0
    return 10 * float(np.log10(power + 1e-9))
