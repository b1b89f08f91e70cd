"""Trains models/weights/voice from acted speech: python -m models.training.voice.train MANIFEST.csv

MANIFEST.csv as for `main.py evaluate voice` (path,label,speaker). Each speaker's neutral recordings are their calm;
every recording is one difference from it. Labels: angry, happy, fear, disgust stir; neutral, calm, sad, boredom don't.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from models import manifest
from models.evaluate.voice import Row, read_manifest, stretches
from models.feeling.measures import MEASURES, Stretch
from models.feeling.voice_model import FILE, WEIGHTS

STIRRED = ("angry", "happy", "fear", "surprise")
CALM = ("neutral", "calm")
REGULARISATION = 0.02
SEX_BORDER_ST = 8.0
"""Semitones above 100 Hz (159 Hz) that part low voices from high ones, for the priors."""
SEED = 0


def differences(measured: list[tuple[Row, Stretch]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(differences from each speaker's calm, labels, the speakers' calms)."""
    by_speaker: dict[str, list[tuple[str, np.ndarray]]] = defaultdict(list)
    for row, stretch in measured:
        by_speaker[row.speaker].append((row.label, stretch.values))
    x, labels, calms = [], [], []
    for recordings in by_speaker.values():
        calm = np.mean([values for label, values in recordings if label in CALM], axis=0)
        calms.append(calm)
        for label, values in recordings:
            x.append(values - calm)
            labels.append(label)
    return np.array(x), np.array(labels), np.array(calms)


def priors(calms: np.ndarray) -> list[list[float]]:
    """What low and what high voices measure when calm."""
    high = calms[:, MEASURES.index("pitch")] > SEX_BORDER_ST
    return [calms[~high].mean(axis=0).round(4).tolist(), calms[high].mean(axis=0).round(4).tolist()]


def train(measured: list[tuple[Row, Stretch]]) -> dict[str, object]:
    """The content of voice.json."""
    x, labels, calms = differences(measured)
    scale = x.std(axis=0)
    weights: dict[str, list[float]] = {}
    bias = []
    for name, wanted in (("arousal", STIRRED), ("anger", ("angry",)), ("sadness", ("sad",))):
        fitted = LogisticRegression(C=REGULARISATION, class_weight="balanced", random_state=SEED)
        fitted.fit(x / scale, np.isin(labels, wanted))
        weights[name] = fitted.coef_[0].round(4).tolist()
        bias.append(round(float(fitted.intercept_[0]), 4))
    return {
        "measures": list(MEASURES),
        "prior": priors(calms),
        "scale": scale.round(4).tolist(),
        **weights,
        "bias": bias,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("manifest", type=Path)
    arguments.add_argument("--out", type=Path, default=WEIGHTS)
    given = arguments.parse_args()
    weights = train(list(stretches(read_manifest(given.manifest))))
    (given.out / FILE).write_text(json.dumps(weights, indent=1) + "\n")
    about = {
        "name": "voice-emodb",
        "part": "voice",
        "language": "any",
        "source": "EmoDB (Burkhardt et al. 2005), 10 speakers of German, acted",
        "licence": "CC0-1.0 (the recordings, as their data card says); Apache-2.0 (the weights)",
        "method": "logistic regressions on differences from each speaker's neutral; models/training/voice/train.py",
        "figures": {},
        "files": manifest.hashes(given.out),
        "seed": SEED,
    }
    (given.out / "manifest.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
