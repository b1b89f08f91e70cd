"""Whether an archive is the one that was published."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.catalogue.problem import problem
from models.events import Text

PINNED = {
    "vosk-model-small-cn-0.22": "3af8b0e7e0f835ae9d414ce5df580237a3cfb08d586c9fbbb0f7ff29ad5b14ba",
    "vosk-model-small-en-us-0.15": "30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498",
    "vosk-model-en-us-0.22": "47f9a81ebb039dbb0bd319175c36ac393c0893b796c2b6303e64cf58c27b69f6",
}
"""SHA-256 of official archives, as several unrelated public projects pin them (distributions' packages among
them). A published archive never changes: a new model gets a new version."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """A hexadecimal digest; `by` says in both languages whose word it is."""

    kind: Literal["sha256", "md5"]
    digest: str
    by: Text

    def check(self, archive: Path) -> None:
        """Raises ModelProblem where the archive has another digest, OSError where it cannot be read."""
        with archive.open("rb") as file:
            found = hashlib.file_digest(file, self.kind).hexdigest()
        if found != self.digest.lower():
            raise problem(
                f"{archive.name} 的校验值不对（{self.by.zh}）：文件损坏或被换过，没有安装。请重新下载。",
                f"{archive.name} has the wrong checksum ({self.by.en}): it is damaged or was exchanged, and was"
                " not installed. Download it again.",
            )


def pinned(name: str) -> Checksum | None:
    """The checksum that ships with CallCue."""
    if name not in PINNED:
        return None
    return Checksum("sha256", PINNED[name], Text(zh="CallCue 自带的 SHA-256", en="SHA-256 pinned by CallCue"))
