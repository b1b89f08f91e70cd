"""A stored call through the same line as a live one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from audio.blocks import LEGS
from audio.legs import Legs
from audio.sources.file import both_legs
from audio.sources.source import SourceError
from models.events import Event
from models.parts import Parts
from models.session import Session
from models.slow import workers

ENDINGS = ("-phone.wav", ".wav", ".opus", ".flac")
TAIL_S = 1.0
"""Silence after the files' end, so that the last word gets its end-point."""


def legs_of(folder: Path) -> tuple[Path, Path]:
    """(customer, agent) sound files of a call's folder, the telephone legs first. Raises SourceError."""
    for ending in ENDINGS:
        customer, agent = (folder / f"{leg}{ending}" for leg in LEGS)
        if customer.is_file() and agent.is_file():
            return customer, agent
    wanted = " / ".join(f"customer{ending}" for ending in ENDINGS)
    raise SourceError("call.missing", str(folder), wanted)


def replay(customer: Path, agent: Path, parts: Parts, tail_s: float = TAIL_S) -> Iterator[Event]:
    """Every event of the call, as fast as they can be had. Raises SourceError where a file can't be read."""
    legs = Legs()
    with workers() as threads:
        session = Session(parts, threads)
        session.name_source("customer", customer.name)
        session.name_source("agent", agent.name)
        yield from session.start("file")
        for block in both_legs(customer, agent, tail_s):
            for aligned in legs.feed(block):
                yield from session.feed(aligned)
        for aligned in legs.flush():
            yield from session.feed(aligned)
        yield from session.end("file")


def paced(events: Iterable[Event], speed: float) -> Iterator[Event]:
    """The events at `speed` times real time, by their stream time; 0: as fast as they come."""
    started = time.monotonic()
    for event in events:
        if speed > 0 and (wait := started + event.t / speed - time.monotonic()) > 0:
            time.sleep(wait)
        yield event
