"""Replays are dear: each call is played once for all tests that look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.events import AnyEvent, Event
from models.parts import Parts, load_parts
from models.replay import legs_of, replay
from models.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CALLS = ROOT / "tests" / "data" / "open-calls"


@cache
def parts() -> Parts:
    loaded = Parts(Settings())
    problems = [e for e in load_parts(loaded.settings, loaded) if type(e).__name__ == "Problem"]
    assert not problems, problems
    return loaded


@cache
def played(call: str) -> tuple[Event, ...]:
    """Every event of an open call's telephone legs."""
    return tuple(replay(*legs_of(CALLS / call), parts()))


@pytest.fixture(scope="session")
def calls() -> object:
    return played


__all__ = ["CALLS", "AnyEvent", "parts", "played"]
