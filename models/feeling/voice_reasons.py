"""Which measures pushed a score, in words that an agent reads."""

from __future__ import annotations

from models.events import Reason, Text
from models.feeling.measures import MEASURES, Values
from models.feeling.voice_model import Scores

LEAST_PUSH = 0.7
"""In log-odds: what pushed less is not worth the agent's eye."""
MOST = 2
LEAST_ST, MUCH_ST = 1.0, 3.0
_TENTHS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九")


def reasons(scores: Scores, values: Values, calm: Values) -> tuple[Reason, ...]:
    """At most MOST reasons, the strongest first; only what raised the score and can be put into words."""
    pushed = [
        (float(push), name, _in_words(name, float(value), float(usual)))
        for push, name, value, usual in zip(scores.pushes, MEASURES, values, calm, strict=True)
    ]
    if max(scores.arousal, scores.anger) >= scores.sadness:
        pushed.append((scores.timbre, "timbre", _ANGRY_TIMBRE))
    strongest = sorted((p for p in pushed if p[0] >= LEAST_PUSH), key=lambda p: -p[0])
    found = [
        Reason(kind=name, weight=round(min(1.0, push / 4.0), 2), text=text)
        for push, name, text in strongest
        if text is not None
    ]
    return tuple(found[:MOST])


def _in_words(name: str, value: float, calm: float) -> Text | None:
    if name == "rate":
        return _rate(value / calm) if calm > 0.0 else None
    if name == "pitch":
        return _pitch(value - calm)
    more, less = _WORDS[name]
    return more if value > calm else less


def _rate(ratio: float) -> Text | None:
    tenths = round(10.0 * abs(ratio - 1.0))
    if tenths == 0:
        return None
    faster = ratio > 1.0
    if tenths >= 10:
        return Text(zh="语速比开始快一倍以上", en="more than twice as fast as at the start")
    zh, en = ("快", "faster") if faster else ("慢", "slower")
    return Text(zh=f"语速比开始{zh}{_TENTHS[tenths]}成", en=f"{10 * tenths} % {en} than at the start")


def _pitch(higher_st: float) -> Text | None:
    if abs(higher_st) < LEAST_ST:
        return None
    if higher_st < 0.0:
        return Text(zh="声音比开始低沉", en="a lower voice than at the start")
    if higher_st < MUCH_ST:
        return Text(zh="音调比开始高了一些", en="voice somewhat higher than at the start")
    return Text(zh="音调比开始高了很多", en="voice much higher than at the start")


_ANGRY_TIMBRE = Text(zh="声音里带着火气", en="an angry edge in the voice")

_WORDS = {
    "pitch_range": (
        Text(zh="语调起伏变大", en="bigger rises and falls in pitch"),
        Text(zh="语调变平", en="a flatter tone of voice"),
    ),
    "tilt": (
        Text(zh="嗓音又紧又亮", en="a harder, brighter voice"),
        Text(zh="嗓音发闷无力", en="a duller, weaker voice"),
    ),
    "change": (
        Text(zh="吐字又急又重", en="words come quick and clipped"),
        Text(zh="吐字含混拖沓", en="words come slow and slurred"),
    ),
}
