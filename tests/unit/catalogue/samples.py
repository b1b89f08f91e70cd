"""Small models as archives and as entries of a list."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

NAME = "vosk-model-small-cn-9.9"
FILES = {
    "am/final.mdl": random.Random(1).randbytes(3000),
    "conf/model.conf": b"--min-active=200\n",
    "graph/words.txt": "你好 1\n".encode(),
    "README": b"for tests\n",
}


def zipped(files: Mapping[str, bytes], top: str = f"{NAME}/") -> bytes:
    """An archive of these files, in one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return out.getvalue()


def written(folder: Path, files: Mapping[str, bytes] = FILES) -> Path:
    """An unpacked model."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def entry(archive: bytes, url: str, **other: object) -> dict[str, object]:
    """As in the official list."""
    return {
        "lang": "cn",
        "lang_text": "Chinese",
        "md5": hashlib.md5(archive).hexdigest(),
        "name": NAME,
        "obsolete": "false",
        "size": len(archive),
        "size_text": "3 kB",
        "type": "small",
        "url": url,
        "version": "9.9",
        **other,
    }


def listed(entries: Iterable[object]) -> bytes:
    return json.dumps(list(entries)).encode()
