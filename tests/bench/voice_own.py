"""What a call centre gets that trains on its own recordings: python tests/bench/voice_own.py MEASURED.npz

MEASURED.npz from models.training.voice.measure. Every speaker is left out in turn; a logistic regression
on the others' timbres, or on their measures, judges that speaker. AUC, wideband and telephone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.evaluate.voice import CALM, auc
from models.training.voice.train import Corpus

REGULARISATION = {"timbre": 0.001, "measures": 0.1}


def left_out(x: np.ndarray, truth: np.ndarray, speakers: np.ndarray, strength: float) -> np.ndarray:
    """Scores of every row by what was learnt from the other speakers."""
    scores, scaled = np.zeros(len(x)), x / x.std(axis=0)
    for speaker in np.unique(speakers):
        own = speakers == speaker
        fitted = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000)
        scores[own] = fitted.fit(scaled[~own], truth[~own]).decision_function(scaled[own])
    return scores


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("measured", type=Path)
    corpus = Corpus.load(arguments.parse_args().measured)
    for line in np.unique(corpus.lines):
        of_line = (corpus.lines == line) & ~np.isnan(corpus.timbres).any(axis=1)
        labels, speakers = corpus.labels[of_line], corpus.speakers[of_line]
        angry, calm = labels == "angry", np.isin(labels, CALM)
        for name, x in (("timbre", corpus.timbres[of_line]), ("measures", corpus.measures[of_line])):
            scores = left_out(x, angry, speakers, REGULARISATION[name])
            worst = min(
                auc(scores[own & (angry | calm)], angry[own & (angry | calm)])
                for own in (speakers == speaker for speaker in np.unique(speakers))
            )
            print(
                f"{line:9s} {name:8s} angry against neutral {auc(scores[angry | calm], angry[angry | calm]):.3f} "
                f"(worst speaker {worst:.3f}), against all others {auc(scores, angry):.3f}"
            )


if __name__ == "__main__":
    main()
