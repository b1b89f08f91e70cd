"""Decode the recordings of manifests once: 16 kHz int16 samples in one file, units and places in another.

python -m models.training.ear.prepare CORPUS_DIR MANIFEST.csv ...
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
import soxr

from models.ear.mel import RATE
from models.ear.units import text_to_units

FRAME_S = 0.03
LONGEST_S = 17.0
SPEECH_RMS = 0.07


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording: where its samples lie in the corpus, who speaks, and the units that are said."""

    split: str
    corpus: str
    speaker: str
    path: str
    text: str
    start: int
    length: int
    units: list[int]


class Corpus:
    """The prepared recordings of a folder; samples are read from disk when asked for."""

    def __init__(self, folder: Path) -> None:
        with (folder / "clips.jsonl").open(encoding="utf-8") as lines:
            self.clips = [Clip(**json.loads(line)) for line in lines]
        self._samples = np.memmap(folder / "samples.i16", np.int16, "r")

    def split(self, *names: str) -> list[Clip]:
        """The clips of these splits, in stored order."""
        return [clip for clip in self.clips if clip.split in names]

    def samples(self, clip: Clip) -> np.ndarray:
        """float32 samples of a clip at 16 kHz."""
        return self._samples[clip.start : clip.start + clip.length].astype(np.float32) / 32768.0


def read_16k(path: Path) -> np.ndarray:
    """float32 mono samples of a sound file at 16 kHz."""
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(1)
    return mono if rate == RATE else soxr.resample(mono, rate, RATE)


def fits(units: list[int], seconds: float) -> bool:
    """Whether CTC can spell these units in that time (a repeated unit needs a blank between)."""
    repeats = sum(a == b for a, b in pairwise(units))
    return seconds <= LONGEST_S and len(units) + repeats < seconds / FRAME_S


def rows(manifests: Iterable[Path]) -> Iterator[dict[str, str]]:
    """Rows of CSV manifests; relative paths are relative to their manifest."""
    for manifest in manifests:
        with manifest.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                row["path"] = str(manifest.parent / row["path"])
                yield row


def main() -> int:
    """Prepare a corpus; say what was left out and why."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus_dir", type=Path)
    parser.add_argument("manifests", type=Path, nargs="+")
    arguments = parser.parse_args()
    arguments.corpus_dir.mkdir(parents=True, exist_ok=True)
    place, hours = 0, {}
    unspelt = unreadable = too_long = 0
    with (
        (arguments.corpus_dir / "samples.i16").open("wb") as sound,
        (arguments.corpus_dir / "clips.jsonl").open("w", encoding="utf-8") as index,
    ):
        for row in rows(arguments.manifests):
            units = text_to_units(row["text"])
            if units is None:
                unspelt += 1
                continue
            try:
                samples = read_16k(Path(row["path"]))
            except soundfile.LibsndfileError:
                unreadable += 1
                continue
            seconds = len(samples) / RATE
            if not fits(units, seconds):
                too_long += 1
                continue
            level = max(float(np.sqrt((samples**2).mean())), 1e-4)
            samples = np.clip(samples * (SPEECH_RMS / level), -1, 1)
            sound.write(np.round(samples * 32767).astype(np.int16).tobytes())
            fields = {k: row.get(k, "") for k in ("split", "corpus", "speaker", "path", "text")}
            clip = Clip(**fields, start=place, length=len(samples), units=units)
            index.write(json.dumps(asdict(clip), ensure_ascii=False) + "\n")
            place += len(samples)
            key = f"{clip.corpus} {clip.split}"
            hours[key] = hours.get(key, 0.0) + seconds / 3600
    for key, value in hours.items():
        print(f"{key}: {value:.2f} h")
    print(f"left out: {unspelt} not spelt, {unreadable} not readable, {too_long} too long or too dense")
    return 0


if __name__ == "__main__":
    sys.exit(main())
