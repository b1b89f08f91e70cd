"""The official list of Vosk models: read from its site, kept in the user's folder, usable without the site."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from models.catalogue import checksum, https
from models.catalogue.checksum import Checksum
from models.catalogue.folders import NAME, Language
from models.catalogue.problem import problem
from models.events import Text
from models.manifest import ModelProblem
from models.settings import data_folder

OFFICIAL = "https://alphacephei.com/vosk/models/model-list.json"
FRESH_S = 24 * 3600.0
MOST_BYTES = 4_000_000
TIMEOUT_S = 15.0
_LANGUAGES: dict[str, Language] = {
    "cn": "zh",
    "zh": "zh",
    "en": "en",
    "en-us": "en",
    "en-gb": "en",
    "en-in": "en",
}


class Published(msgspec.Struct, frozen=True):
    """One model of the list. size: bytes of the archive; type: "small", "big" or "big-lgraph".

    sha256: not in the official list; a company's own list may have it.
    """

    name: str
    lang: str
    type: str
    url: str
    size: int
    md5: str
    version: str = ""
    obsolete: str | bool = "false"
    sha256: str = ""

    @property
    def language(self) -> Language | None:
        return _LANGUAGES.get(self.lang)

    @property
    def checksum(self) -> Checksum:
        """The best there is: our own, else the list's."""
        if own := checksum.pinned(self.name):
            return own
        if self.sha256:
            return Checksum("sha256", self.sha256, Text(zh="清单里的 SHA-256", en="SHA-256 from the list"))
        return Checksum("md5", self.md5, Text(zh="清单里的 MD5，较弱", en="MD5 from the list, a weak check"))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The models, how many seconds ago the list was read, and why it could not be read anew."""

    models: Sequence[Published]
    age_s: float
    why: ModelProblem | None = None


def address() -> str:
    """Where the list is; `CALLCUE_MODEL_LIST` names a company's own copy of it."""
    return os.environ.get("CALLCUE_MODEL_LIST") or OFFICIAL


def is_official() -> bool:
    return address() == OFFICIAL


def catalogue() -> Catalogue:
    """The list: the kept one while it is less than a day old, else from its site, else the kept one all the same.

    Raises ModelProblem where neither can be had.
    """
    kept = _kept()
    if kept and kept.age_s < FRESH_S:
        return kept
    try:
        data = https.read(address(), MOST_BYTES, TIMEOUT_S)
        models = parsed(data)
    except ModelProblem as why:
        if kept is None:
            raise
        return Catalogue(kept.models, kept.age_s, why)
    if models:
        _keep(data)
    return Catalogue(models, 0.0)


def kept_model(name: str) -> Published | None:
    """What the kept list says of a model, without any network."""
    kept = _kept()
    return next((model for model in kept.models if model.name == name), None) if kept else None


def parsed(data: bytes) -> list[Published]:
    """The speech models for Mandarin and English that are not obsolete; an entry that makes no sense is left out."""
    try:
        entries = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise problem(
            f"模型清单读不懂（{address()}）：内容不是预期的格式。请稍后再试，或用 --from 安装已下载的文件。",
            f"The list of models at {address()} is not what it should be. Try again later, or install a file that"
            " you have with --from.",
        ) from error
    return [model for entry in entries if (model := _model(entry)) is not None]


def _model(entry: msgspec.Raw) -> Published | None:
    try:
        model = msgspec.json.decode(entry, type=Published)
    except (msgspec.DecodeError, RecursionError):
        return None
    sensible = (
        NAME.fullmatch(model.name)
        and model.language
        and model.type in ("small", "big", "big-lgraph")
        and str(model.obsolete).lower() != "true"
        and model.url.startswith("https://")
        and model.size > 0
        and _is_digest(model.md5, "md5")
        and (not model.sha256 or _is_digest(model.sha256, "sha256"))
    )
    return model if sensible else None


def _is_digest(text: str, kind: Literal["md5", "sha256"]) -> bool:
    return len(text) == {"md5": 32, "sha256": 64}[kind] and re.fullmatch("[0-9a-fA-F]+", text) is not None


def _file() -> Path:
    """One for each address: a company's list is not the official one."""
    of = hashlib.sha256(address().encode()).hexdigest()[:12]
    return data_folder() / "downloads" / f"model-list-{of}.json"


def _kept() -> Catalogue | None:
    try:
        data, written = _file().read_bytes(), _file().stat().st_mtime
        return Catalogue(parsed(data), max(0.0, time.time() - written))
    except (OSError, ModelProblem):
        return None


def _keep(data: bytes) -> None:
    """A list that cannot be kept is no reason to stop: it is read again next time."""
    part = _file().with_suffix(".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(_file())
    except OSError:
        part.unlink(missing_ok=True)
