"""Downloading one archive: goes on where it broke off, takes neither more nor less than the list says."""

from __future__ import annotations

import errno
import http.client
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from models.catalogue import https, network
from models.catalogue.problem import disk_full, problem, unwritable
from models.manifest import ModelProblem

STALL_S = 30.0
PAUSES_S = (1.0, 2.0, 5.0, 10.0)
PROGRESS_BYTES = 1 << 20
CHUNK = 1 << 16


def download(
    url: str,
    size: int,
    part: Path,
    progress: Callable[[int], None],
    stall_s: float = STALL_S,
    pauses_s: Sequence[float] = PAUSES_S,
) -> None:
    """Fill `part` with `size` bytes from the address; what is in it already is kept and gone on with.

    After each break there is a pause and another try; the pauses start over after every MiB that came.
    progress: is told how many bytes there are. Raises ModelProblem; `part` stays where another run may go on.
    """
    pauses, reached = list(pauses_s), 0
    while True:
        try:
            _go_on(url, size, part, progress, stall_s)
        except network.Broken as broken:
            if _length(part) - reached >= PROGRESS_BYTES:
                pauses, reached = list(pauses_s), _length(part)
            if not pauses and _length(part):
                raise _kept(broken) from broken
            if not pauses:
                raise
            time.sleep(pauses.pop(0))
        else:
            return


def _go_on(url: str, size: int, part: Path, progress: Callable[[int], None], stall_s: float) -> None:
    have = _length(part)
    if have > size:
        part.unlink()
        have = 0
    if have == size:
        progress(have)
        return
    with https.fetch(url, stall_s, {"Range": f"bytes={have}-"} if have else None) as answer:
        start = _start(url, answer, size)
        if start not in (0, have):
            part.unlink()
            raise network.said(url, ConnectionError("Content-Range"))
        try:
            with part.open("r+b" if start else "wb") as file:
                file.seek(start)
                _copy(url, answer, file.write, start, size, progress)
        except ModelProblem:
            raise
        except OSError as error:
            if error.errno == errno.ENOSPC:
                part.unlink(missing_ok=True)
                raise disk_full(part.parent) from error
            raise unwritable(part, error) from error


def _start(url: str, answer: http.client.HTTPResponse, size: int) -> int:
    """Where the answer's bytes belong; raises where the server's file is not as long as the list says."""
    total, start = answer.headers.get("Content-Length"), 0
    if answer.status == 206:
        ranged = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
        total, start = (ranged[2], int(ranged[1])) if ranged else (None, -1)
    if total is not None and (not total.isdecimal() or int(total) != size):
        raise _other_size(url, size, total)
    return start


def _copy(
    url: str,
    answer: http.client.HTTPResponse,
    write: Callable[[bytes], int],
    done: int,
    size: int,
    progress: Callable[[int], None],
) -> None:
    while True:
        try:
            chunk = answer.read1(CHUNK)
        except (OSError, http.client.HTTPException) as error:
            raise network.said(url, error) from error
        if not chunk:
            break
        if done == 0 and not chunk.startswith(b"PK"[: len(chunk)]):
            raise network.login_page(url) if chunk.lstrip()[:1] == b"<" else _no_archive(url)
        done += len(chunk)
        if done > size:
            raise _other_size(url, size, f">{size}")
        write(chunk)
        progress(done)
    if done < size:
        raise network.said(url, ConnectionError(f"{done} of {size} bytes"))


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _kept(broken: network.Broken) -> ModelProblem:
    return problem(f"{broken.text.zh}已下载的部分会保留。", f"{broken.text.en} What was downloaded is kept.")


def _other_size(url: str, size: int, found: str) -> ModelProblem:
    return problem(
        f"{url} 的大小与清单不符（清单 {size} 字节，服务器 {found}），没有安装。请稍后再试，或换一个来源。",
        f"{url} does not have the size of the list ({size} bytes; the server says {found}) and was not installed. Try"
        " again later, or take it from elsewhere.",
    )


def _no_archive(url: str) -> ModelProblem:
    return problem(
        f"{url} 给的不是 zip 文件，没有安装。请检查地址。",
        f"{url} gives no zip file, so nothing was installed. Check the address.",
    )
