"""Speech, music, tone, noise or silence: what one leg holds, hop by hop, and when it speaks.

Whether it is speech says Silero's detector (models/weights/vad); what the rest is, the shape of its spectrum.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from audio.blocks import RATE, Activity, Block, Leg, Samples
from audio.silero import AT_FIRST, CONTEXT, STEP, DetectorMissing, Silero

__all__ = ["ACTIVITY_S", "DETECTOR", "HOP", "ActivityDetector", "DetectorMissing", "SpeechTurns", "TurnEdge"]

DETECTOR = Path(__file__).parents[1] / "models" / "weights" / "vad" / "silero.npz"

HOP = STEP
"""Samples the detector looks at in one step: one Activity each."""

ACTIVITY_S = HOP / RATE

SPEECH_FROM = 0.5
SPEECH_UNTIL = 0.35
"""Once it is speech it stays speech down to here, as Silero's own segmenter does."""
SILENT_BELOW_DB = -72.0
"""Quieter than this nobody speaks, and the detector isn't asked. mu-law's smallest step is at -78 dBFS."""

HEARD_AT_DB = -25.0
LARGEST_GAIN_DB = 20.0
FADES_DB = 0.03
"""The detector misses soft voices. So the loudest hop of late, which fades by FADES_DB a hop (1 dB a second), is
raised to HEARD_AT_DB for it, by LARGEST_GAIN_DB at most."""

_WINDOW = np.hanning(HOP).astype(np.float32)
_MEAN_SQUARE = 2.0 / (HOP * float(np.sum(_WINDOW.astype(np.float64) ** 2)))
_BAND = slice(5, 110)
"""Bins of 31 Hz from 156 to 3400 Hz: what a telephone lets through, without mains hum."""

Kind: TypeAlias = Literal["speech", "music", "tone", "noise", "silence"]


class ActivityDetector:
    """Gives one Activity for every HOP samples of a leg at 16 kHz; its `t` is the hop's first sample."""

    def __init__(self, leg: Leg, model: Path = DETECTOR) -> None:
        self._leg: Leg = leg
        self._silero = Silero.load(model)
        self._state = AT_FIRST
        self._pending: Samples = np.zeros(CONTEXT, np.float32)
        """What no hop has been made of yet, and the CONTEXT before it."""
        self._start: float | None = None
        self._hops = 0
        self._loudest_db = HEARD_AT_DB - LARGEST_GAIN_DB
        self._speech = False

    def feed(self, block: Block) -> Iterator[Activity]:
        """The activities that this block completes."""
        if self._start is None:
            self._start = block.t
        self._pending = np.concatenate((self._pending, block.samples))
        while len(self._pending) >= CONTEXT + HOP:
            sound, self._pending = self._pending[: CONTEXT + HOP], self._pending[HOP:]
            t = self._start + self._hops * ACTIVITY_S
            self._hops += 1
            kind, probability = self._judge(sound)
            yield Activity(self._leg, t, kind, probability)

    def _judge(self, sound: Samples) -> tuple[Kind, float]:
        spectrum = np.fft.rfft(sound[CONTEXT:] * _WINDOW)[_BAND]
        mean_square = float(np.vdot(spectrum, spectrum).real) * _MEAN_SQUARE
        level_db = 10.0 * math.log10(mean_square + 1e-12)
        self._loudest_db = max(level_db, self._loudest_db - FADES_DB)
        if level_db < SILENT_BELOW_DB:
            self._speech = False
            return "silence", 0.0
        gain_db = min(max(HEARD_AT_DB - self._loudest_db, 0.0), LARGEST_GAIN_DB)
        heard = sound * np.float32(10.0 ** (gain_db / 20.0))
        probability, self._state = self._silero.hear(heard, self._state)
        self._speech = probability >= (SPEECH_UNTIL if self._speech else SPEECH_FROM)
        return ("speech" if self._speech else _without_speech(spectrum)), probability


def _without_speech(spectrum: npt.NDArray[np.complexfloating]) -> Kind:
    """Tone, music or noise, by how much of the power lies in the strongest bins.

    A tone, DTMF or ring-back is two lines, five bins each through the window; music is many lines; noise is none.
    """
    power = np.sort(spectrum.real**2 + spectrum.imag**2)
    total = float(power.sum())
    if float(power[-10:].sum()) > 0.97 * total:
        return "tone"
    if float(power[-30:].sum()) > 0.85 * total:
        return "music"
    return "noise"


@dataclass(frozen=True, slots=True)
class TurnEdge:
    """A leg started or ended speaking at `t`; known at `known`."""

    leg: Leg
    what: Literal["started", "ended"]
    t: float
    known: float


class SpeechTurns:
    """When a leg starts and stops to speak: short sounds don't start it, short pauses don't end it."""

    START_S = 0.15
    END_S = 0.5

    def __init__(self, leg: Leg) -> None:
        self._leg: Leg = leg
        self._speaking = False
        self._since: float | None = None
        """Start of the stretch that speaks against the present state."""

    def feed(self, activity: Activity) -> Iterable[TurnEdge]:
        """A TurnEdge where this activity settles one."""
        end = activity.t + ACTIVITY_S
        if activity.speech == self._speaking:
            self._since = None
            return ()
        if self._since is None:
            self._since = activity.t
        if end - self._since < (self.END_S if self._speaking else self.START_S):
            return ()
        self._speaking = not self._speaking
        edge = TurnEdge(self._leg, "started" if self._speaking else "ended", self._since, end)
        self._since = None
        return (edge,)
