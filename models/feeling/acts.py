"""What somebody does with what he says: presses for a date, fears for his money, promises nothing in particular.

Phrases of a playbook name what is often said; an act is also known in words nobody thought of. For each one linear
model over runs of one to three syllables, as written and as they sound, in a window that slides over the text.
Weights: `models/weights/acts-zh`, trained by `models/training/acts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models import manifest
from models.speech.soundalike import syllables

FILE = "acts.npz"
FOLDER = manifest.WEIGHTS / "acts-zh"

LONGEST_RUN = 3
WINDOW = 18
"""Syllables that are judged at once: about what is said in one breath."""
STEP = 3
FINDERS = 8
"""Sets of wanted acts whose weights are kept ready: one for each leg and playbook."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Act:
    """An act found in a text: characters start to end hold what spoke for it; probability 0..1."""

    name: str
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Run:
    """A run of syllables: its name in the model, the first syllable and the one behind the last."""

    name: str
    first: int
    behind: int


def runs(chars: Sequence[str], sounds: Sequence[str]) -> Iterator[Run]:
    """Every run of up to LONGEST_RUN syllables, as written and (two or more) as it sounds."""
    for size in range(1, LONGEST_RUN + 1):
        for first in range(len(chars) - size + 1):
            behind = first + size
            yield Run("".join(chars[first:behind]), first, behind)
            if size > 1:
                yield Run(" ".join(sounds[first:behind]), first, behind)


def windows(count: int) -> list[tuple[int, int]]:
    """First syllable and the one behind the last of every window over so many syllables."""
    last = max(0, count - WINDOW)
    starts = [*range(0, last, STEP), last]
    return [(start, min(count, start + WINDOW)) for start in starts]


class ActReader:
    """Reads acts from one utterance as a recogniser writes it. Pure."""

    def __init__(
        self, acts: Sequence[str], names: Sequence[str], weights: Floats, bias: Floats, least: Floats
    ) -> None:
        """weights: float32 [names, acts], the rarity of a run in them; least: probability from which an act counts."""
        self.acts = tuple(acts)
        self._row = {name: row for row, name in enumerate(names)}
        self._weights = weights
        self._bias = bias
        self._least = least
        self._only = lru_cache(maxsize=FINDERS)(self._columns)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> ActReader:
        """Raises models.manifest.ModelProblem where a file is missing or not what the manifest says."""
        manifest.verified(folder)
        with np.load(folder / FILE, allow_pickle=False) as stored:
            acts, names = (bytes(stored[part]).decode("utf-8").split("\n") for part in ("acts", "names"))
            weights = stored["weights"].astype(np.float32) * stored["scale"]
            return cls(acts, names, weights, stored["bias"], stored["least"])

    def find(self, text: str, wanted: Collection[str]) -> list[Act]:
        """The wanted acts that are done in the text, each at its likeliest place."""
        columns, weights = self._only(frozenset(wanted))
        units = list(syllables(text))
        known = [
            (run, self._row[run.name])
            for run in runs([unit.char for unit in units], [unit.near for unit in units])
            if run.name in self._row
        ]
        if not known or not columns:
            return []
        first = np.array([run.first for run, _ in known])
        behind = np.array([run.behind for run, _ in known])
        pushes = weights[[row for _, row in known]]
        starts, ends = np.array(windows(len(units))).T[:, :, None]
        inside = (first >= starts) & (behind <= ends)
        counts = np.maximum(1.0, inside.sum(axis=1, keepdims=True))
        logits = self._bias[columns] + (inside.astype(np.float32) @ pushes) / np.sqrt(counts)
        probabilities = 1.0 / (1.0 + np.exp(-logits))
        likeliest = probabilities.argmax(axis=0)
        found = []
        for act, window in enumerate(map(int, likeliest)):
            probability = float(probabilities[window, act])
            if probability >= self._least[columns[act]]:
                there = np.flatnonzero(inside[window])
                for_it = there[pushes[there, act] >= 0.5 * pushes[there, act].max()]
                start, end = units[first[for_it].min()].at, units[behind[for_it].max() - 1].at + 1
                found.append(Act(self.acts[columns[act]], start, end, probability))
        return found

    def _columns(self, wanted: frozenset[str]) -> tuple[list[int], Floats]:
        """The columns of the wanted acts, and the weights in them alone."""
        columns = [column for column, act in enumerate(self.acts) if act in wanted]
        return columns, np.ascontiguousarray(self._weights[:, columns])


def shipped() -> ActReader | None:
    """The reader that comes with CallCue, loaded once; None where its weights cannot be used."""
    loaded = _loaded()
    return loaded if isinstance(loaded, ActReader) else None


def problem() -> manifest.ModelProblem | None:
    """Why there is no reader."""
    loaded = _loaded()
    return loaded if isinstance(loaded, manifest.ModelProblem) else None


@cache
def _loaded() -> ActReader | manifest.ModelProblem:
    try:
        return ActReader.load()
    except manifest.ModelProblem as error:
        return error
