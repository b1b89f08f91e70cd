"""The words the second reading may write, as a prefix tree of units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

ROOT = 0
_BITS = 8  # a unit id fits into so many


@dataclass(frozen=True)
class Lexicon:
    """Words by id and a tree whose nodes are beginnings of readings; nodes are ordered by depth, parent, unit.

    parent, unit: per node; edges: parent << 8 | unit of node 1, 2, ... in order
    ends_first, ends_count, end_word: the words whose reading is complete at a node
    """

    words: tuple[str, ...]
    parent: Ids
    unit: NDArray[np.int16]
    edges: Ids
    leaf: NDArray[np.bool_]
    ends_first: Ids
    ends_count: Ids
    end_word: Ids

    @classmethod
    def of(cls, words: Sequence[str], readings: NDArray[np.uint8], reading_word: Ids) -> Lexicon:
        """The tree of readings [n, longest] (unit ids, 0 behind the end); reading_word: the word id of each."""
        node = np.zeros(len(readings), np.int64)
        parents, units = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
        nodes = 1
        for column in readings.T.astype(np.int64):
            longer = np.flatnonzero(column)
            edges, place = np.unique(node[longer] << _BITS | column[longer], return_inverse=True)
            node[longer] = nodes + place
            parents.append(edges >> _BITS)
            units.append(edges & (1 << _BITS) - 1)
            nodes += len(edges)
        parent, unit = np.concatenate(parents), np.concatenate(units)
        order = np.argsort(node, kind="stable")
        count = np.bincount(node, minlength=nodes)
        return cls(
            words=tuple(words),
            parent=parent,
            unit=unit.astype(np.int16),
            edges=(parent << _BITS | unit)[1:],
            leaf=np.bincount(parent[1:], minlength=nodes) == 0,
            ends_first=np.cumsum(count) - count,
            ends_count=count,
            end_word=reading_word[order],
        )

    @cached_property
    def ids(self) -> dict[str, int]:
        """Word to word id."""
        return {word: k for k, word in enumerate(self.words) if word}

    def children(self, nodes: Ids, units: Ids) -> Ids:
        """The node reached from each node by each unit, ROOT where there is none; shapes [n]."""
        wanted = nodes << _BITS | units
        place = np.minimum(np.searchsorted(self.edges, wanted), len(self.edges) - 1)
        return np.where(self.edges[place] == wanted, place + 1, ROOT)

    def best_below(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Per node the best of `scores` (by word id) among the words that can still come."""
        best = np.full(len(self.parent), -np.inf, np.float32)
        ending = np.repeat(np.arange(len(self.parent)), self.ends_count)
        np.maximum.at(best, ending, scores[self.end_word])
        for node in range(len(best) - 1, ROOT, -1):  # children come after their parents
            up = self.parent[node]
            if best[node] > best[up]:
                best[up] = best[node]
        return best

    def reading(self, node: int) -> list[int]:
        """The units on the way from the root to a node."""
        units: list[int] = []
        while node != ROOT:
            units.append(int(self.unit[node]))
            node = int(self.parent[node])
        return units[::-1]
