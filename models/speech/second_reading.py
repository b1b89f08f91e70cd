"""The second reading: what the ear heard, written down by a lexicon and a language model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from models import manifest
from models.ear.heard import Heard
from models.ear.reading import SOUND_OF, sound_posteriors
from models.events import Word
from models.speech import language_file
from models.speech.alignment import align
from models.speech.beam import BeamSearch, Weights
from models.speech.lexicon import Lexicon

FILE = "language.npz"
_TONE_SLIP = 0.03  # share of a final that its other tones get: misheard, or changed in running speech
_LONG_WORD = 4
_CONTEXT = 2  # words that a trigram looks back on
_SLIGHTEST = 1e-6
_SAME_PLACE_S = 0.3
# Chance that a word is right: logistic regression of word errors on Common Voice dev, wideband and telephone.
_PER_SOUND, _PER_LIKELIHOOD, _PER_CHARACTER, _CONFIDENCE_BASE = 1.55, 0.28, 1.77, 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in order with their places in stream time; text: the same without blanks, digits as spoken.

    score: log-likelihood of sound and language together, in nats a frame (0 is the highest)
    """

    words: tuple[Word, ...]
    text: str
    score: float


class SecondReading:
    """Reads a window or a whole utterance; the result depends on nothing but what was heard."""

    def __init__(self, lexicon: Lexicon, search: BeamSearch) -> None:
        self._lexicon = lexicon
        self._search = search

    @classmethod
    def load(cls, folder: Path, weights: Weights | None = None) -> SecondReading:
        """The language of a folder with a manifest. Raises models.manifest.ModelProblem if it cannot be used."""
        manifest.verified(folder)
        try:
            lexicon, model = language_file.load(folder / FILE)
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise manifest.broken(folder, FILE) from error
        return cls(lexicon, BeamSearch(lexicon, model, weights or Weights()))

    def knows(self, word: str) -> bool:
        """Whether the vocabulary has this word as a whole."""
        return word in self._lexicon.ids

    def read(self, heard: Heard, after: Sequence[Word] = ()) -> Reading:
        """The words in what was heard; none in silence. after: words of the same utterance that came before."""
        sounds = _tone_tolerant(heard.log_posteriors)
        ids = self._lexicon.ids
        found = self._search.best(sounds, [ids[word.text] for word in after[-_CONTEXT:] if word.text in ids])
        if not found.words:
            return Reading((), "", 0.0)
        readings = [self._lexicon.reading(node) for node in found.nodes]
        spans = align(sounds, [unit for reading in readings for unit in reading])
        posteriors = 0.5 * np.exp(heard.log_posteriors) + 0.5 * np.exp(sounds)
        words, place = [], 0
        for word, reading, likelihood in zip(found.words, readings, found.likelihoods, strict=True):
            text, span = self._lexicon.words[word], spans[place : place + len(reading)]
            place += len(reading)
            sound = _support(posteriors, reading, span)
            words.append(
                Word(
                    text,
                    round(heard.time(int(span[0, 0])), 3),
                    round(heard.time(int(span[-1, 1]) + 1), 3),
                    confidence=round(_confidence(sound, likelihood, len(text)), 3),
                    sound=round(sound, 3),
                )
            )
        return Reading(tuple(words), "".join(w.text for w in words), found.score / len(heard))


def settled(before: Reading, now: Reading) -> tuple[Word, ...]:
    """The words at the beginning of a running monologue that two successive readings agree on."""
    agree = takewhile(
        lambda pair: pair[0].text == pair[1].text and abs(pair[0].start - pair[1].start) < _SAME_PLACE_S,
        zip(before.words, now.words, strict=False),
    )
    return tuple(word for _, word in agree)


def _tone_tolerant(log_posteriors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-posteriors [frames, units] in which every final may be heard in a wrong tone, at a price."""
    mixed = (1 - _TONE_SLIP) * np.exp(log_posteriors)
    mixed += _TONE_SLIP * sound_posteriors(log_posteriors)[:, SOUND_OF]
    return np.log(mixed + 1e-12)


def _support(posteriors: NDArray[np.floating], units: list[int], spans: NDArray[np.int64]) -> float:
    """0..1: geometric mean over a word's units of the highest posterior within each unit's span."""
    peaks = [posteriors[first : last + 1, u].max() for u, (first, last) in zip(units, spans, strict=True)]
    return float(np.exp(np.log(np.array(peaks) + _SLIGHTEST).mean()))


def _confidence(sound: float, likelihood: float, characters: int) -> float:
    """The chance that a word is right, from its sound, its likelihood after the words before, and its length."""
    logit = (
        _CONFIDENCE_BASE
        + _PER_SOUND * math.log(sound + _SLIGHTEST)
        + _PER_LIKELIHOOD * likelihood
        + _PER_CHARACTER * min(characters, _LONG_WORD)
    )
    return 1.0 / (1.0 + math.exp(-logit))
