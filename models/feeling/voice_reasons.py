"""Which measures pushed the score, in words that an agent reads."""

from __future__ import annotations

from collections.abc import Callable

from models.events import Reason, Text
from models.feeling.measures import MEASURES, Values

LEAST_PUSH = 0.3
"""In log-odds: what pushed less is not worth the agent's eye."""
MOST = 2


def reasons(pushes: Values, values: Values, calm: Values) -> tuple[Reason, ...]:
    """At most MOST reasons, the strongest first; only what raised the score and can be put into words."""
    found: list[Reason] = []
    for index in pushes.argsort()[::-1].tolist():
        push, name = float(pushes[index]), MEASURES[index]
        if push < LEAST_PUSH or len(found) == MOST:
            break
        text = _IN_WORDS[name](float(values[index]), float(calm[index])) if name in _IN_WORDS else None
        if text is not None:
            found.append(Reason(kind=name, weight=round(min(1.0, push / 3.0), 2), text=text))
    return tuple(found)


def _rate(value: float, calm: float) -> Text | None:
    tenths = round(10.0 * (value / calm - 1.0)) if calm > 0 else 0
    if tenths < 1:
        return None
    zh = f"语速比开始快{_TENTHS[tenths]}成" if tenths < 10 else "语速比开始快一倍以上"
    return Text(zh=zh, en=f"{10 * tenths} % faster than at the start")


_TENTHS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九")


def _pitch(value: float, calm: float) -> Text | None:
    higher = value - calm
    if higher < 1.0:
        return None
    if higher < 3.0:
        return Text(zh="音调比开始高了一些", en="voice somewhat higher than at the start")
    return Text(zh="音调比开始高了很多", en="voice much higher than at the start")


def _more(zh: str, en: str) -> Callable[[float, float], Text | None]:
    return lambda value, calm: Text(zh=zh, en=en) if value > calm else None


_IN_WORDS: dict[str, Callable[[float, float], Text | None]] = {
    "rate": _rate,
    "pitch": _pitch,
    "pitch_range": _more("语调起伏变大", "bigger rises and falls in pitch"),
    "tilt": _more("嗓音又紧又亮", "a harder, brighter voice"),
    "change": _more("吐字又急又重", "words come quick and clipped"),
}
