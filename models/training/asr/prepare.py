"""Features of the ear's corpus, clean and through a telephone, and what the ear makes of the clean ones.

    python -m models.training.asr.prepare EAR_CORPUS_DIR EAR_DIR OUT_DIR

EAR_CORPUS_DIR is what models.training.ear.prepare wrote. Clips come in a random order, so that a beginning is a fair
sample: training may start before this has ended. It may be stopped at any time; the same command goes on.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from models.ear.ear import Ear
from models.ear.units import UNITS
from models.training.asr.features import BANDS, log_mel
from models.training.asr.pitch import COLUMNS, tone
from models.training.asr.topology import STRIDE
from models.training.ear import distort
from models.training.ear.prepare import Clip, Corpus

SEED = 31
INPUTS = BANDS + COLUMNS
_FEATURES, _POSTERIORS, _INDEX = "features.f16", "posteriors.f16", "index.jsonl"


@dataclass(frozen=True, slots=True)
class Copy:
    """A clip as one line carries it: where its features and its posteriors lie."""

    clip: int
    split: str
    telephone: bool
    units: list[int]
    first: int
    frames: int
    posteriors: int
    rows: int


class Prepared:
    """What is prepared so far."""

    def __init__(self, folder: Path) -> None:
        with (folder / _INDEX).open(encoding="utf-8") as lines:
            self.copies = [Copy(**json.loads(line)) for line in lines if line.endswith("\n")]
        self._features = np.memmap(folder / _FEATURES, np.float16, "r").reshape(-1, INPUTS)
        self._posteriors = np.memmap(folder / _POSTERIORS, np.float16, "r").reshape(-1, len(UNITS))

    def split(self, name: str) -> list[Copy]:
        return [copy for copy in self.copies if copy.split == name]

    def features(self, copy: Copy) -> np.ndarray:
        """float32 [frames, INPUTS]: log-mel, then pitch."""
        return self._features[copy.first : copy.first + copy.frames].astype(np.float32)

    def spread(self) -> tuple[np.ndarray, np.ndarray]:
        """The features' mean and one over their spread, float32 [INPUTS] each, from some of the clips."""
        frames = np.concatenate([self.features(copy) for copy in self.split("train")[:500]])
        return frames.mean(0), 1 / (frames.std(0) + 1e-3)

    def posteriors(self, copy: Copy) -> np.ndarray:
        """float32 [ceil(frames / 3), units]: the ear's, its last row repeated where it has fewer."""
        wanted = -(-copy.frames // STRIDE)
        found = self._posteriors[copy.posteriors : copy.posteriors + copy.rows].astype(np.float32)
        return found[np.minimum(np.arange(wanted), copy.rows - 1)]


def lines(samples: np.ndarray, clip: Clip, number: int) -> Iterator[tuple[bool, np.ndarray]]:
    """The copies of a clip: as it is and, in training, through a telephone."""
    yield False, samples
    if clip.split == "train":
        yield True, distort.telephone(samples, np.random.default_rng((SEED, number)))


def main() -> int:
    """Go on from what is there until every clip is done."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ear_corpus_dir", type=Path)
    parser.add_argument("ear_dir", type=Path)
    parser.add_argument("out_dir", type=Path)
    arguments = parser.parse_args()
    out: Path = arguments.out_dir
    out.mkdir(parents=True, exist_ok=True)
    for name in (_FEATURES, _POSTERIORS, _INDEX):
        (out / name).touch()
    corpus, ear = Corpus(arguments.ear_corpus_dir), Ear.load(arguments.ear_dir)
    done = Prepared(out).copies if (out / _INDEX).stat().st_size else []
    finished = {copy.clip for copy in done[:-1]}  # of the last one a copy may be missing: it is done again
    kept = [copy for copy in done if copy.clip in finished]
    frames = max((copy.first + copy.frames for copy in kept), default=0)
    rows = max((copy.posteriors + copy.rows for copy in kept), default=0)
    (out / _INDEX).write_text("".join(_line(copy) for copy in kept), encoding="utf-8")
    with (
        (out / _FEATURES).open("r+b") as features,
        (out / _POSTERIORS).open("r+b") as posteriors,
        (out / _INDEX).open("a", encoding="utf-8") as index,
    ):
        features.truncate(frames * INPUTS * 2)
        posteriors.truncate(rows * len(UNITS) * 2)
        features.seek(0, 2)
        posteriors.seek(0, 2)
        for number in np.random.default_rng(SEED).permutation(len(corpus.clips)):
            clip = corpus.clips[number]
            if number in finished or clip.split not in ("train", "dev"):
                continue
            samples = corpus.samples(clip)
            heard = np.exp(ear.hear(samples).log_posteriors).astype(np.float16)
            posteriors.write(heard.tobytes())
            posteriors.flush()
            for telephone, carried in lines(samples, clip, int(number)):
                found = np.concatenate([log_mel(carried), tone(carried)], 1).astype(np.float16)
                features.write(found.tobytes())
                features.flush()
                copy = Copy(
                    int(number), clip.split, telephone, clip.units, frames, len(found), rows, len(heard)
                )
                frames += len(found)
                index.write(_line(copy))
            rows += len(heard)
            index.flush()
    print(f"{rows * 0.03 / 3600:.1f} h of clips, {frames / 360000:.1f} h of features")
    return 0


def _line(copy: Copy) -> str:
    return json.dumps(asdict(copy)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
