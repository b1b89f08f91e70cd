"""When to listen to a leg, and how the looks through the ear become one stream.

While a leg speaks its last seconds go through the ear once a second, and once more when it has stopped. Frames near
the edge of a look are not sure yet: they are tentative, and the next look settles them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from audio.blocks import RATE, Block, Leg, Samples
from models.ear.heard import FRAME_S, Heard

EVERY_S = 1.0
WINDOW_S = 5.0
TAIL_S = 0.5
AFTER_SPEECH_S = 0.3
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Pass:
    """A look that is due: these samples (16 kHz, from t0) through `Ear.hear`.

    settles: the frames of the answer before this time are final
    """

    leg: Leg
    t0: float
    samples: Samples
    settles: float

    @property
    def t(self) -> float:
        """When the look was asked for: its edge."""
        return self.t0 + len(self.samples) / RATE


@dataclass(frozen=True, slots=True)
class Progress:
    """What a look adds: frames that stay as they are, and behind them frames that may still change."""

    leg: Leg
    settled: Heard
    tentative: Heard


class Listener:
    """One leg: blocks in, passes out; answers in, settled frames out. Who runs a pass is not its concern."""

    def __init__(self, leg: Leg) -> None:
        self._leg: Leg = leg
        self._blocks: deque[Block] = deque()
        self._next_look: float | None = None  # None while the leg is silent and all it said is settled
        self._last_speech = 0.0
        self._settled = 0.0

    def feed(self, block: Block, speaking: bool) -> Iterable[Pass]:
        """The pass that is due at the end of this block, if one is. Blocks come in order at 16 kHz.

        speaking: whether this block holds speech, with no hang-over
        """
        if block.rate != RATE:
            raise ValueError(f"the ear listens at {RATE} Hz, not at {block.rate} Hz")
        self._keep(block)
        if speaking:
            self._last_speech = block.end
            if self._next_look is None:
                self._next_look = block.t + EVERY_S
        if self._next_look is None:
            return []
        silent_for = block.end - self._last_speech + _SLACK
        if silent_for >= AFTER_SPEECH_S:
            self._next_look = None
            return [self._pass(settles=block.end)]
        if speaking and block.end + _SLACK >= self._next_look:
            self._next_look = block.end + EVERY_S
            return [self._pass(settles=block.end - TAIL_S)]
        return []

    def take(self, asked: Pass, heard: Heard) -> Progress:
        """The answer to a pass, in the order of asking: what it settles begins where the last one ended."""
        start = max(self._settled, heard.t0)
        settled = heard.between(start, max(start, asked.settles))
        self._settled = max(self._settled, settled.t_end)
        return Progress(self._leg, settled, heard.between(self._settled, heard.t_end + FRAME_S))

    def _keep(self, block: Block) -> None:
        if self._blocks and abs(self._blocks[-1].end - block.t) > 1.0 / RATE:
            self._blocks.clear()
        self._blocks.append(block)
        while self._blocks[0].end < block.end - WINDOW_S:
            self._blocks.popleft()

    def _pass(self, settles: float) -> Pass:
        samples = np.concatenate([block.samples for block in self._blocks])
        return Pass(self._leg, self._blocks[0].t, samples, settles)
