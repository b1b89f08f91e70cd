"""The linear model of the feeling in words: what each run of characters and each word of the lexicon speaks for.

Multinomial logistic regression; its classes are finer than the feelings (a question, an answer and a report of a
fault are all neutral, but not equally content). There are two sets of weights over the same tokens: what is felt, and
how content the speaker sounds (`models/training/words/README.md` says why). Weights: `models/weights/words-*/`,
numbers and text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models import manifest
from models.feeling.lexicon.tokens import Token

FILE = "words.npz"
HEADS = ("felt", "content")

LEXICON_WEIGHT = 0.4
"""What a word of the lexicon counts beside all runs of characters together. More makes it deaf to the rest."""
SHORT_TEXT = 25
"""Tokens of a text (about two a character) up to which a word of the lexicon counts in full; beyond, all of them
together count as much, since a long text has some by chance."""

VALENCE = {
    "angry": -1.0, "negative": -0.8, "sad": -0.8, "anxious": -0.5, "problem": -0.5, "confused": -0.15,
    "request": -0.15, "ask": -0.15, "tell": 0.0, "ack": 0.35, "positive": 0.9, "pleased": 1.0,
}  # fmt: skip
"""How each class is valued, -1..1: set from what the classes mean, not fitted."""

DISSATISFIED = {
    "angry": 0.75, "negative": 0.75, "sad": 0.65, "anxious": 0.4, "problem": 0.35, "confused": 0.35,
    "request": 0.15, "ask": 0.15, "tell": 0.12, "ack": 0.08, "positive": 0.03, "pleased": 0.03,
}  # fmt: skip
"""Share of such utterances whose speaker others would call dissatisfied: an assumption, not fitted."""

EMOTIONS = {
    "anger": ("angry", "negative"),
    "anxiety": ("anxious",),
    "sadness": ("sad",),
    "confusion": ("confused",),
    "pleasure": ("pleased", "positive"),
}
"""The classes that make up a feeling; all others are neutral."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Push:
    """How far one token pushed towards a feeling: log-odds against the average class."""

    token: Token
    emotion: str
    weight: float


def lexicon_value(tokens: int) -> float:
    """What a word of the lexicon counts in a text of so many tokens."""
    return LEXICON_WEIGHT * min(1.0, SHORT_TEXT / max(1, tokens))


@dataclass(frozen=True, slots=True)
class Head:
    """One set of weights: (tokens, classes) and (classes,)."""

    weights: Floats
    bias: Floats

    def probabilities(self, pushes: Floats) -> list[float]:
        """Of each class, from each token's push towards each, (tokens of a text, classes)."""
        logits = self.bias + pushes.sum(axis=0)
        odds = np.exp(logits - logits.max())
        return [float(p) for p in odds / odds.sum()]


class WordsModel:
    """Tokens in, probabilities of the classes out."""

    def __init__(
        self, classes: Sequence[str], names: Sequence[str], idf: Floats, felt: Head, content: Head
    ) -> None:
        self.classes = tuple(classes)
        self._row = {name: row for row, name in enumerate(names)}
        self._idf = idf
        self._felt = felt
        self._content = content
        self._emotion_of = {c: emotion for emotion, members in EMOTIONS.items() for c in members}

    @classmethod
    def load(cls, folder: Path) -> WordsModel:
        """Read the weights.

        Raises:
            ModelProblem: a file is missing or isn't what the manifest says
        """
        manifest.verified(folder)
        with np.load(folder / FILE, allow_pickle=False) as stored:
            classes, names = (
                bytes(stored[part]).decode("utf-8").split("\n") for part in ("classes", "names")
            )
            felt, content = (
                Head(
                    stored[f"{head}_weights"].astype(np.float32) * stored[f"{head}_scale"],
                    stored[f"{head}_bias"],
                )
                for head in HEADS
            )
            return cls(classes, names, stored["idf"].astype(np.float32), felt, content)

    def values(self, found: Sequence[Token]) -> tuple[list[Token], npt.NDArray[np.intp], Floats]:
        """The tokens that the model knows, their rows and their values.

        Runs count by their rarity, all together 1; for the lexicon's words see `lexicon_value`.
        """
        known = [token for token in found if token.name in self._row]
        rows = np.array([self._row[token.name] for token in known], dtype=np.intp)
        values = self._idf[rows]
        runs = np.array([not token.name.startswith("[") for token in known], dtype=bool)
        norm = float(np.linalg.norm(values[runs])) or 1.0
        values = np.where(runs, values / norm, lexicon_value(len(found)))
        return known, rows, values

    def felt(self, found: Sequence[Token]) -> tuple[dict[str, float], list[Push]]:
        """Each class's probability, and each token's push towards the feeling that it speaks for most."""
        known, rows, values = self.values(found)
        pushes = self._felt.weights[rows] * values[:, None]
        against_average = pushes - pushes.mean(axis=1, keepdims=True)
        explained = []
        for token, push in zip(known, against_average, strict=True):
            best = int(push.argmax())
            if emotion := self._emotion_of.get(self.classes[best]):
                explained.append(Push(token, emotion, float(push[best])))
        return dict(zip(self.classes, self._felt.probabilities(pushes), strict=True)), explained

    def content(self, found: Sequence[Token]) -> dict[str, float]:
        """Each class's probability where the question is how content the speaker sounds."""
        _, rows, values = self.values(found)
        pushes = self._content.weights[rows] * values[:, None]
        return dict(zip(self.classes, self._content.probabilities(pushes), strict=True))
