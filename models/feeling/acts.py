"""What somebody does with what he says: presses for a date, fears for his money, promises nothing in particular.

Phrases of a playbook name what is often said; an act is also known in words nobody thought of. For each one linear
model over runs of one to three syllables, as written and as they sound, in a window that slides over the text.
Weights: `models/weights/acts-zh`, trained by `models/training/acts`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
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
        units = list(syllables(text))
        known = [
            (run, self._row[run.name])
            for run in runs([unit.char for unit in units], [unit.near for unit in units])
            if run.name in self._row
        ]
        if not known:
            return []
        first = np.array([run.first for run, _ in known])
        behind = np.array([run.behind for run, _ in known])
        pushes = self._weights[[row for _, row in known]]
        best: dict[int, tuple[float, npt.NDArray[np.intp]]] = {}
        for start, end in windows(len(units)):
            inside = np.flatnonzero((first >= start) & (behind <= end))
            logits = self._bias + pushes[inside].sum(axis=0) / max(1.0, float(np.sqrt(len(inside))))
            probabilities = 1.0 / (1.0 + np.exp(-logits))
            for act in map(int, np.flatnonzero(probabilities >= self._least)):
                if probabilities[act] > best.get(act, (0.0, inside))[0]:
                    best[act] = float(probabilities[act]), inside
        found = []
        for act, (probability, inside) in best.items():
            if self.acts[act] in wanted:
                for_it = inside[pushes[inside, act] >= 0.5 * pushes[inside, act].max()]
                start, end = units[first[for_it].min()].at, units[behind[for_it].max() - 1].at + 1
                found.append(Act(self.acts[act], start, end, probability))
        return found


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
