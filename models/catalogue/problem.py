"""A sentence on what went wrong with a model, in both languages."""

from __future__ import annotations

from models.events import Text
from models.manifest import ModelProblem
from models.reasons import reason


def problem(zh: str, en: str) -> ModelProblem:
    """An exception with one sentence: what, where, what to do."""
    return ModelProblem("model.install", Text(zh=zh, en=en))


def disk_full(where: object) -> ModelProblem:
    return problem(
        f"磁盘空间不足：{where}。请腾出空间后再运行一次。",
        f"The disk is full: {where}. Make room and run the command again.",
    )


def unwritable(where: object, error: OSError) -> ModelProblem:
    why = reason(error)
    return problem(
        f"无法写入 {where}（{why.zh}）。请检查权限，或用环境变量 CALLCUE_DATA 换一个文件夹。",
        f"{where} cannot be written ({why.en}). Check its permissions, or name another folder with CALLCUE_DATA.",
    )


def unreadable(what: object, error: OSError) -> ModelProblem:
    why = reason(error)
    return problem(
        f"{what} 读不了（{why.zh}）。请检查文件名和权限。",
        f"{what} cannot be read ({why.en}). Check its name and its permissions.",
    )
