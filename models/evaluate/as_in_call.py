"""A recording through one leg's stages, exactly as in a call: what would have been read on the screen."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import numpy as np
import soxr

from audio.bleed import BleedGate
from audio.blocks import BLOCK_S, RATE, Block, Samples
from audio.sources.file import open_file
from models.events import Utterance, UtteranceCorrected
from models.leg import LegStages
from models.parts import Parts
from models.slow import workers

BEFORE_S, AFTER_S = 0.5, 1.5


class AsInCall:
    """Use as a context: the slow stages' threads live as long."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._threads = workers()

    def __enter__(self) -> AsInCall:
        self._workers = self._threads.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.__exit__(kind, error, trace)

    def text(self, samples: Samples) -> str:
        """The last reading of every utterance in a recording at RATE, in order."""
        stages = LegStages("customer", self._parts, self._workers, BleedGate())
        silence = [np.zeros(round(s * RATE), np.float32) for s in (BEFORE_S, AFTER_S)]
        sound = np.concatenate([silence[0], samples, silence[1]])
        size = round(BLOCK_S * RATE)
        read: dict[str, str] = {}
        blocks = [Block("customer", k / RATE, sound[k : k + size], RATE) for k in range(0, len(sound), size)]
        for item in (item for block in blocks for item in stages.feed(block)):
            if isinstance(item, Utterance | UtteranceCorrected):
                read[item.utterance] = item.text
        for item in stages.finish(len(sound) / RATE):
            if isinstance(item, Utterance | UtteranceCorrected):
                read[item.utterance] = item.text
        return "".join(read[name] for name in sorted(read, key=lambda name: int(name[1:])))


def read_sound(path: Path) -> Samples:
    """A sound file as one channel at RATE. Raises SourceError."""
    with open_file(path) as file:
        sound = file.read(dtype="float32", always_2d=True).mean(axis=1)
        rate = file.samplerate
    return np.asarray(soxr.resample(sound, rate, RATE) if rate != RATE else sound, dtype=np.float32)
