"""Every setting: its type, default, one sentence, and whether a policy may lock it.

Read in this order, the later wins: the defaults here, the user's `settings.json`, the policy folder's
`*.json` in alphabetical order. What a policy sets is locked: the user can see it and not change it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from platformdirs import user_config_path, user_data_path

from models.events import Text
from models.reasons import reason

APP = "CallCue"


_SEPARATORS = re.compile(r"[,，;；、\n]")


def _setting(zh: str, en: str) -> Meta:
    return Meta(extra={"zh": zh, "en": en})


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings in force. Empty strings mean: choose by yourself."""

    language: Annotated[Literal["zh", "en"], _setting("界面和提示的语言", "Language of window and cues")] = (
        "zh"
    )
    speech_language: Annotated[Literal["zh", "en"], _setting("通话的语言", "Language that is spoken")] = "zh"
    customer_source: Annotated[str, _setting("客户声音的来源", "Where the customer's voice comes from")] = ""
    agent_source: Annotated[str, _setting("自己的麦克风", "Your microphone")] = ""
    speech_model: Annotated[str, _setting("语音识别模型的文件夹", "Folder of the speech model")] = ""
    playbook: Annotated[str, _setting("话术手册文件", "Playbook file")] = ""
    experience: Annotated[
        Literal["novice", "regular", "expert"],
        _setting("经验：新手多一些提示，老手少一些", "Experience: more cues for novices, fewer for experts"),
    ] = "regular"
    start_by_speech: Annotated[
        bool, _setting("客户一开口就开始通话", "Start the call when the customer speaks")
    ] = True
    end_after_silence_s: Annotated[
        float,
        Meta(ge=10, le=3600),
        _setting("双方沉默多少秒后结束通话", "End the call after so much silence (s)"),
    ] = 90.0
    keep_records: Annotated[
        bool, _setting("保存通话记录（文字，已隐去号码）", "Keep call records (redacted text)")
    ] = True
    second_reading: Annotated[
        bool, _setting("用第二遍识别来更正文字", "Correct the text by a second reading")
    ] = True
    theme: Annotated[Literal["system", "light", "dark", "contrast"], _setting("外观", "Appearance")] = (
        "system"
    )
    size_percent: Annotated[int, Meta(ge=80, le=200), _setting("大小（%）", "Size (%)")] = 100
    opacity_percent: Annotated[int, Meta(ge=40, le=100), _setting("不透明度（%）", "Opacity (%)")] = 95
    reduce_motion: Annotated[bool, _setting("减少动画", "Less motion")] = False
    sound: Annotated[bool, _setting("提示音", "Sound with a cue")] = False
    place: Annotated[
        Literal["free", "top_left", "top", "top_right", "bottom_left", "bottom", "bottom_right"],
        _setting("悬浮条的位置", "Place of the strip"),
    ] = "free"
    quiet_cues: Annotated[tuple[str, ...], _setting("不想要的提示", "Cues that are not wanted")] = ()
    dispositions: Annotated[
        tuple[str, ...],
        _setting("通话结果的选项（用逗号分开）", "Outcomes to choose from (separated by commas)"),
    ] = ()
    policy_contact: Annotated[str, _setting("锁定的设置可以找谁改", "Who can change what is locked")] = ""
    hotkey_done: Annotated[str, _setting("快捷键：已做到", "Hotkey: done")] = "Ctrl+Alt+J"
    hotkey_dismiss: Annotated[str, _setting("快捷键：收起提示", "Hotkey: dismiss")] = "Ctrl+Alt+K"
    hotkey_wording: Annotated[str, _setting("快捷键：换一种说法", "Hotkey: another wording")] = "Ctrl+Alt+M"
    hotkey_call: Annotated[str, _setting("快捷键：开始或结束通话", "Hotkey: start or end the call")] = (
        "Ctrl+Alt+L"
    )
    hotkey_reach: Annotated[str, _setting("快捷键：打开悬浮条", "Hotkey: reach the strip")] = "Ctrl+Alt+H"


class SettingsError(Exception):
    """A setting or its value is no good; `text` says which and why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


class Loaded(msgspec.Struct, frozen=True):
    """Settings with where they came from.

    locked: names that a policy has set; problems: one sentence a file or value that was left out
    """

    settings: Settings
    locked: frozenset[str] = frozenset()
    problems: tuple[Text, ...] = ()


def config_folder() -> Path:
    """The user's folder for settings; `CALLCUE_CONFIG` names another one."""
    return Path(os.environ.get("CALLCUE_CONFIG") or user_config_path(APP, appauthor=False))


def data_folder() -> Path:
    """The user's folder for records and models; `CALLCUE_DATA` names another one."""
    return Path(os.environ.get("CALLCUE_DATA") or user_data_path(APP, appauthor=False))


def policy_folder() -> Path:
    """Where IT puts what holds for everybody on this machine; `CALLCUE_POLICY` names another one."""
    if named := os.environ.get("CALLCUE_POLICY"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / APP / "policies"
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / APP / "policies"
    return Path("/etc/callcue/policies")


def sentence(name: str, language: Literal["zh", "en"]) -> str:
    """The one sentence that explains a setting."""
    kind: Any = msgspec.inspect.type_info(Settings)
    for field in kind.fields:
        if field.name == name:
            return str(field.type.extra[language])
    raise _no_setting(name)


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with one value replaced. Raises SettingsError with a sentence where it does not fit."""
    values = msgspec.to_builtins(settings)
    if name not in values:
        raise _no_setting(name)
    listed = isinstance(values[name], list | tuple)
    values[name] = _parts(value) if listed and isinstance(value, str) else value
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(
            zh=f"设置项 {name} 不能设为 {value!r}（{error}）。",
            en=f"Setting {name}: {value!r} does not fit ({error}).",
        ) from error


def load() -> Loaded:
    """The settings in force. A broken file is left out and named; it never stops the program."""
    settings = Settings()
    problems: list[Text] = []
    locked: set[str] = set()
    for path in (config_folder() / "settings.json", *sorted(policy_folder().glob("*.json"))):
        for name, value in _read(path, problems).items():
            try:
                settings = changed(settings, name, value)
            except SettingsError as error:
                problems.append(Text(zh=f"{path}：{error.text.zh}", en=f"{path}: {error.text.en}"))
                continue
            if path.name != "settings.json" or path.parent == policy_folder():
                locked.add(name)
    return Loaded(settings, frozenset(locked), tuple(problems))


def save(settings: Settings) -> None:
    """Write what differs from the defaults. Raises OSError where the folder cannot be written."""
    default = msgspec.to_builtins(Settings())
    values = {k: v for k, v in msgspec.to_builtins(settings).items() if v != default[k]}
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
        json.dump(values, file, ensure_ascii=False, indent=1)
    Path(file.name).replace(folder / "settings.json")


def _parts(line: str) -> list[str]:
    """A list as a person types it."""
    return [part.strip() for part in _SEPARATORS.split(line) if part.strip()]


def _no_setting(name: str) -> SettingsError:
    return SettingsError(zh=f"没有 {name!r} 这个设置项。", en=f"There is no setting {name!r}.")


def _read(path: Path, problems: list[Text]) -> Mapping[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        why = reason(error)
        problems.append(
            Text(
                zh=f"设置文件 {path} 读不了（{why.zh}），已跳过。",
                en=f"The settings file {path} cannot be read ({why.en}); it is left out.",
            )
        )
        return {}
    if not isinstance(values, dict):
        problems.append(
            Text(
                zh=f"设置文件 {path} 的内容应是一个 JSON 对象，已跳过。",
                en=f"The settings file {path} should hold one JSON object; it is left out.",
            )
        )
        return {}
    return values
