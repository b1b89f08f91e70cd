"""Kaldi's binary format: tokens, numbers, vectors and matrices as bytes.

A number is its size in bytes and the number; a token is its text and one blank. Weights may be 16 bit: Kaldi reads a
compressed matrix wherever it reads a matrix.
"""

import struct
from collections.abc import Iterable

import numpy as np

BINARY = b"\0B"
"""What a binary file begins with."""


def token(text: str) -> bytes:
    return text.encode() + b" "


def integer(value: int) -> bytes:
    return b"\x04" + struct.pack("<i", value)


def number(value: float) -> bytes:
    return b"\x04" + struct.pack("<f", value)


def truth(value: bool) -> bytes:
    return b"T" if value else b"F"


def integers(values: Iterable[int]) -> bytes:
    """A vector of integers, whose length has no size before it."""
    found = np.fromiter(values, "<i4")
    return b"\x04" + struct.pack("<i", len(found)) + found.tobytes()


def vector(values: np.ndarray) -> bytes:
    """32 bit."""
    return token("FV") + integer(len(values)) + np.ascontiguousarray(values, "<f4").tobytes()


def matrix(values: np.ndarray) -> bytes:
    """16 bit: each value a step of the matrix's range in 65,535."""
    low = float(values.min())
    reach = max(float(values.max()) - low, 1e-20)
    steps = np.round((values - low) / reach * 65535).astype("<u2")
    return token("CM2") + struct.pack("<ffii", low, reach, *values.shape) + steps.tobytes()
