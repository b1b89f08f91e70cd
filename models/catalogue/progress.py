"""A bar with rate and time left, on a terminal only."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TextIO

BAR = 24
EVERY_S = 0.2
WINDOW_S = 5.0


class Progress:
    """feed it the bytes that are there; it draws one line over and over."""

    def __init__(self, size: int, language: str, out: TextIO) -> None:
        self._size, self._language, self._out = size, language, out
        self._seen: deque[tuple[float, int]] = deque()
        self._width = 0

    def feed(self, done: int) -> None:
        now = time.monotonic()
        if not self._out.isatty() or (self._seen and now - self._seen[-1][0] < EVERY_S and done < self._size):
            return
        self._seen.append((now, done))
        while now - self._seen[0][0] > WINDOW_S:
            self._seen.popleft()
        then, before = self._seen[0]
        rate = (done - before) / (now - then) if now > then else 0.0
        text = line(done, self._size, rate, self._language)
        self._out.write("\r" + text.ljust(self._width + 4))
        self._out.flush()
        self._width = len(text)

    def close(self) -> None:
        if self._width:
            self._out.write("\n")


def line(done: int, size: int, rate: float, language: str) -> str:
    """done, size in bytes; rate in bytes a second, 0 while it is not known."""
    full = BAR * done // size
    text = (
        f"[{'#' * full}{'-' * (BAR - full)}] {100 * done // size:3d}%  {done / 1e6:.1f}/{size / 1e6:.1f} MB"
    )
    if rate <= 0:
        return text
    text += f"  {rate / 1e6:.1f} MB/s"
    if done >= size:
        return text
    left = math.ceil((size - done) / rate)
    if left < 90:
        return text + (f"  还剩 {left} 秒" if language == "zh" else f"  {left} s left")
    return text + (f"  还剩 {left / 60:.0f} 分钟" if language == "zh" else f"  {left / 60:.0f} min left")
