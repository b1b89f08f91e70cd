"""Let an ear decide on doubtful recordings: those in which it hears what their text says become training material.

    python -m models.training.ear.agree CORPUS_DIR EAR_DIR

Common Voice's listeners vote down clips that are noisy, accented or wrong; lists of words have files that hold another.
"""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from models.ear.ear import Ear
from models.ear.reading import spikes
from models.evaluate.units import edit_distance
from models.training.ear.prepare import Clip, Corpus

DIFFERENT = 0.4  # units wrong of those said: an ear with 12 % has that on a hard clip, hardly on another text


def agrees(ear: Ear, corpus: Corpus, clip: Clip) -> bool:
    """Whether the ear hears about what the text says."""
    heard = [spike.unit for spike in spikes(ear.hear(corpus.samples(clip)).log_posteriors)]
    return edit_distance(heard, clip.units) <= DIFFERENT * len(clip.units)


def main() -> int:
    """Rewrite the corpus's list; say how much of each corpus is in."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus_dir", type=Path)
    parser.add_argument("ear_dir", type=Path)
    arguments = parser.parse_args()
    corpus, ear = Corpus(arguments.corpus_dir), Ear.load(arguments.ear_dir)
    tally: dict[str, list[int]] = {}
    index = arguments.corpus_dir / "clips.jsonl"
    with index.with_suffix(".new").open("w", encoding="utf-8") as file:
        for clip in corpus.clips:
            if clip.split == "doubtful":
                good = agrees(ear, corpus, clip)
                clip = dataclasses.replace(clip, split="train" if good else "doubtful")
                counts = tally.setdefault(clip.corpus, [0, 0])
                counts[0] += good
                counts[1] += 1
            file.write(json.dumps(dataclasses.asdict(clip), ensure_ascii=False) + "\n")
    index.with_suffix(".new").replace(index)
    for name, (good, among) in tally.items():
        print(f"{name}: {good} of {among} doubtful clips are what their text says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
