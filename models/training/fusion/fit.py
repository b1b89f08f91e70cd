"""How much voice and words weigh: fitted on labelled calls of our own, each left out once.

    python -m models.training.fusion.fit tests/data/calls [MORE_CALLS ...]

Plays the customer's telephone leg of every call through the stages, looks at what voice and words say at the end of
each labelled turn, and prints the weights of a logistic regression (angry, intensity 2 or 3, against everything
else) with the figures of the calls that were left out. The weights are written into models/feeling/fusion.py by hand.
Needs scikit-learn. Nothing is random.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from audio.bleed import BleedGate
from audio.blocks import BLOCK_S, RATE, Block
from models.evaluate.as_in_call import read_sound
from models.events import Event, Utterance, UtteranceCorrected, VoiceMeasured
from models.feeling.fusion import Fusion
from models.feeling.voice import VoiceReader
from models.leg import LegStages
from models.parts import Parts, load_parts
from models.replay import legs_of
from models.settings import Settings
from models.slow import Workers, workers

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
    with workers() as threads:
        rows = [row for folder in folders for row in evidence(folder, parts, threads)]
    x = np.array([[row["voice"], row["words"]] for row in rows])
    y = np.array([row["emotion"] == "anger" and row["intensity"] >= 2 for row in rows])
    group = np.array([row["call"] for row in rows])
    left_out = np.zeros(len(y))
    for call in np.unique(group):
        train = group != call
        left_out[~train] = LogisticRegression(C=1.0).fit(x[train], y[train]).predict_proba(x[~train])[:, 1]
    whole = LogisticRegression(C=1.0).fit(x, y)
    print(f"{len(folders)} calls, {len(y)} turns, {int(y.sum())} angry")
    print(f"AUC voice alone {roc_auc_score(y, x[:, 0]):.3f}, words alone {roc_auc_score(y, x[:, 1]):.3f}")
    print(
        f"AUC together, calls left out {roc_auc_score(y, left_out):.3f}, log loss {log_loss(y, left_out):.3f}"
    )
    print(
        f"voice {whole.coef_[0][0]:.3f}  words {whole.coef_[0][1]:.3f}  odds of none {whole.intercept_[0]:.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
