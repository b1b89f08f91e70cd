"""What is wrong with a leg, and what to do about it, in one sentence."""

from __future__ import annotations

from audio.blocks import HealthState, Leg
from models.events import Text

_WHO = {"customer": ("客户", "the customer"), "agent": ("您的麦克风", "your microphone")}

_SENTENCES: dict[HealthState, tuple[str, str]] = {
    "silent": (
        "20 秒没有听到{who}的声音：请检查设备，看耳机是否换了",
        "No sound from {who} for 20 s: check the device, has the headset changed?",
    ),
    "no_data": (
        "{who}的声音中断了：请检查设备连接",
        "Nothing comes from {who} any more: check that the device is connected",
    ),
    "clipped": (
        "{who}的声音过大，已失真：请调低音量",
        "The sound from {who} is too loud and distorted: turn it down",
    ),
    "lost": (
        "{who}的设备已断开：插回后会自动恢复，也可以在设置里换一个",
        "The device of {who} is gone: plug it in again, or choose another one in the settings",
    ),
    "wrong_source": (
        "系统把{who}换到了别的设备：已停止收听这一路，请在设置里重新选择",
        "The system moved {who} to another device: this leg is off, choose a device in the settings",
    ),
}


def sentence(leg: Leg, state: HealthState) -> Text | None:
    """None where all is well."""
    if state == "ok":
        return None
    zh, en = _SENTENCES[state]
    who_zh, who_en = _WHO[leg]
    return Text(zh=zh.format(who=who_zh), en=en.format(who=who_en))
