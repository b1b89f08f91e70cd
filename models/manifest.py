"""What stands beside every model that ships: `manifest.json` with source, licence, method, figures and hashes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from models.events import Text
from models.reasons import reason

WEIGHTS = Path(__file__).parent / "weights"
"""Where the models that ship lie, one folder each."""


class ModelProblem(Exception):
    """A model is missing or broken. `text` is the sentence for the person; `code` names the problem."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text.en)
        self.code = code
        self.text = text


class Manifest(msgspec.Struct, frozen=True):
    """part: what it is for ("speech", "ear", "words", "voice"); files: relative path -> sha256."""

    name: str
    part: str
    language: str
    source: str
    licence: str
    method: str
    figures: dict[str, str]
    files: dict[str, str]
    seed: int | None = None


def read(folder: Path) -> Manifest:
    """The manifest of a model folder. Raises ModelProblem where there is none or it is no manifest."""
    path = folder / "manifest.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise missing(folder) from error
    except PermissionError as error:
        raise unreadable(path, error) from error
    except (OSError, msgspec.DecodeError) as error:
        raise broken(folder, path.name) from error


def verified(folder: Path) -> Manifest:
    """The manifest, after every file of it has been read and found to be what it should be."""
    manifest = read(folder)
    for name, wanted in manifest.files.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except PermissionError as error:
            raise unreadable(folder / name, error) from error
        except OSError as error:
            raise broken(folder, name) from error
        if found != wanted:
            raise broken(folder, name)
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file in the folder but the manifest and its README, for writing a manifest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", "README.md")
    }


def missing(folder: Path) -> ModelProblem:
    return ModelProblem(
        "model.missing",
        Text(
            zh=f"找不到模型：{folder}。请在设置里选择模型文件夹，或重新安装 CallCue。",
            en=f"No model in {folder}. Choose a model folder in the settings, or install CallCue again.",
        ),
    )


def broken(folder: Path, name: str) -> ModelProblem:
    return ModelProblem(
        "model.broken",
        Text(
            zh=f"模型已损坏：{folder} 里的 {name} 缺失或内容不对。请重新安装这个模型。",
            en=f"The model in {folder} is broken: {name} is missing or has the wrong content. Install it again.",
        ),
    )


def unreadable(path: Path, error: OSError) -> ModelProblem:
    why = reason(error)
    return ModelProblem(
        "model.broken",
        Text(
            zh=f"模型读不了：{path}（{why.zh}）。请检查权限。",
            en=f"The model cannot be read: {path} ({why.en}). Check its permissions.",
        ),
    )
