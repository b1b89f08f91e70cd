"""Recordings to measure with: a manifest (a CSV with a header, paths relative to it) and the sound files it names."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr

from audio.blocks import RATE, Samples
from models.events import Text
from models.reasons import reason


class BadManifest(Exception):
    """The manifest or a file in it can't be used; `text` says what, where and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def read_rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV that has these columns; a field that a short row lacks is empty. Raises BadManifest."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            rows = list(reader)
            found = set(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = reason(error)
        raise BadManifest(
            Text(zh=f"清单 {path} 读不了（{why.zh}）。", en=f"The manifest {path} cannot be read ({why.en}).")
        ) from error
    lacks = ", ".join(sorted(set(columns) - found))
    if lacks:
        raise BadManifest(
            Text(zh=f"清单 {path} 缺少列：{lacks}。", en=f"The manifest {path} lacks the columns {lacks}.")
        )
    if not rows:
        raise BadManifest(Text(zh=f"清单 {path} 里一行也没有。", en=f"The manifest {path} holds no row."))
    return rows


def read_sound(path: Path) -> Samples:
    """A sound file as one channel at 16 kHz; what is no number becomes 0. Raises BadManifest."""
    try:
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise BadManifest(
            Text(zh=f"录音 {path} 读不了：{error}", en=f"The recording {path} cannot be read: {error}")
        ) from error
    mono = np.nan_to_num(sound.mean(axis=1), nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)
    return mono if rate == RATE else np.asarray(soxr.resample(mono, rate, RATE), np.float32)
