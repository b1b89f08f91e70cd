"""The general Mandarin word model of the open-gram project, as a background that our own texts are laid over.

Debian's package `sunpinyin-data` carries it (CC BY-SA 3.0): `lm_sc.t3g`, a back-off trigram as a tree of three levels,
and `pydict_sc.bin`, whose tail is the list of its words. Both are read here as they lie on disk, little endian:

lm_sc.t3g      uint32 order (3), uint32 whether values are logarithms (0), uint32 nodes of each level (one of them a
               sentinel); float32[65536] probabilities; float32[16384] back-off weights; the levels. A node is three
               uint32: word (18 bits), back-off (14) | probability (16), first child (its low 16) | first child (its 7
               high bits, from bit 25). On the last level it is two: word, probability (low 14) | (high 2, from 25).
pydict_sc.bin  uint32 words, uint32 nodes, uint32 offset of the words: UTF-32, a zero behind each, in order of their ids
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_STOP = "。"
_MARKS = {"", *"，。、；：？！…—“”‘’（）《》〈〉【】「」·～"}  # the empty one stands for all unknown words
_WIDTHS = (3, 3, 3, 2)

NGrams = tuple[NDArray[np.int64], NDArray[np.float64]]
"""Word ids [n, order], and the probability of the last word after the others [n]."""


@dataclass(frozen=True)
class OpenGram:
    """Words by id, and the n-grams of order 1, 2, 3."""

    words: list[str]
    orders: tuple[NGrams, NGrams, NGrams]

    @property
    def frequencies(self) -> dict[str, float]:
        """Probability of every word that is no punctuation mark."""
        ids, probability = self.orders[0]
        found = zip(ids[:, 0], probability, strict=True)
        return {self.words[k]: p for k, p in found if self.words[k] not in _MARKS}

    def renumbered(self, ids: dict[str, int], start: int, end: int) -> list[NGrams]:
        """N-grams in other word ids: a full stop before is `start`, behind `end`; what has no other id falls out.

        Probabilities are those given that no other punctuation mark follows.
        """
        stop = self.words.index(_STOP)
        behind = np.array([ids.get(word, -1) for word in self.words])
        before = behind.copy()
        behind[stop], before[stop] = end, start
        marks = np.array([word in _MARKS for word in self.words])
        marks[stop] = False
        found = []
        for grams, p in self.orders:
            key = (
                grams[:, 0] * len(self.words) + grams[:, -2] if grams.shape[1] > 1 else np.zeros(len(p), int)
            )
            _, history = np.unique(key, return_inverse=True)
            unmarked = 1.0 - np.minimum(np.bincount(history, p * marks[grams[:, -1]]), 0.9)
            mapped = np.column_stack([before[grams[:, :-1]], behind[grams[:, -1]]])
            inside = (mapped >= 0).all(axis=1)
            found.append((mapped[inside], (p / unmarked[history])[inside]))
        return found


def read(model: Path, dictionary: Path) -> OpenGram:
    """The model with its words. ValueError if the files are not laid out as described above."""
    data = model.read_bytes()
    order, logarithms, *sizes = (int(k) for k in np.frombuffer(data, "<u4", 6))
    at = 24
    probabilities = np.frombuffer(data, "<f4", 65536, at).astype(np.float64)
    at += 4 * (65536 + 16384)
    if order != 3 or logarithms or at + 4 * int(np.dot(_WIDTHS, sizes)) != len(data):
        raise ValueError(f"{model} is not a trigram as sunpinyin-data has it")
    levels = []
    for width, count in zip(_WIDTHS, sizes, strict=True):
        levels.append(np.frombuffer(data, "<u4", width * count, at).reshape(count, width)[:-1])
        at += 4 * width * count
    _, one, two, three = levels
    word1, word2, word3 = (level[:, 0].astype(np.int64) & 0x3FFFF for level in (one, two, three))
    of2, of3 = _parents(one, len(two)), _parents(two, len(three))
    p3 = probabilities[three[:, 0] >> 18 | (three[:, 1] >> 25 & 3) << 14]
    return OpenGram(
        _words(dictionary),
        (
            (word1[:, None], probabilities[one[:, 1] & 0xFFFF]),
            (np.column_stack([word1[of2], word2]), probabilities[two[:, 1] & 0xFFFF]),
            (np.column_stack([word1[of2][of3], word2[of3], word3]), p3),
        ),
    )


def _parents(nodes: NDArray[np.uint32], children: int) -> NDArray[np.int64]:
    first_child = (nodes[:, 1] >> 16 | (nodes[:, 2] >> 25) << 16).astype(np.int64)
    return np.searchsorted(first_child, np.arange(children), side="right") - 1


def _words(dictionary: Path) -> list[str]:
    data = dictionary.read_bytes()
    count, _, offset = np.frombuffer(data, "<u4", 3)
    return data[int(offset) :].decode("utf-32-le").split("\0")[: int(count)]
