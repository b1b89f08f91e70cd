"""What every source of sound offers."""

from __future__ import annotations

from typing import Protocol

from audio.blocks import Block, HealthState, Leg


class SourceError(Exception):
    """A source cannot be opened or read. `code` says what is wrong, `name` which source."""

    def __init__(self, code: str, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail or code}")
        self.code = code
        self.name = name
        self.detail = detail


class Source(Protocol):
    """One leg's sound, as it comes.

    name: as the person chose it; dropped: blocks lost because nobody read them in time
    state: "ok", or why nothing (or the wrong thing) comes
    """

    leg: Leg
    name: str
    dropped: int

    @property
    def state(self) -> HealthState: ...

    def start(self) -> None:
        """Begin to listen. Raises SourceError."""

    def read(self) -> list[Block]:
        """What has come since the last time; never waits. `t` counts from an instant common to both legs."""

    def close(self) -> None:
        """Stop listening; may be called twice."""
