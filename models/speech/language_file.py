"""language.npz: a lexicon and its trigram in one file of plain arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.speech.language_model import FIRST_WORD, STEPS_PER_NAT, LanguageModel
from models.speech.lexicon import Lexicon

NGrams = tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]
"""Sorted keys (16 bits a word id), probabilities, back-off weights."""

_BITS = np.uint64(16)
_WORD = np.uint64(0xFFFF)


def save(path: Path, readings: Mapping[str, Sequence[Sequence[int]]], orders: Sequence[NGrams]) -> None:
    """Write words with their readings (unit ids) and the n-grams of order 1, 2, 3; word ids from FIRST_WORD in order.

    The file is the same for the same content.
    """
    spelt = [(k, reading) for k, ways in enumerate(readings.values(), FIRST_WORD) for reading in ways]
    longest = max(len(reading) for _, reading in spelt)
    (_, p1, backoff1), (keys2, p2, backoff2), (keys3, p3, _) = orders
    history3, place2 = keys3 >> _BITS, keys2
    with np.errstate(divide="ignore"):
        np.savez_compressed(
            path,
            words=np.frombuffer("\n".join(readings).encode(), np.uint8),
            reading_word=np.array([k for k, _ in spelt], np.uint16),
            readings=np.array([[*r, *[0] * (longest - len(r))] for _, r in spelt], np.uint8),
            unigram=np.log(np.maximum(p1, 1e-12)).astype(np.float32),
            unigram_backoff=np.log(backoff1).astype(np.float32),
            bigrams_of=np.bincount((keys2 >> _BITS).astype(np.int64), minlength=len(p1)).astype(np.uint32),
            bigram_word=(keys2 & _WORD).astype(np.uint16),
            bigram=_steps(-np.log(p2), 0, 255).astype(np.uint8),
            bigram_backoff=_steps(np.log(backoff2), -127, 127).astype(np.int8),
            trigrams_of=np.bincount(np.searchsorted(place2, history3), minlength=len(p2)).astype(np.uint16),
            trigram_word=(keys3 & _WORD).astype(np.uint16),
            trigram=_steps(-np.log(p3), 0, 255).astype(np.uint8),
        )


def load(path: Path) -> tuple[Lexicon, LanguageModel]:
    """What `save` wrote. OSError, EOFError, BadZipFile, ValueError or KeyError if it is none."""
    with np.load(path, allow_pickle=False) as arrays:
        words = ("", "", *bytes(arrays["words"]).decode().split("\n"))
        lexicon = Lexicon.of(words, arrays["readings"], arrays["reading_word"].astype(np.int64))
        first = np.repeat(np.arange(len(arrays["bigrams_of"]), dtype=np.uint32), arrays["bigrams_of"])
        second = np.repeat(np.arange(len(arrays["trigrams_of"]), dtype=np.uint64), arrays["trigrams_of"])
        model = LanguageModel(
            words=len(words),
            unigram=arrays["unigram"],
            unigram_backoff=arrays["unigram_backoff"],
            bigram_keys=first << np.uint32(16) | arrays["bigram_word"],
            bigram=arrays["bigram"],
            bigram_backoff=arrays["bigram_backoff"],
            trigram_keys=second << _BITS | arrays["trigram_word"],
            trigram=arrays["trigram"],
        )
    return lexicon, model


def _steps(nats: NDArray[np.float64], least: int, most: int) -> NDArray[np.float64]:
    return np.clip(np.round(nats * STEPS_PER_NAT), least, most)
