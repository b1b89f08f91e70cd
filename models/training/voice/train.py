"""Trains models/weights/voice: python -m models.training.voice.train OUT_DIR MEASURED.npz [MEASURED.npz ...]

MEASURED.npz come from models.training.voice.measure. Every corpus weighs the same. Labels: angry, happy, fear and
surprise stir; the others don't. The timbre is learnt from the corpora that were measured with an ear, on what they
label angry and happy alone; corpora whose feelings are put on by a vocoder have no timbre to learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from models import manifest
from models.feeling.measures import MEASURES
from models.feeling.voice_model import FILE, TIMBRE_FILE, WEIGHTS

STIRRED = ("angry", "happy", "fear", "surprise")
WANTED = {"arousal": STIRRED, "anger": ("angry",), "sadness": ("sad",)}
UNUSED = {"arousal": ("pitch_range",), "anger": ("pitch_range",)}
"""A wide range is joy as much as anger: leaving it out is better on speakers left out."""
REGULARISATION = 0.003
"""Strong: what one corpus' actors do beyond the common direction does not travel."""
TIMBRE_REGULARISATION = 0.001
TIMBRE_SHARE = 0.4
"""Deviation of the timbre's part over that of the measures', in the log-odds of anger."""
SEX_BORDER_ST = 8.0
"""Semitones above 100 Hz (159 Hz) that part low voices from high ones, for the priors."""
SEED = 0


@dataclass(frozen=True)
class Corpus:
    """One MEASURED.npz."""

    measures: np.ndarray
    timbres: np.ndarray
    labels: np.ndarray
    speakers: np.ndarray
    lines: np.ndarray
    calms: np.ndarray

    @staticmethod
    def load(path: Path) -> Corpus:
        with np.load(path, allow_pickle=False) as file:
            return Corpus(**file)


Direction = tuple[np.ndarray, float]
"""Weights of the standardised measures, and the bias."""


def direction(name: str, corpora: Sequence[Corpus], scale: np.ndarray) -> Direction:
    """What tells this feeling from all others, shrunk hard."""
    used = np.array([measure not in UNUSED.get(name, ()) for measure in MEASURES])
    x = np.concatenate([corpus.measures for corpus in corpora]) / scale
    truth = np.concatenate([np.isin(corpus.labels, WANTED[name]) for corpus in corpora])
    share = np.concatenate([np.full(len(c.labels), len(x) / len(corpora) / len(c.labels)) for c in corpora])
    kinds = len(set(np.concatenate([corpus.lines for corpus in corpora]).tolist()))
    fitted = LogisticRegression(C=REGULARISATION, class_weight="balanced", random_state=SEED)
    fitted.fit(x[:, used], truth, sample_weight=share / kinds)
    weights = np.zeros(len(MEASURES))
    weights[used] = fitted.coef_[0]
    return weights, float(fitted.intercept_[0])


def calibrated(name: str, corpora: Sequence[Corpus], scale: np.ndarray) -> Direction:
    """The direction with its slope and bias set on corpora that it was not learnt from (Platt 1999).

    A feeling is as frequent then as in the corpora: one recording in four or five.
    """
    odds, truth = [], []
    for corpus in corpora:
        others = [other for other in corpora if other is not corpus] or corpora
        weights, bias = direction(name, others, scale)
        odds.append(corpus.measures / scale @ weights + bias)
        truth.append(np.isin(corpus.labels, WANTED[name]))
    platt = LogisticRegression(C=1e6).fit(np.concatenate(odds)[:, np.newaxis], np.concatenate(truth))
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    weights, bias = direction(name, corpora, scale)
    return slope * weights, slope * bias + offset


def timbre(corpora: Sequence[Corpus], spread: float) -> np.ndarray:
    """The direction from joy to anger, for differences as they are; its deviation is TIMBRE_SHARE of `spread`."""
    x = np.concatenate([corpus.timbres for corpus in corpora])
    labels = np.concatenate([corpus.labels for corpus in corpora])
    heard = ~np.isnan(x).any(axis=1)
    x, labels = x[heard], labels[heard]
    scale = x.std(axis=0)
    either = np.isin(labels, ("angry", "happy"))
    fitted = LogisticRegression(C=TIMBRE_REGULARISATION, class_weight="balanced", max_iter=2000)
    fitted.fit(x[either] / scale, labels[either] == "angry")
    found = fitted.coef_[0] / scale
    return np.asarray(found * (TIMBRE_SHARE * spread / (x @ found).std()), np.float32)


def priors(calms: np.ndarray) -> list[list[float]]:
    """What low and what high voices measure when calm."""
    high = calms[:, MEASURES.index("pitch")] > SEX_BORDER_ST
    return [calms[group].mean(axis=0).round(4).tolist() for group in (~high, high)]


def fit(corpora: Sequence[Corpus]) -> tuple[dict[str, object], np.ndarray]:
    """The content of voice.json and of timbre.npy."""
    x = np.concatenate([corpus.measures for corpus in corpora])
    scale = x.std(axis=0)
    found = {name: calibrated(name, corpora, scale) for name in WANTED}
    weights = {
        "measures": list(MEASURES),
        "prior": priors(np.concatenate([corpus.calms for corpus in corpora])),
        "scale": scale.round(4).tolist(),
        **{name: weights.round(4).tolist() for name, (weights, _) in found.items()},
        "bias": [round(bias, 4) for _, bias in found.values()],
    }
    return weights, timbre(corpora, float((x / scale @ found["anger"][0]).std()))


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument(
        "out", type=Path, help=f"folder for the weights, {WEIGHTS.name} for those that ship"
    )
    arguments.add_argument("measured", type=Path, nargs="+")
    given = arguments.parse_args()
    weights, angry_not_glad = fit([Corpus.load(path) for path in given.measured])
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / FILE).write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    np.save(given.out / TIMBRE_FILE, angry_not_glad, allow_pickle=False)
    about = {
        "name": "voice",
        "part": "voice",
        "language": "any",
        "source": "EmoDB (Burkhardt et al. 2005), 10 speakers of German, acted; Common Voice zh-CN train recordings, "
        "49 speakers, with feelings put on them by models/training/voice/synthesise.py",
        "licence": "EmoDB: CC0 as the data card of its keepers says; Common Voice: CC0-1.0; the weights: Apache-2.0",
        "method": "models/training/voice: logistic regressions on differences from each speaker's own calm",
        "figures": {},
        "files": manifest.hashes(given.out),
        "seed": SEED,
    }
    (given.out / "manifest.json").write_text(
        json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
