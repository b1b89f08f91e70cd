"""One leg's words as they come: 20 ms blocks in, a recogniser that works beside the pipeline, its events out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor

import msgspec
import numpy as np

from audio.blocks import BLOCK_S, Block, Leg
from models.events import Partial, Utterance
from models.slow import Slow
from models.speech.vosk_engine import VoskModel, VoskStream

CHUNK_S = 0.1
DELAY_S = 0.2
"""An answer counts so long after its chunk: both legs' recognisers then run beside everything else."""
BEFORE_S = 0.5
"""So much sound before a turn is known to have begun goes with it."""


class SpeechStream:
    """Stage: blocks of one leg in, Partial and Utterance out, DELAY_S later."""

    def __init__(self, model: VoskModel, leg: Leg, worker: Executor) -> None:
        self._stream = VoskStream(model, leg)
        self._slow: Slow[list[Partial | Utterance]] = Slow(worker, DELAY_S)
        self._utterance = ""
        self._before: deque[Block] = deque(maxlen=round(BEFORE_S / BLOCK_S))
        self._chunk: list[Block] = []

    @property
    def late(self) -> int:
        return self._slow.late

    def feed(self, block: Block, utterance: str | None) -> Iterator[Partial | Utterance]:
        """What is due by the end of this block; utterance: to which it belongs, None while the leg is silent."""
        if utterance is None:
            self._before.append(block)
        else:
            self._utterance = utterance
            self._chunk += [*self._before, block]
            self._before.clear()
            if block.end - self._chunk[0].t >= CHUNK_S - 1e-6:
                self._ask(block.end)
        yield from self._answers(block.end)

    def end_turn(self, t: float) -> None:
        """The leg has fallen silent: its utterance ends here."""
        utterance = self._utterance
        if self._chunk:
            self._ask(t)
        self._slow.ask(t, lambda: self._stream.finish(utterance))

    def finish(self, t: float) -> Iterator[Partial | Utterance]:
        """The rest, at the end of the call."""
        self.end_turn(t)
        yield from self._answers(t + DELAY_S)

    def _ask(self, t: float) -> None:
        samples = np.concatenate([block.samples for block in self._chunk])
        start, utterance = self._chunk[0].t, self._utterance
        self._chunk = []
        self._slow.ask(t, lambda: self._stream.feed(samples, start, utterance))

    def _answers(self, t: float) -> Iterator[Partial | Utterance]:
        for due, events in self._slow.answers(t):
            for event in events:
                yield msgspec.structs.replace(event, t=round(due, 3))
