"""How much voice and words weigh: fitted on labelled calls of our own, each left out once.

    python -m models.training.fusion.fit tests/data/calls [MORE_CALLS ...]

Plays the customer's telephone leg of every call through the stages, with the second reading and with the recogniser's
own words, looks at what voice and words say at the end of each labelled turn, and fits a logistic regression to the
strength of the anger on the labels' scale (evaluate/cues.py: intensity 1, 2, 3 as 0.62, 0.85, 0.95; none as 0.03).
The shipped weights are the mean of both fits, since one fusion serves both; they are written into
models/feeling/fusion.py by hand. The other feelings have too few turns (3 to 29) to fit: their words count as they are.
Needs scikit-learn. Nothing is random.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from audio.bleed import BleedGate
from audio.blocks import BLOCK_S, RATE, Block
from models.evaluate.as_in_call import read_sound
from models.evaluate.cues import STRENGTH
from models.events import Event, Utterance, UtteranceCorrected, VoiceMeasured
from models.feeling.fusion import Fusion
from models.feeling.voice import VoiceReader
from models.leg import LegStages
from models.parts import Parts, load_parts
from models.replay import legs_of
from models.settings import Settings
from models.slow import Workers, workers

NO_ANGER = 0.03
KNOWN_AFTER_S = 1.2
"""Words of a turn are read about so long after its end."""


def evidence(folder: Path, parts: Parts, threads: Workers) -> Iterator[dict[str, Any]]:
    """One row for every customer turn of a call: what it was labelled, what voice and words said at its end."""
    label = json.loads((folder / "call.json").read_text(encoding="utf-8"))
    turns = [turn for turn in label["turns"] if turn["speaker"] == "customer"]
    stages, voice, fusion = LegStages("customer", parts, threads, BleedGate()), VoiceReader(), Fusion()
    sound = read_sound(legs_of(folder)[0])
    sound = np.concatenate([sound, np.zeros(2 * RATE, np.float32)])
    size = round(BLOCK_S * RATE)
    for k in range(0, len(sound), size):
        block = Block("customer", k / RATE, sound[k : k + size], RATE)
        for item in stages.feed(block):
            if isinstance(item, UtteranceCorrected) or (
                isinstance(item, Utterance) and not parts.reads_twice
            ):
                assert parts.words
                list(fusion.words(item, parts.words.read(item.text)))
            elif not isinstance(item, Event):
                for found in voice.feed(item):
                    if not isinstance(found, VoiceMeasured):
                        list(fusion.voice(found))
        while turns and block.end >= turns[0]["end"] + KNOWN_AFTER_S:
            turn = turns.pop(0)
            voiced, worded = fusion.evidence("anger", block.end)
            yield {
                "call": folder.name,
                "emotion": turn["emotion"],
                "intensity": turn["intensity"],
                "voice": voiced,
                "words": worded,
            }


def main(calls: list[str]) -> int:
    parts = Parts(Settings())
    list(load_parts(parts.settings, parts))
    folders = sorted(path.parent for name in calls for path in Path(name).glob("*/call.json"))
    fits = []
    for mode in ("second reading", "recogniser alone"):
        with workers() as threads:
            rows = [row for folder in folders for row in evidence(folder, parts, threads)]
        print(f"{mode}: {len(folders)} calls, {len(rows)} turns")
        fits.append(fit(rows))
        parts.reading = None
    none, voice, words = np.mean(fits, axis=0)
    print(f'    "anger": Weighing({none:.2f}, {voice:.2f}, {words:.2f}),')
    return 0


def fit(rows: Sequence[dict[str, Any]]) -> tuple[float, float, float]:
    """(none, voice, words) of a Weighing; prints how well turns of calls that were left out are told apart."""
    x = np.array([[row["voice"], row["words"]] for row in rows])
    strength = np.array(
        [STRENGTH[row["intensity"]] if row["emotion"] == "anger" else NO_ANGER for row in rows]
    )
    angry = strength >= STRENGTH[2]
    group = np.array([row["call"] for row in rows])
    left_out = np.zeros(len(rows))
    for call in np.unique(group):
        others = group != call
        left_out[~others] = _regression(x[others], strength[others]).predict_proba(x[~others])[:, 1]
    print(
        f"  AUC clear anger against all else: voice {roc_auc_score(angry, x[:, 0]):.3f}, words"
        f" {roc_auc_score(angry, x[:, 1]):.3f}, together, calls left out {roc_auc_score(angry, left_out):.3f}"
    )
    whole = _regression(x, strength)
    return whole.intercept_[0], whole.coef_[0][0], whole.coef_[0][1]


def _regression(x: NDArray[np.float64], strength: NDArray[np.float64]) -> LogisticRegression:
    """Fitted to strengths: each turn counts as angry and as not, by its strength."""
    twice, target = np.r_[x, x], np.r_[np.ones(len(x)), np.zeros(len(x))]
    return LogisticRegression(C=1.0).fit(twice, target, sample_weight=np.r_[strength, 1 - strength])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
