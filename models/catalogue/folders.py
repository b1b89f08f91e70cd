"""Where speech models lie and in which order they are tried: policy folder, user folder, bundled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from models import manifest
from models.events import Text
from models.manifest import WEIGHTS, ModelProblem
from models.reasons import reason
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


@dataclass(frozen=True, slots=True)
class Damaged:
    """A folder where models lie that cannot be used as one, and why not."""

    folder: Path
    place: Place
    why: Text


def user_models() -> Path:
    """Where `models install` puts a model, one folder each."""
    return data_folder() / "models"


def installed() -> list[Installed]:
    """Every speech model, in the order in which they are tried; in one place the last installed comes first."""
    return [
        Installed(folder, language_of(folder), place)
        for place, root in (*_places(), ("bundled", WEIGHTS))
        for folder in sorted(_model_folders(root), key=_age)
    ]


def damaged() -> list[Damaged]:
    """What lies in the policy's and the user's folder and is no model: nobody puts anything else there."""
    found = []
    for place, root in _places():
        try:
            folders = sorted(_folders(root))
        except FileNotFoundError:
            continue
        except OSError as error:
            found.append(Damaged(root, place, _unreadable(error)))
            continue
        found += [Damaged(folder, place, why) for folder in folders if (why := _why_no_model(folder))]
    return found


def candidates(language: str) -> list[Installed]:
    """The models for a language, the one to use first."""
    return [model for model in installed() if model.language == language]


def is_model(folder: Path) -> bool:
    """Whether the folder has what Vosk needs."""
    try:
        return all((folder / name).is_file() for name in NEEDED)
    except OSError:
        return False


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


def _places() -> tuple[tuple[Place, Path], ...]:
    return ("policy", policy_folder() / "models"), ("user", user_models())


def _folders(root: Path) -> list[Path]:
    """Without hidden ones: an installation under way is one."""
    return [entry for entry in root.iterdir() if entry.is_dir() and not entry.name.startswith(".")]


def _model_folders(root: Path) -> list[Path]:
    try:
        return [folder for folder in _folders(root) if NAME.fullmatch(folder.name) and is_model(folder)]
    except OSError:
        return []


def _why_no_model(folder: Path) -> Text | None:
    if not NAME.fullmatch(folder.name):
        return Text(
            zh="文件夹名只能用字母、数字、点、横线和下划线",
            en="its name may only have letters, digits, dots, hyphens and underscores",
        )
    try:
        missing = next((name for name in NEEDED if not (folder / name).is_file()), None)
    except OSError as error:
        return _unreadable(error)
    return Text(zh=f"{missing} 缺失", en=f"{missing} is missing") if missing else None


def _unreadable(error: OSError) -> Text:
    why = reason(error)
    return Text(zh=f"读不了（{why.zh}）", en=f"cannot be read ({why.en})")


def _age(folder: Path) -> tuple[float, str]:
    """Sorts the last installed first: the manifest is written at installation."""
    written = folder / "manifest.json"
    return -(written if written.is_file() else folder).stat().st_mtime, folder.name
