"""What flows through audio/: plain immutable records, all in seconds of stream time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Leg: TypeAlias = Literal["customer", "agent"]
LEGS: tuple[Leg, Leg] = ("customer", "agent")

Samples: TypeAlias = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second of every block behind legs.py; sources give their device's own rate."""

BLOCK_S = 0.02
"""Length of a block behind legs.py."""

HOP_S = 0.01
"""Distance of two voicings."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of one leg's sound.

    samples: float32, mono, -1..1, shape (n,), never NaN behind legs.py
    t: stream time of the first sample
    filled: True where the source gave nothing and legs.py put silence in its place
    """

    leg: Leg
    t: float
    samples: Samples
    rate: int
    filled: bool = False

    @property
    def end(self) -> float:
        """Stream time just behind the last sample."""
        return self.t + len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Activity:
    """What a block holds, as activity.py hears it: `t` is the block's start."""

    leg: Leg
    t: float
    kind: Literal["speech", "music", "tone", "noise", "silence"]
    probability: float

    @property
    def speech(self) -> bool:
        return self.kind == "speech"


@dataclass(frozen=True, slots=True)
class Voicing:
    """The measures of one leg at one hop of HOP_S.

    f0_hz: fundamental, NaN where unvoiced; voicing: how clearly it is heard, 0..1; 0 where it is only taken over
    from the hops beside, and where there is none
    level_db: RMS in dBFS; tilt_db_oct: slope of the spectrum in dB an octave; flux: change of the third octaves
    against the hop before, dB; sonority_db: their mean level in dB, high where the whole spectrum is full
    """

    leg: Leg
    t: float
    speech: bool
    f0_hz: float
    voicing: float
    level_db: float
    tilt_db_oct: float
    flux: float
    sonority_db: float = -90.0

    @property
    def voiced(self) -> bool:
        """Whether the fundamental is heard in this very hop."""
        return self.voicing > 0.0


@dataclass(frozen=True, slots=True)
class Level:
    """One leg's loudness over the last tenth of a second, for its meter. dBFS, floor -90."""

    leg: Leg
    t: float
    level_db: float
    peak_db: float


HealthState: TypeAlias = Literal["ok", "silent", "no_data", "clipped", "lost", "wrong_source"]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a leg can be trusted, since when, as watch.py and the sources see it."""

    leg: Leg
    t: float
    state: HealthState
    since: float
