"""A back-off trigram over words, as arrays: many (state, word) pairs are scored in one go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

START, END, FIRST_WORD = 0, 1, 2
"""Word ids: the two ends of a sentence, then the words."""

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]

_BITS = 16
STEPS_PER_NAT = 16
"""Stored log-probabilities are whole numbers of such steps."""


@dataclass(frozen=True)
class LanguageModel:
    """Log-probabilities (natural) of words after a state.

    A state is the longest known history: a word id, or words + the number of a bigram.
    """

    words: int
    unigram: Scores
    unigram_backoff: Scores
    bigram_keys: NDArray[np.uint32]
    bigram: NDArray[np.uint8]
    bigram_backoff: NDArray[np.int8]
    trigram_keys: NDArray[np.uint64]
    trigram: NDArray[np.uint8]

    start: int = START

    def score(self, states: Ids, words: Ids) -> tuple[Scores, Ids]:
        """Log-probability of each word after its state, and the state after that. Shapes [n]."""
        deep = np.flatnonzero(states >= self.words)
        before = states[deep] - self.words
        last = states.copy()
        last[deep] = self.bigram_keys[before] & 0xFFFF

        pair, known = _find(self.bigram_keys, (last << _BITS | words).astype(np.uint32))
        scores = self.unigram_backoff[last] + self.unigram[words]
        scores[known] = -_nats(self.bigram[pair[known]])

        triple_keys = before.astype(np.uint64) << np.uint64(_BITS) | words[deep].astype(np.uint64)
        triple, found = _find(self.trigram_keys, triple_keys)
        scores[deep[~found]] += _nats(self.bigram_backoff[before[~found]])
        scores[deep[found]] = -_nats(self.trigram[triple[found]])
        return scores, np.where(known, self.words + pair, words)


def _nats(steps: NDArray[np.integer]) -> Scores:
    return steps.astype(np.float32) / np.float32(STEPS_PER_NAT)


def _find(keys: NDArray[np.generic], wanted: NDArray[np.generic]) -> tuple[Ids, NDArray[np.bool_]]:
    """Places of the wanted keys in the sorted ones, and whether they are there."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return place, keys[place] == wanted
