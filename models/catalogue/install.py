"""Putting a model in its place: whole, with a manifest, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from models import manifest
from models.catalogue import fit
from models.catalogue.copied import copied, inner
from models.catalogue.folders import Language, is_model, language_in, user_models
from models.catalogue.problem import disk_full, problem, unwritable
from models.catalogue.unpack import top_folder, unpack
from models.events import Text
from models.manifest import Manifest
from models.settings import data_folder

SCRATCH = ".installing-"
ABANDONED_S = 3600.0
NO_LICENCE = "Not told at installation; see the publisher's page or the README in this folder"
OWN_FILES = ("manifest.json", "README.md")

Fill = Callable[[Path], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A model in its place. replaced: another one of that name was there."""

    folder: Path
    replaced: bool


def from_archive(
    archive: Path, name: str | None, language: Language | None, source: str, checked: str
) -> Placed:
    """Install what is in a zip file. name, language: None for what the archive tells.

    source, checked: where it is from and against what it was checked, for the manifest. Raises ModelProblem.
    """
    if name is None:
        name = top_folder(archive)
        if name is not None:
            fit.check_name(
                name,
                Text(zh="解开压缩包，把里面的文件夹", en="Unpack the archive and rename the folder in it"),
            )
        else:
            name = archive.stem
            fit.check_name(name, Text(zh="把文件", en="Rename the file"))
    return _placed(lambda folder: unpack(archive, folder), name, language, source, checked)


def from_folder(folder: Path, language: Language | None) -> Placed:
    """Install a copy of an unpacked model. Raises ModelProblem."""
    folder = inner(folder.resolve())
    fit.check_content(folder)
    fit.check_name(folder.name, Text(zh="把文件夹", en="Rename the folder"))
    return _placed(lambda new: copied(folder, new), folder.name, language, f"folder {folder.name}", "nothing")


def make_room(size: int, have: int) -> None:
    """Raises ModelProblem where the user's folder cannot take an archive of `size` bytes and what comes out of it."""
    root = _root()
    needed = 3 * size - have
    if shutil.disk_usage(root).free < needed:
        raise problem(
            f"磁盘空间不足：{root} 需要大约 {needed / 1e6:.0f} MB。请腾出空间后再运行一次。",
            f"The disk is too full: {root} needs about {needed / 1e6:.0f} MB. Make room and run the command again.",
        )


def download_file(name: str) -> Path:
    """Where an archive is downloaded to; it stays after a break."""
    folder = data_folder() / "downloads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder / f"{name}.zip.part"


def _placed(fill: Fill, name: str, language: Language | None, source: str, checked: str) -> Placed:
    root = _root()
    replaced = check_place(name)
    try:
        with tempfile.TemporaryDirectory(
            prefix=f"{SCRATCH}{os.getpid()}-", dir=root, ignore_cleanup_errors=True
        ) as scratch:
            new = Path(scratch) / name
            new.mkdir()
            files = fill(new)
            fit.check_content(new)
            made = _manifest(new, files, language, source, checked)
            fit.check_loads(new)
            (new / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1))
            _swap(new, root / name, Path(scratch) / "old")
    except OSError as error:
        raise disk_full(root) if error.errno == errno.ENOSPC else unwritable(root, error) from error
    return Placed(root / name, replaced)


def check_place(name: str) -> bool:
    """Whether a model of that name will be replaced. Raises ModelProblem where something else is in its place."""
    place = user_models() / name
    try:
        if not place.exists():
            return False
        if is_model(place) or (place / "manifest.json").is_file():
            return True
    except OSError as error:
        raise unwritable(place, error) from error
    raise problem(
        f"{place} 已经存在，而且不是语音模型，没有替换。请先把它移走或改名，再运行一次。",
        f"{place} is there already and is no speech model, so it was not replaced. Move or rename it and run the"
        " command again.",
    )


def _root() -> Path:
    """The user's folder for models, made and swept of what a killed installation left."""
    root = user_models()
    if sys.platform == "win32" and not str(root).isascii():
        raise problem(
            f"语音识别库读不了含中文的路径：{root}。请把环境变量 CALLCUE_DATA 设为只含英文的文件夹，例如 C:\\CallCue。",
            f"The recogniser cannot read a path with other than Latin letters: {root}. Set CALLCUE_DATA to a folder"
            " such as C:\\CallCue.",
        )
    try:
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob(f"{SCRATCH}*"):
            if _is_abandoned(left):
                shutil.rmtree(left, ignore_errors=True)
    except OSError as error:
        raise unwritable(root, error) from error
    return root


def _is_abandoned(scratch: Path) -> bool:
    """Old, or of a process that is gone; Windows cannot be asked for a process without harm to it."""
    if time.time() - scratch.stat().st_mtime > ABANDONED_S:
        return True
    maker = scratch.name.removeprefix(SCRATCH).partition("-")[0]
    if sys.platform == "win32" or not maker.isdecimal():
        return False
    try:
        os.kill(int(maker), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:  # somebody else's, so it is there
        return False
    return False


def _manifest(
    folder: Path, files: dict[str, str], language: Language | None, source: str, checked: str
) -> Manifest:
    """The model's own manifest, once its files agree with it; else one from what is known."""
    if "manifest.json" in files:
        shipped = manifest.read(folder)
        for name, wanted in shipped.files.items():
            if files.get(name) != wanted:
                raise manifest.broken(Path(folder.name), name)
        if shipped.part != "speech":
            raise problem(
                f"{folder.name} 不是语音识别模型（{shipped.part}）。请检查文件是否拿对了。",
                f"{folder.name} is no speech model but one for {shipped.part}. Check that it is the right file.",
            )
        fit.check_language(folder.name, shipped.language, language)
    else:
        fit.check_language(folder.name, language_in(folder.name), language)
        shipped = Manifest(
            name=folder.name,
            part="speech",
            language=language or language_in(folder.name) or "",
            source=source,
            licence=NO_LICENCE,
            method=f"Vosk model; archive checked against: {checked}",
            figures={},
            files={},
        )
    if shipped.language not in ("zh", "en"):
        raise problem(
            f"看不出 {folder.name} 是哪种语言的模型。请写明语言，例如：models install zh --from 文件。",
            f"{folder.name} does not tell its language. Name it: models install zh --from FILE.",
        )
    own = {name: digest for name, digest in files.items() if name not in OWN_FILES}
    return msgspec.structs.replace(shipped, files=own)


def _swap(new: Path, place: Path, old: Path) -> None:
    """A model of that name gives way; on any error it is put back."""
    if not place.exists():
        new.replace(place)
        return
    try:
        place.replace(old)
    except OSError as error:
        if sys.platform != "win32":  # elsewhere a folder in use can be moved
            raise unwritable(place, error) from error
        raise problem(
            f"{place} 无法替换：正在使用中，或没有权限。请先退出 CallCue，再运行一次。",
            f"{place} cannot be replaced: it is in use, or you have no permission. Quit CallCue first and run the"
            " command again.",
        ) from error
    try:
        new.replace(place)
    except OSError:
        with contextlib.suppress(OSError):
            old.replace(place)
        raise
