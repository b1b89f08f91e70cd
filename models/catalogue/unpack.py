"""Taking a model out of a zip file that nobody vouches for: it writes below one folder, and only so much."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from models.catalogue.problem import problem
from models.manifest import ModelProblem

MOST_FILES = 1000
MOST_BYTES = 16_000_000_000
MOST_RATIO = 10
"""Official models unpack to less than twice their archive."""
LONGEST_PART, LONGEST_NAME = 100, 180
LITTER = ("__MACOSX", ".DS_Store")
"""What macOS adds to every archive and folder."""
CHUNK = 1 << 20
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def unpack(archive: Path, into: Path) -> dict[str, str]:
    """Unpack into an empty folder; one folder that holds everything is left out. Returns the SHA-256 of each file.

    Raises ModelProblem where the archive is broken or asks for what no model needs, OSError where a file
    cannot be written.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = checked(opened.infolist(), archive.stat().st_size)
            return {
                "/".join(parts): _written(opened, member, into.joinpath(*parts)) for member, parts in members
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise problem(
            f"{archive.name} 打不开：不是完好的 zip 文件。请重新下载。",
            f"{archive.name} cannot be unpacked: it is no sound zip file. Download it again.",
        ) from error


def top_folder(archive: Path) -> str | None:
    """The one folder that holds everything in the archive, if there is one."""
    try:
        with zipfile.ZipFile(archive) as opened:
            paths = [tuple(i.filename.split("/")) for i in opened.infolist() if i.filename[-1:] != "/"]
            return _common([path for path in paths if not is_litter(path)])
    except (zipfile.BadZipFile, ValueError):
        return None


def checked(
    members: Iterable[zipfile.ZipInfo], archive_bytes: int
) -> list[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """The files of an archive with the parts of the path that each gets. Raises ModelProblem."""
    members = [member for member in members if not is_litter(member.filename.split("/"))]
    if len(members) > MOST_FILES:
        raise _refused(f"{len(members)} 个文件", f"{len(members)} files")
    total = sum(member.file_size for member in members)
    if total > min(MOST_BYTES, MOST_RATIO * archive_bytes + CHUNK):
        raise _refused(f"解开后有 {total} 字节", f"{total} bytes once unpacked")
    if any(member.flag_bits & 1 for member in members):
        raise problem(
            "压缩包有密码，装不了。请用密码解开，再用 --from 指出解开的文件夹。",
            "The archive has a password and cannot be installed. Unpack it and name the folder with --from.",
        )
    files = []
    for member in members:
        is_folder = member.filename.endswith("/")
        parts = safe_parts(member.filename.removesuffix("/"))
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(f"链接 {member.filename!r}", f"the link {member.filename!r}")
        if not is_folder:
            files.append((member, parts))
    if _common([parts for _, parts in files]):
        files = [(member, parts[1:]) for member, parts in files]
    _no_two_alike([parts for _, parts in files])
    return files


def is_litter(parts: Sequence[str]) -> bool:
    return any(part in LITTER for part in parts)


def safe_parts(name: str) -> tuple[str, ...]:
    """The parts of a relative path that means the same, and no device, on every system. Raises ModelProblem."""
    parts = tuple(name.split("/"))
    for part in parts:
        sound = (
            part not in ("", ".", "..")
            and len(part) <= LONGEST_PART
            and part.isprintable()
            and not set(part) & set('\\:*?"<>|')
            and part[-1] not in ". "
            and part.split(".")[0].strip().lower() not in _DEVICES
        )
        if not sound:
            raise _refused(f"文件名 {name!r}", f"the file name {name!r}")
    if len(name) > LONGEST_NAME:
        raise _refused(f"过长的文件名 {name[:40]!r}…", f"the long file name {name[:40]!r}…")
    return parts


def stored(source: IO[bytes], target: Path) -> str:
    """Copy to a new file; its SHA-256."""
    found = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        while chunk := source.read(CHUNK):
            found.update(chunk)
            file.write(chunk)
    return found.hexdigest()


def _written(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> str:
    with archive.open(member) as source:
        return stored(source, target)


def _common(paths: Sequence[tuple[str, ...]]) -> str | None:
    tops = {parts[0] for parts in paths}
    return tops.pop() if len(tops) == 1 and all(len(parts) > 1 for parts in paths) else None


def _no_two_alike(paths: Sequence[tuple[str, ...]]) -> None:
    """Two names may be one on Windows and macOS, and a file cannot be a folder too."""
    names = [tuple(part.casefold() for part in parts) for parts in paths]
    folders = {name[:n] for name in names for n in range(1, len(name))}
    for name in names:
        if names.count(name) > 1 or name in folders:
            twice = "/".join(name)
            raise _refused(f"重复的文件名 {twice!r}", f"the file name {twice!r} twice")


def _refused(zh: str, en: str) -> ModelProblem:
    return problem(
        f"压缩包里有不该出现的内容（{zh}），没有安装。请只用官方网站或 IT 提供的模型。",
        f"The archive holds what no model needs ({en}) and was not installed. Use only models from the official site"
        " or from IT.",
    )
