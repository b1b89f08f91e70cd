"""What a labelled call's `call.json` holds, checked before anything is measured by it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from models.evaluate.bad_input import BadInput
from models.events import Text
from models.reasons import reason

LONGEST_S = 86_400
Seconds = Annotated[float, Meta(ge=0, le=LONGEST_S)]
Length = Annotated[float, Meta(gt=0, le=LONGEST_S)]
Speaker = Literal["agent", "customer"]
Emotion = Literal[
    "neutral", "anger", "sadness", "anxiety", "confused", "happy", "warm", "cold", "rushed", "defensive"
]
NEEDED = ("seconds", "turns", "expected")


class CallsError(BadInput):
    """The folder of calls is no good; `text` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(Text(zh, en))


class Timed(Struct):
    """A turn as far as a call with its sound needs it."""

    speaker: Speaker
    start: Seconds
    end: Seconds
    sentences: tuple[tuple[Seconds, Seconds], ...] = ()

    def __post_init__(self) -> None:
        _in_order(self.start, self.end)
        for start, end in self.sentences:
            _in_order(start, end)


class Turn(Timed, kw_only=True):
    """A turn that stands in for recogniser and feeling."""

    text: str
    emotion: Emotion
    intensity: Annotated[int, Meta(ge=0, le=3)] = 0


class Window(Struct):
    """When something holds."""

    start: Seconds = msgspec.field(name="from")
    end: Seconds = msgspec.field(name="to")

    def __post_init__(self) -> None:
        _in_order(self.start, self.end)


class CueWindow(Window, kw_only=True):
    """When a cue is expected or allowed, and what else will do."""

    cue: str
    accept: tuple[str, ...] = ()


class Call(Struct):
    """A call with its sound."""

    seconds: Length
    turns: tuple[Timed, ...]
    expected: tuple[CueWindow, ...]
    allowed: tuple[CueWindow, ...] = ()
    quiet: tuple[Window, ...] = ()


class WrittenCall(Call, kw_only=True):
    """A call whose turns are read instead of heard."""

    turns: tuple[Turn, ...]


def read_label(path: Path, written: bool) -> dict[str, Any]:
    """The labels as they are in the file, once they are known to be well formed. Raises CallsError.

    written: the turns have to tell the words and the feeling too
    """
    try:
        label = msgspec.json.decode(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        why = reason(error)
        raise CallsError(f"{path} 读不了（{why.zh}）。", f"{path} cannot be read ({why.en}).") from error
    if not isinstance(label, dict):
        raise CallsError(
            f"{path} 里应该是一通电话的标注：一个带 {'、'.join(NEEDED)} 的 JSON 对象。",
            f"{path} should be the labels of a call: a JSON object with {', '.join(NEEDED)}.",
        )
    lacks = sorted(set(NEEDED) - label.keys())
    if lacks:
        raise CallsError(f"{path} 缺少 {'、'.join(lacks)}。", f"{path} lacks {', '.join(lacks)}.")
    try:
        msgspec.convert(label, WrittenCall if written else Call)
    except msgspec.ValidationError as error:
        wrong = _wrong(str(error))
        raise CallsError(
            f"{path}：{wrong.zh}。请改正标注。", f"{path}: {wrong.en}. Mend the label."
        ) from error
    return label


_KINDS = {
    "array": Text("列表", "a list"),
    "object": Text("对象", "an object"),
    "str": Text("文字", "text"),
    "float": Text("数字", "a number"),
    "int": Text("整数", "a whole number"),
    "bool": Text("真假值", "true or false"),
    "null": Text("空值", "null"),
}


def _in_order(start: float, end: float) -> None:
    if end < start:
        raise ValueError(f"it ends ({end}) before it begins ({start})")


def _wrong(error: str) -> Text:
    """msgspec's sentence in both languages, where it is one that a label can cause."""
    what, _, where = error.partition(" - at `$.")
    place = where.rstrip("`")
    said = Text(what, what)
    if kinds := re.fullmatch(r"Expected `(\w+)`, got `(\w+)`", what):
        wanted, got = (_KINDS.get(kind, Text(kind, kind)) for kind in kinds.groups())
        said = Text(f"应为{wanted.zh}，却是{got.zh}", f"it should be {wanted.en} and is {got.en}")
    elif bound := re.fullmatch(r"Expected `\w+` ([<>]=?) ([\d.]+)", what):
        said = Text(f"应 {bound[1]} {bound[2]}", f"it should be {bound[1]} {bound[2]}")
    elif field := re.fullmatch(r"Object missing required field `(\w+)`", what):
        said = Text(f"缺少 {field[1]}", f"{field[1]} is missing")
    elif value := re.fullmatch(r"Invalid enum value (.+)", what):
        allowed = Speaker if place.endswith("speaker") else Emotion
        names = get_args(allowed)
        said = Text(
            f"不能是 {value[1]}，可以是 {'、'.join(names)}",
            f"it cannot be {value[1]}, but {', '.join(names)}",
        )
    elif order := re.fullmatch(r"it ends \((.+)\) before it begins \((.+)\)", what):
        said = Text(f"结束（{order[1]}）早于开始（{order[2]}）", what)
    elif length := re.fullmatch(r"Expected `array` of length (\d+).*", what):
        said = Text(f"应为 {length[1]} 个数的列表", f"it should be a list of {length[1]} numbers")
    return Text(f"{place} {said.zh}" if place else said.zh, f"{place}: {said.en}" if place else said.en)
