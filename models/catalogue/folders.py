"""Where speech models lie and in which order they are tried: policy folder, user folder, bundled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from models import manifest
from models.manifest import WEIGHTS, ModelProblem
from models.settings import data_folder, policy_folder
from models.speech.vosk_engine import NEEDED

Language: TypeAlias = Literal["zh", "en"]
Place: TypeAlias = Literal["policy", "user", "bundled"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""What a model, and so its folder, may be called."""
_IN_A_NAME = re.compile(r"(?:^|[-_])(zh|cn|en)(?=[-_.]|$)")


@dataclass(frozen=True, slots=True)
class Installed:
    """A speech model on this computer. language: None where neither manifest nor name tells it."""

    folder: Path
    language: Language | None
    place: Place

    @property
    def name(self) -> str:
        return self.folder.name


def user_models() -> Path:
    """Where `models install` puts a model, one folder each."""
    return data_folder() / "models"


def installed() -> list[Installed]:
    """Every speech model, in the order in which they are tried; in one place the last installed comes first."""
    places: tuple[tuple[Place, Path], ...] = (
        ("policy", policy_folder() / "models"),
        ("user", user_models()),
        ("bundled", WEIGHTS),
    )
    return [
        Installed(folder, language_of(folder), place)
        for place, root in places
        for folder in sorted(_model_folders(root), key=_age)
    ]


def candidates(language: str) -> list[Installed]:
    """The models for a language, the one to use first."""
    return [model for model in installed() if model.language == language]


def is_model(folder: Path) -> bool:
    """Whether the folder has what Vosk needs."""
    return all((folder / name).is_file() for name in NEEDED)


def language_of(folder: Path) -> Language | None:
    """From the manifest, else from the name, where official models have it ("vosk-model-small-cn-0.22")."""
    try:
        found = manifest.read(folder).language
    except ModelProblem:
        return language_in(folder.name)
    return _language(found)


def language_in(name: str) -> Language | None:
    """The language that a model's name tells."""
    found = _IN_A_NAME.search(name.lower())
    return _language(found[1]) if found else None


def _language(code: str) -> Language | None:
    if code in ("zh", "cn"):
        return "zh"
    return "en" if code == "en" else None


def _model_folders(root: Path) -> list[Path]:
    try:
        return [folder for folder in root.iterdir() if NAME.fullmatch(folder.name) and is_model(folder)]
    except OSError:
        return []


def _age(folder: Path) -> tuple[float, str]:
    """Sorts the last installed first: the manifest is written at installation."""
    written = folder / "manifest.json"
    return -(written if written.is_file() else folder).stat().st_mtime, folder.name
