"""The weights that turn measures, as differences from the caller's calm, into arousal, anger and sadness.

Three logistic regressions on the same standardised differences; made by models/training/voice.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from models import manifest
from models.feeling.measures import MEASURES, Values

WEIGHTS = manifest.WEIGHTS / "voice"
FILE = "voice.json"
FURTHEST = 4.0
"""No measure counts for more than so many standard deviations."""


class Weights(msgspec.Struct, frozen=True):
    """The file. prior: for low and for high voices; scale: within one speaker; each list in the order of measures."""

    measures: tuple[str, ...]
    prior: tuple[tuple[float, ...], tuple[float, ...]]
    scale: tuple[float, ...]
    arousal: tuple[float, ...]
    anger: tuple[float, ...]
    sadness: tuple[float, ...]
    bias: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Scores:
    """arousal, anger, sadness: 0..1; pushes: what each measure added to anger and arousal, in log-odds."""

    arousal: float
    anger: float
    sadness: float
    pushes: Values


class VoiceModel:
    """Judges differences from a caller's calm."""

    def __init__(self, weights: Weights) -> None:
        self.prior: Values = np.array(weights.prior)
        self._scale: Values = np.array(weights.scale)
        self._weights: Values = np.array((weights.arousal, weights.anger, weights.sadness))
        self._bias: Values = np.array(weights.bias)

    @staticmethod
    @functools.cache
    def load(folder: Path) -> VoiceModel:
        """The model in a folder. Raises ModelProblem where it is missing, changed, or of other measures."""
        manifest.verified(folder)
        try:
            weights = msgspec.json.decode((folder / FILE).read_bytes(), type=Weights)
        except (OSError, msgspec.DecodeError) as error:
            raise manifest.broken(folder, FILE) from error
        if weights.measures != MEASURES:
            raise manifest.broken(folder, FILE)
        return VoiceModel(weights)

    def judge(self, differences: Values) -> Scores:
        """differences: one for each of MEASURES, in its unit."""
        z = np.clip(differences / self._scale, -FURTHEST, FURTHEST)
        odds = self._weights @ z + self._bias
        arousal, anger, sadness = (1.0 / (1.0 + np.exp(-odds))).tolist()
        return Scores(arousal, anger, sadness, self._weights[:2].mean(axis=0) * z)
