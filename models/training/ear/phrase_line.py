"""Where the key phrases' line must lie for an ear: scores of phrases that are said, and of those that are not.

    python -m models.training.ear.phrase_line CORPUS_DIR EAR_DIR

Every clip of `dev` goes through a telephone; three words of each text, of two to four characters, are looked for in
all clips. Printed for each length: the score that lets a phrase be heard falsely once in so many hours, and the recall.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audio.telephone import through_telephone
from models.ear.ear import Ear
from models.ear.phrases import PhraseSpotter, spell
from models.ear.reading import SOUND_OF
from models.training.ear.prepare import FRAME_S, Clip, Corpus

SEED = 5
A_TEXT = 3
LENGTHS = (2, 3, 4)
HOURS = (1.0, 2.5, 5.0, 10.0)
_NOTHING = -20.0


class Scores(PhraseSpotter):
    """The best score of every phrase in a recording, instead of the moments at which it is high enough."""

    def best(self, log_posteriors: np.ndarray) -> np.ndarray:
        """[phrases]."""
        self._paths = self._nothing()
        best = np.full(len(self._names), _NOTHING)
        for k, ratio in enumerate(self._ratios(log_posteriors)):
            self._advance(ratio, k * FRAME_S)
            total, t, begun, worst = self._paths[:, self._last]
            good = self._all_heard(total, begun, worst) & ((k + 1) * FRAME_S - t < self._longest)
            best = np.maximum(best, np.where(good, total / self._units, _NOTHING))
        return best


def words(clips: Sequence[Clip], length: int, rng: np.random.Generator) -> list[str]:
    """Random stretches of the texts."""
    found: dict[str, None] = {}
    for clip in clips:
        text = "".join(clip.text.split())
        for start in rng.permutation(max(0, len(text) - length + 1))[:A_TEXT]:
            found[text[start : start + length]] = None
    return list(found)


def sounds(units: Sequence[int]) -> str:
    """Units without tones, so that one string can be looked for in another."""
    return "".join(chr(0x100 + int(SOUND_OF[unit])) for unit in units)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus_dir", type=Path)
    parser.add_argument("ear_dir", type=Path)
    arguments = parser.parse_args()
    corpus, ear = Corpus(arguments.corpus_dir), Ear.load(arguments.ear_dir)
    clips = corpus.split("dev")
    heard = [ear.hear(through_telephone(corpus.samples(clip))).log_posteriors for clip in clips]
    hours = sum(map(len, heard)) * FRAME_S / 3600
    rng = np.random.default_rng(SEED)
    for length in LENGTHS:
        spelt = spell(words(clips, length, rng))
        spotter = Scores(spelt)
        said, not_said = [], []
        for clip, log_posteriors in zip(clips, heard, strict=True):
            best = spotter.best(log_posteriors)
            there = np.array([phrase in clip.text for phrase in spelt])
            sounds_so = np.array([sounds(units) in sounds(clip.units) for units in spelt.values()])
            said += best[there].tolist()
            not_said += best[~sounds_so].tolist()
        falling = np.sort(not_said)[::-1]
        for every in HOURS:
            line = falling[min(len(falling) - 1, int(hours * len(spelt) / every))]
            recall = float((np.array(said) > line).mean())
            print(
                f"{length} syllables, one false hit in {every:g} h: {line:.2f}, recall {100 * recall:.1f} %",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
