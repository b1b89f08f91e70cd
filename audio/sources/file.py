"""A stored call as a source: the same blocks as a microphone gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from audio.blocks import BLOCK_S, Block, Leg
from audio.sources.source import SourceError


def open_file(path: Path) -> soundfile.SoundFile:
    """Any sound file libsndfile reads (WAV also mu-law, FLAC, Opus, MP3). Raises SourceError."""
    if not path.is_file():
        raise SourceError("file.missing", str(path), "there is no such file")
    try:
        return soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, OSError) as error:
        raise SourceError(
            "file.unreadable", str(path), f"not a sound file that can be read ({error})"
        ) from error


def file_blocks(path: Path, leg: Leg, tail_s: float = 0.0) -> Iterator[Block]:
    """The file's sound in blocks of BLOCK_S at its own rate, mixed to mono; the last one may be shorter.

    tail_s: so much silence after it, so that what follows the last word can be waited for. Raises SourceError.
    """
    with open_file(path) as file:
        size = max(1, round(file.samplerate * BLOCK_S))
        done = 0
        try:
            for frames in file.blocks(blocksize=size, dtype="float32", always_2d=True):
                samples = np.ascontiguousarray(frames.mean(axis=1), dtype=np.float32)
                yield Block(leg, done / file.samplerate, samples, file.samplerate)
                done += len(samples)
        except soundfile.LibsndfileError as error:
            raise SourceError(
                "file.unreadable", str(path), f"broken after {done / file.samplerate:.1f} s"
            ) from error
        rate = file.samplerate
    for _ in range(round(tail_s / BLOCK_S)):
        yield Block(leg, done / rate, np.zeros(size, np.float32), rate)
        done += size


def both_legs(customer: Path, agent: Path, tail_s: float = 0.0) -> Iterator[Block]:
    """Two files as one call, block by block in time order, until both are at their end."""
    legs = [file_blocks(customer, "customer", tail_s), file_blocks(agent, "agent", tail_s)]
    waiting = [next(leg, None) for leg in legs]
    while any(block is not None for block in waiting):
        k = min((i for i, block in enumerate(waiting) if block is not None), key=lambda i: _start(waiting[i]))
        block = waiting[k]
        assert block is not None
        yield block
        waiting[k] = next(legs[k], None)


def _start(block: Block | None) -> float:
    return block.t if block is not None else float("inf")


def seconds(path: Path) -> float:
    """Length of a sound file. Raises SourceError."""
    with open_file(path) as file:
        return float(file.frames / file.samplerate)
