"""One leg's sound at RATE, whatever its device gives: streaming, with the stream time kept."""

from __future__ import annotations

import numpy as np
import soxr

from audio.blocks import RATE, Block, Samples


class Resampler:
    """Blocks of any rate in, samples at RATE out.

    soxr keeps about 20 ms back; what comes out is therefore later than what went in, never shifted: the
    caller counts samples, and `flush` gives the rest. Broken samples (NaN, infinite) become silence.
    """

    def __init__(self) -> None:
        self._rate = 0
        self._stream: soxr.ResampleStream | None = None

    def feed(self, block: Block) -> Samples:
        """float32 at RATE, shape (m,); m varies from call to call."""
        samples = np.nan_to_num(block.samples, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32, copy=False)
        if block.rate == RATE:
            rest = self.flush()
            return np.concatenate([rest, samples]) if len(rest) else samples
        if block.rate != self._rate or self._stream is None:
            rest = self.flush()
            self._rate = block.rate
            self._stream = soxr.ResampleStream(block.rate, RATE, 1, dtype="float32", quality="HQ")
            out = self._stream.resample_chunk(samples)
            return np.concatenate([rest, out]) if len(rest) else out
        return np.asarray(self._stream.resample_chunk(samples), dtype=np.float32)

    def flush(self) -> Samples:
        """What soxr still holds; the next block may have another rate."""
        if self._stream is None:
            return np.zeros(0, np.float32)
        rest = self._stream.resample_chunk(np.zeros(0, np.float32), last=True)
        self._stream, self._rate = None, 0
        return np.asarray(rest, dtype=np.float32)
