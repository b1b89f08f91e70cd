"""Events as JSON lines, numbered, each written out at once."""

from __future__ import annotations

from typing import BinaryIO

from models.events import Event, encode


class LineWriter:
    """Callable with an event; writes its line to a binary stream."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._seq = 0

    def __call__(self, event: Event) -> None:
        self._seq += 1
        self._out.write(encode(event, self._seq) + b"\n")
        self._out.flush()
