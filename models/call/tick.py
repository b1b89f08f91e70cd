"""The beat of the call's state: the pipeline feeds one every half second of stream time."""

from __future__ import annotations

import msgspec

TICK_S = 0.5
"""Seconds of stream time between two ticks."""


class Tick(msgspec.Struct, frozen=True):
    """Stream time has come to `t`, with or without anything happening."""

    t: float
