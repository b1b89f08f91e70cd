"""Whether what was unpacked or copied is a speech model that CallCue can use, under a name it can have."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.catalogue.folders import NAME, Language, is_model
from models.catalogue.problem import problem
from models.catalogue.unpack import is_litter
from models.events import Text
from models.manifest import ModelProblem
from models.speech.vosk_engine import VoskModel

_STDERR = 2


def check_name(name: str, rename: Text) -> None:
    """rename: what the person can rename, as the beginning of the advice. Raises ModelProblem, as all here do."""
    if not NAME.fullmatch(name):
        raise problem(
            f"{name!r} 不能用作模型名。请{rename.zh}改名，只用字母、数字、点、横线和下划线，以字母或数字开头。",
            f"{name!r} cannot be a model's name. {rename.en}: letters, digits, dots, hyphens, underscores, the first a"
            " letter or digit.",
        )


def check_content(folder: Path) -> None:
    if is_model(folder):
        return
    if (folder / "final.mdl").is_file():
        raise problem(
            f"{folder.name} 是旧格式的 Vosk 模型，CallCue 用不了。请改用新的版本。",
            f"{folder.name} is a Vosk model in the old layout, which CallCue cannot use. Take a newer version.",
        )
    beside = [entry for entry in sorted(folder.iterdir()) if not is_litter([entry.name])]
    if len(beside) > 1 and (models := [entry.name for entry in beside if is_model(entry)]):
        raise problem(
            f"里面不只有一个模型文件夹：{_few(beside)}。请解开，用 --from 只指出一个，例如 {models[0]}。",
            f"It holds more than one model's folder: {_few(beside)}. Unpack it and name one with --from, such as"
            f" {models[0]}.",
        )
    raise problem(
        f"{folder.name or folder} 里没有 Vosk 语音模型（缺少 am/final.mdl 或 conf/model.conf）。请检查文件是否拿对了。",
        f"{folder.name or folder} holds no Vosk speech model (am/final.mdl or conf/model.conf is missing). Check that"
        " it is the right file.",
    )


def check_loads(folder: Path) -> None:
    """Better said now than at the next call."""
    if not loads(folder):
        raise problem(
            f"{folder.name} 的文件齐全，但语音识别库载入不了，没有安装。文件可能损坏，请换一个来源。",
            f"{folder.name} has the files of a model, but the recogniser cannot load them, so it was not installed."
            " They may be damaged: take it from elsewhere.",
        )


def loads(folder: Path) -> bool:
    """Whether the recogniser can use the model."""
    try:
        with _silent_library():
            VoskModel.load(folder)
    except ModelProblem:
        return False
    return True


@contextlib.contextmanager
def _silent_library() -> Iterator[None]:
    """OpenFst writes to the process's standard error whatever Vosk's log level; the sentence says it once."""
    kept, nowhere = os.dup(_STDERR), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    try:
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)


def check_language(name: str, told: str | None, wanted: Language | None) -> None:
    if told and wanted and told != wanted:
        raise problem(
            f"{name} 是 {told} 模型，不是 {wanted} 模型，没有安装。请去掉命令里的 {wanted}，或换一个文件。",
            f"{name} is a model for {told}, not for {wanted}, and was not installed. Leave out {wanted}, or take"
            " another file.",
        )


def _few(entries: Sequence[Path]) -> str:
    """The names of the first few."""
    return ", ".join(entry.name for entry in entries[:3]) + (" …" if len(entries) > 3 else "")
