"""From "so many samples came just now" to the stream time of a sample, without the jitter of the operating system."""

from __future__ import annotations

from collections import deque

WINDOW_S = 5.0
TOLERANCE_S = 0.1


class SampleClock:
    """Counts samples; looks at arrival times only to see gaps and drift.

    Blocks arrive late by a varying amount and never early. The smallest lateness of the last WINDOW_S is therefore
    the device's true delay; when that moves by more than TOLERANCE_S against the start, the device lost samples
    (or its crystal runs differently), and the count is put right by as much.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._end: float | None = None
        self._lateness: deque[tuple[float, float]] = deque()

    def stamp(self, arrived: float, frames: int) -> float:
        """Stream time of the first of `frames` samples that arrived at `arrived` (both in seconds)."""
        length = frames / self._rate
        if self._end is None:
            self._end = arrived - length
        start, self._end = self._end, self._end + length
        self._lateness.append((arrived, arrived - self._end))
        while self._lateness[0][0] < arrived - WINDOW_S:
            self._lateness.popleft()
        delay = min(late for _, late in self._lateness)
        full = arrived - self._lateness[0][0] > WINDOW_S / 2
        if delay < -TOLERANCE_S or (full and delay > TOLERANCE_S):
            self._end += delay
            self._lateness.clear()
            self._lateness.append((arrived, 0.0))
        return start
