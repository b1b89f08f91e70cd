"""Recordings to measure with: a manifest (a CSV with a header, paths relative to it) and the sound files it names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
import soxr

from audio.blocks import RATE, Samples
from models.evaluate.bad_input import BadInput
from models.events import Text
from models.reasons import reason


class BadManifest(BadInput):
    """The manifest or a file in it can't be used."""


class Recording(Protocol):
    """A row of a manifest. number: its line there, the header being line 1"""

    @property
    def path(self) -> Path: ...

    @property
    def number(self) -> int: ...


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV that has these columns, each with its line's number; a field that a short row lacks is empty.

    Raises BadManifest.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), restval="")
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise BadManifest(
            Text(
                zh=f"清单 {path} 不是能读的 CSV（第 {reader.line_num} 行）。请另存为 UTF-8 的 CSV。",
                en=f"The manifest {path} is not CSV that can be read (line {reader.line_num}). Save it as CSV UTF-8.",
            )
        ) from error
    found = list(filter(None, reader.fieldnames or ()))
    lacks = [name for name in columns if name not in found]
    if lacks:
        raise BadManifest(
            Text(
                zh=f"清单 {path} 缺少列：{'、'.join(lacks)}（现有的列：{'、'.join(found) or '无'}）。"
                f"请在第一行写上列名：{','.join(columns)}。",
                en=f"The manifest {path} lacks the columns {', '.join(lacks)} (it has {', '.join(found) or 'none'}). "
                f"Its first line should name them: {','.join(columns)}.",
            )
        )
    if not rows:
        raise BadManifest(
            Text(
                zh=f"清单 {path} 里只有列名，一行数据也没有。请在列名下面一行写一条。",
                en=f"The manifest {path} holds no row. Put one on each line below the names of the columns.",
            )
        )
    return rows


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if "\0" in text:  # UTF-16 of plain letters is UTF-8 too, with a NUL beside each
            raise UnicodeDecodeError("utf-8", b"\0", 0, 1, "NUL")
    except FileNotFoundError as error:
        raise BadManifest(
            Text(
                zh=f"没有 {path} 这个清单：请检查路径。",
                en=f"There is no manifest {path}: check the path.",
            )
        ) from error
    except UnicodeDecodeError as error:
        raise BadManifest(
            Text(
                zh=f"清单 {path} 不是 UTF-8 编码。请另存为 UTF-8 的 CSV。",
                en=f"The manifest {path} is not text in UTF-8. Save it as CSV UTF-8.",
            )
        ) from error
    except OSError as error:
        why = reason(error)
        raise BadManifest(
            Text(
                zh=f"清单 {path} 读不了（{why.zh}）：请给出一个 CSV 文件。",
                en=f"The manifest {path} cannot be read ({why.en}): name a CSV file.",
            )
        ) from error
    return text


def check_recordings(manifest: Path, rows: Iterable[Recording]) -> None:
    """Opens every recording, so that a bad one is known before the measuring, not after an hour. Raises BadManifest."""
    for row in rows:
        empty = row.path == manifest.parent
        wrong = Text("path 列是空的", "the column path is empty") if empty else _wrong(row.path)
        if wrong:
            raise BadManifest(
                Text(
                    zh=f"清单 {manifest} 第 {row.number} 行：{wrong.zh}。请改正或删去这一行。",
                    en=f"Line {row.number} of the manifest {manifest}: {wrong.en}. Mend that line or take it out.",
                )
            )


def _wrong(path: Path) -> Text | None:
    """What a recording is instead of sound."""
    if not path.exists():
        return Text(f"没有录音 {path}，文件不存在", f"the recording {path} does not exist")
    if path.is_dir():
        return Text(f"{path} 是文件夹，不是录音", f"{path} is a folder, not a recording")
    try:
        frames = soundfile.info(path).frames
    except (OSError, soundfile.LibsndfileError):
        return Text(
            f"录音 {path} 读不了，不是完好的 WAV、FLAC、Opus 或 MP3",
            f"the recording {path} cannot be read, it is no intact WAV, FLAC, Opus or MP3",
        )
    return None if frames else Text(f"录音 {path} 里没有声音", f"there is no sound in the recording {path}")


def read_sound(path: Path) -> Samples:
    """A sound file as one channel at 16 kHz; what is no number becomes 0. Raises BadManifest."""
    try:
        sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        wrong = _wrong(path) or Text(f"录音 {path} 读到一半坏了", f"the recording {path} breaks off")
        raise BadManifest(
            Text(f"{wrong.zh}。请换一个文件。", f"{wrong.en[0].upper()}{wrong.en[1:]}. Use another file.")
        ) from error
    mono = np.nan_to_num(sound.mean(axis=1), nan=0.0, posinf=0.0, neginf=0.0).astype(np.float32)
    return mono if rate == RATE else np.asarray(soxr.resample(mono, rate, RATE), np.float32)
