"""Copying a model that somebody has unpacked already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.catalogue.folders import is_model
from models.catalogue.problem import problem, unreadable
from models.catalogue.unpack import MOST_FILES, is_litter, safe_parts, stored


def inner(folder: Path) -> Path:
    """The folder itself, or the only folder in it: what unpacking often leaves."""
    if is_model(folder):
        return folder
    inside = [entry for entry in folder.iterdir() if entry.is_dir() and not is_litter([entry.name])]
    return inside[0] if len(inside) == 1 and is_model(inside[0]) else folder


def copied(folder: Path, new: Path) -> dict[str, str]:
    """Copy into an empty folder. Returns the SHA-256 of each file. Raises ModelProblem, or OSError from writing."""
    files = {}
    for number, path in enumerate(_entries(folder)):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or number >= MOST_FILES:
            raise problem(
                f"{folder} 里有链接或过多的文件（{name}），没有安装。请只放模型本身的文件。",
                f"{folder} holds links or too many files ({name}) and was not installed. Leave only the model's files.",
            )
        if path.is_file():
            parts = safe_parts(name)
            try:
                opened = path.open("rb")
            except OSError as error:
                raise unreadable(path, error) from error
            with opened as source:
                files[name] = stored(source, new.joinpath(*parts))
    return files


def _entries(folder: Path) -> Iterator[Path]:
    """All below the folder; rglob would pass over in silence what it may not read."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise unreadable(folder, error) from error
    for entry in entries:
        if not is_litter([entry.name]):
            yield entry
            if entry.is_dir() and not entry.is_symlink():
                yield from _entries(entry)
