"""Triggers: what was said just before the customer's feeling rose."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from models.call.transcript import Transcript
from models.events import Leg

RISE = 0.25
"""Growth of the stress over RISE_S that counts as a rise ..."""
RISE_S = 8.0
FLOOR = 0.5
"""... where it ends at least here."""
APART_S = 15.0
"""Two rises nearer than this are one."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """t: when the feeling had risen; by, words: what was said last before the customer's own words."""

    t: float
    rise: float
    by: Leg
    words: str


class Triggers:
    """Watches the stress; at a rise it looks back into the transcript."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float]] = deque(maxlen=64)
        self.found: list[Trigger] = []

    def feed(self, now: float, stress: float, transcript: Transcript) -> None:
        """Take the stress of this moment."""
        while self._past and now - self._past[0][0] > RISE_S:
            self._past.popleft()
        rise = stress - min((old for _, old in self._past), default=stress)
        self._past.append((now, stress))
        if rise < RISE or stress < FLOOR or (self.found and now - self.found[-1].t < APART_S):
            return
        said = transcript.lines("agent") or transcript.lines("customer")
        if said:
            self.found.append(Trigger(now, rise, said[-1].leg, said[-1].text))
