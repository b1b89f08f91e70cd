"""Two legs on one clock: every block 20 ms at 16 kHz, both legs side by side, gaps filled with marked silence.

A device counts its own samples, and two devices never count alike. Each leg's samples are laid one after the
other on the common clock; only when they are more than DRIFT_S away from where their time stamps say they
belong is silence put in or sound left out. A leg that gives nothing is filled as soon as the other one is
PATIENCE_S ahead, so that one dead device never stops the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from audio.blocks import BLOCK_S, LEGS, RATE, Block, Leg, Samples
from audio.resample import Resampler

SIZE = round(RATE * BLOCK_S)
DRIFT_S = 0.15
PATIENCE_S = 0.4


class _Line:
    """One leg's samples at RATE from `start` (sample number on the common clock) on, and which of them are real."""

    def __init__(self) -> None:
        self.start = 0
        self.samples: list[Samples] = []
        self.real: list[bool] = []
        self.length = 0
        self.resampler = Resampler()

    @property
    def end(self) -> int:
        return self.start + self.length

    def put(self, samples: Samples, real: bool) -> None:
        if len(samples):
            self.samples.append(samples)
            self.real.append(real)
            self.length += len(samples)

    def silence(self, count: int) -> None:
        self.put(np.zeros(count, np.float32), False)

    def take(self) -> tuple[Samples, bool]:
        """The next SIZE samples; the second says whether any of them is real."""
        parts: list[Samples] = []
        need, real = SIZE, False
        while need:
            head = self.samples[0]
            part = head[:need]
            parts.append(part)
            real = real or self.real[0]
            need -= len(part)
            if len(part) == len(head):
                self.samples.pop(0)
                self.real.pop(0)
            else:
                self.samples[0] = head[len(part) :]
        self.start += SIZE
        self.length -= SIZE
        return (parts[0] if len(parts) == 1 else np.concatenate(parts)), real


class Legs:
    """Stage: blocks of either leg at any rate, roughly in time order, in; aligned blocks of both legs out.

    filled_s, dropped_s: seconds of silence put in and of sound left out so far, a leg
    """

    def __init__(self) -> None:
        self._lines: dict[Leg, _Line] = {leg: _Line() for leg in LEGS}
        self.filled_s: dict[Leg, float] = dict.fromkeys(LEGS, 0.0)
        self.dropped_s: dict[Leg, float] = dict.fromkeys(LEGS, 0.0)

    def feed(self, block: Block) -> Iterator[Block]:
        """Customer and agent alternate, same `t`."""
        line = self._lines[block.leg]
        samples = line.resampler.feed(block)
        offset = round(block.t * RATE) - line.end
        if offset > DRIFT_S * RATE:
            line.silence(offset)
            self.filled_s[block.leg] += offset / RATE
        elif offset < -DRIFT_S * RATE:
            late = min(-offset, len(samples))
            samples = samples[late:]
            self.dropped_s[block.leg] += late / RATE
        line.put(samples, True)
        yield from self._ready(line.end - round(PATIENCE_S * RATE))

    def flush(self) -> Iterator[Block]:
        """All that is left, the shorter leg filled up."""
        for line in self._lines.values():
            line.put(line.resampler.flush(), True)
        longest = max(line.end for line in self._lines.values())
        yield from self._ready(-(-longest // SIZE) * SIZE)

    def _ready(self, fill_up_to: int) -> Iterable[Block]:
        for leg, line in self._lines.items():
            if (short := fill_up_to - line.end) > 0:
                line.silence(short)
                self.filled_s[leg] += short / RATE
        while min(line.length for line in self._lines.values()) >= SIZE:
            for leg, line in self._lines.items():
                t = line.start / RATE
                samples, real = line.take()
                yield Block(leg, t, samples, RATE, filled=not real)
