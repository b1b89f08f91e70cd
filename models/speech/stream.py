"""One leg's words as they come: 20 ms blocks in, a recogniser that works beside the pipeline, its events out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import msgspec
import numpy as np

from audio.blocks import RATE, Block, Leg, Samples
from models.events import Partial, Utterance
from models.slow import Slow
from models.speech.vosk_engine import VoskModel, VoskStream

CHUNK_S = 0.1
DELAY_S = 0.2
"""An answer counts so long after its chunk: both legs' recognisers then run beside everything else."""


class SpeechStream:
    """Stage: blocks of one leg in, Partial and Utterance out, DELAY_S later."""

    def __init__(self, model: VoskModel, leg: Leg, worker: Executor) -> None:
        self._stream = VoskStream(model, leg)
        self._slow: Slow[list[Partial | Utterance]] = Slow(worker, DELAY_S)
        self._chunk: list[Samples] = []
        self._start = 0.0
        self._length = 0

    @property
    def late(self) -> int:
        return self._slow.late

    def feed(self, block: Block) -> Iterator[Partial | Utterance]:
        """What is due by the end of this block."""
        if not self._chunk:
            self._start = block.t
        self._chunk.append(block.samples)
        self._length += len(block.samples)
        if self._length >= CHUNK_S * RATE:
            self._ask(block.end)
        yield from self._answers(block.end)

    def end_turn(self, t: float) -> None:
        """The leg has fallen silent: its utterance ends here. Faster and surer than Vosk's own end-pointing,
        which takes a line's noise for speech."""
        if self._chunk:
            self._ask(t)
        self._slow.ask(t, self._stream.finish)

    def finish(self, t: float) -> Iterator[Partial | Utterance]:
        """The rest, at the end of the call."""
        self.end_turn(t)
        yield from self._answers(t + DELAY_S)

    def _ask(self, t: float) -> None:
        samples, start = np.concatenate(self._chunk), self._start
        self._chunk, self._length = [], 0
        self._slow.ask(t, lambda: self._stream.feed(samples, start))

    def _answers(self, t: float) -> Iterator[Partial | Utterance]:
        for due, events in self._slow.answers(t):
            for event in events:
                yield msgspec.structs.replace(event, t=round(due, 3))
