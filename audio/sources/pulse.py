"""Does PulseAudio (or PipeWire) still send us the source that we asked for?

When a sink goes (a headset is pulled), the server silently moves its listeners to another source: the
customer's leg would carry the agent's voice, with no error anywhere. Only the server can tell.
"""

from __future__ import annotations

import os
import time
from typing import Any

CHECK_EVERY_S = 1.0


class Routed:
    """One recording stream of this process: made just before it is opened, told just after."""

    def __init__(self, source_name: str) -> None:
        self._source_name = source_name
        self._before = {output.index for output in self._mine()}
        self._output: int | None = None
        self._next_check = 0.0
        self._there = True

    def opened(self) -> None:
        """The stream exists now: find it among the server's."""
        for output in self._mine():
            if output.index not in self._before:
                self._output = output.index

    def still_there(self) -> bool:
        """False once the stream records from another source, or from none; asked of the server once a second."""
        if self._output is not None and time.monotonic() >= self._next_check:
            self._next_check = time.monotonic() + CHECK_EVERY_S
            self._there = self._source_of(self._output) == self._source_name
        return self._there

    def _source_of(self, output: int) -> str | None:
        import pulsectl

        try:
            with _server() as pulse:
                index = next((o.source for o in pulse.source_output_list() if o.index == output), None)
                return next((s.name for s in pulse.source_list() if s.index == index), None)
        except pulsectl.PulseError:
            return None

    def _mine(self) -> list[Any]:
        import pulsectl

        try:
            with _server() as pulse:
                mine = str(os.getpid())
                return [
                    o for o in pulse.source_output_list() if o.proplist.get("application.process.id") == mine
                ]
        except pulsectl.PulseError:
            return []


def _server() -> Any:
    import pulsectl

    pulse = pulsectl.Pulse("callcue-routing", connect=False)
    pulse.connect(autospawn=False, wait=False)
    return pulse
