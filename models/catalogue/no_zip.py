"""What a file is that was taken for a zip file."""

from __future__ import annotations

from pathlib import Path

from models.catalogue.problem import problem

_OTHERS = {
    b"\x1f\x8b": "gzip (tar.gz)",
    b"BZh": "bzip2 (tar.bz2)",
    b"\xfd7zXZ": "xz (tar.xz)",
    b"\x28\xb5\x2f\xfd": "zstd (tar.zst)",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
}
_TAR_AT, _TAR = 257, b"ustar"


def refuse(archive: Path) -> None:
    """Raises ModelProblem where the file is plainly something else, OSError where it cannot be read."""
    with archive.open("rb") as file:
        start = file.read(_TAR_AT + len(_TAR))
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise problem(
            f"{archive.name} 是网页，不是 zip 文件：可能是网络的登录页，或下载了链接所在的页面。请在浏览器里登录网络，"
            "重新下载模型本身。",
            f"{archive.name} is a web page and no zip file: perhaps a login page of the network, or the page that the"
            " link stands on. Log in with a browser and download the model itself.",
        )
    kind = next((kind for magic, kind in _OTHERS.items() if start.startswith(magic)), None)
    if start[_TAR_AT:] == _TAR:
        kind = "tar"
    if kind:
        raise problem(
            f"{archive.name} 不是 zip 文件，而是 {kind}。请先解开，再用 --from 指出解开的文件夹。",
            f"{archive.name} is no zip file but {kind}. Unpack it and name the folder with --from.",
        )
