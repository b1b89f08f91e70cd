"""What went wrong in `audio`, which speaks no language of its own, and what to do about it, in one sentence."""

from __future__ import annotations

from audio.activity import DetectorMissing
from audio.sources.source import SourceError
from models.events import Text

_KINDS = {"system output": "扬声器输出", "microphone": "麦克风"}

_SENTENCES = {
    "portaudio.missing": (
        "缺少声音组件 PortAudio：请安装 libportaudio2（Debian：sudo apt install libportaudio2）。",
        "PortAudio is missing: install libportaudio2 (Debian: sudo apt install libportaudio2).",
    ),
    "device.missing": (
        "找不到{zh}：请检查设备是否插好，或在设置里换一个（main.py devices 可列出全部）。",
        "No such sound input: {name}. Check that it is plugged in, or choose another (main.py devices lists them).",
    ),
    "device.refused": (
        "声音设备“{name}”打不开：可能被别的程序占用，请换一个或重新插拔。",
        "The sound input {name} cannot be opened; another program may be using it. "
        "Choose another one or plug it in again.",
    ),
    "file.missing": (
        "没有 {name} 这个声音文件：请检查路径。",
        "There is no sound file {name}: check the path.",
    ),
    "file.unreadable": (
        "声音文件 {name} 读不了（{detail}）：请换成 WAV、FLAC、Opus 或 MP3。",
        "The sound file {name} cannot be read ({detail}): use WAV, FLAC, Opus or MP3.",
    ),
    "call.missing": (
        "文件夹 {name} 里没有一通电话的两路声音：需要 {detail}（agent 同理）。",
        "The folder {name} holds no two legs of a call: {detail}, and the same for agent, are looked for.",
    ),
}


def no_sound(error: SourceError) -> Text:
    """Why a device or a sound file gives no sound."""
    zh, en = _SENTENCES[error.code]
    known = {
        "name": error.name,
        "detail": error.detail,
        "zh": _KINDS.get(error.name, f"声音设备“{error.name}”"),
    }
    return Text(zh=zh.format(**known), en=en.format(**known))


def no_detector(error: DetectorMissing) -> Text:
    """Without the voice detector nobody can be told from silence."""
    return Text(
        zh=f"语音检测模型打不开（{error}）：请重新安装 CallCue。",
        en=f"The voice detector's model cannot be read ({error}): install CallCue again.",
    )
