"""The weights that turn measures, as differences from the caller's calm, into arousal, anger and sadness.

Three logistic regressions on the same standardised differences, and a direction in the space of timbres from joy to
anger; made by models/training/voice.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from models import manifest
from models.feeling.measures import MEASURES, Values
from models.feeling.timbre import STATES

WEIGHTS = manifest.WEIGHTS / "voice"
FILE = "voice.json"
TIMBRE_FILE = "timbre.npy"
FURTHEST = 4.0
"""No measure counts for more than so many standard deviations."""
FURTHEST_TIMBRE = 2.0
"""Nor the timbre for more than so much, in log-odds."""


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
    """arousal, anger, sadness: 0..1; pushes: what each measure added to the strongest of them, in log-odds.

    Anger and arousal count as one there: what stirs. timbre: what the timbre added to anger, in log-odds.
    """

    arousal: float
    anger: float
    sadness: float
    pushes: Values
    timbre: float = 0.0


class VoiceModel:
    """Judges differences from a caller's calm."""

    def __init__(self, weights: Weights, timbre: Values) -> None:
        self._timbre = timbre
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
        try:
            timbre = np.load(folder / TIMBRE_FILE, allow_pickle=False).astype(np.float64)
        except (OSError, ValueError) as error:
            raise manifest.broken(folder, TIMBRE_FILE) from error
        if timbre.shape != (2 * STATES,):
            raise manifest.broken(folder, TIMBRE_FILE)
        return VoiceModel(weights, timbre)

    def judge(self, differences: Values, timbre: Values | None = None) -> Scores:
        """differences: one for each of MEASURES, in its unit; timbre: that of the stretch less that of the calm."""
        from_joy = 0.0 if timbre is None else float(self._timbre @ timbre)
        from_joy = min(max(from_joy, -FURTHEST_TIMBRE), FURTHEST_TIMBRE)
        z = np.clip(differences / self._scale, -FURTHEST, FURTHEST)
        odds = self._weights @ z + self._bias + (0.0, from_joy, 0.0)
        arousal, anger, sadness = (1.0 / (1.0 + np.exp(-odds))).tolist()
        stirs = max(arousal, anger) >= sadness
        pushes = (self._weights[:2].mean(axis=0) if stirs else self._weights[2]) * z
        return Scores(arousal, anger, sadness, pushes, from_joy)
