"""The states of the overlay, each told by the events that lead to it: for the gallery and for tests."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models import events
from models.events import AnyEvent, Reason, Text
from overlay.presenters.card import Language

Told = Iterable[AnyEvent]


@dataclass(frozen=True)
class Scene:
    """A state's name and the events that lead to it.

    reached: the pointer is on the grip; opened: the card is; breathing: the minute to breathe has begun
    noted: a note is written and an outcome chosen
    """

    name: str
    tell: Callable[[Language], Told]
    reached: bool = False
    opened: bool = False
    breathing: bool = False
    noted: bool = False


def scenes() -> tuple[Scene, ...]:
    return (
        Scene("not-connected", lambda _: ()),
        Scene("engine-lost", _engine_lost),
        Scene("ready", lambda _: (events.EngineStatus(t=0, state="ready"),)),
        Scene("ready-reached", lambda _: (events.EngineStatus(t=0, state="ready"),), reached=True),
        Scene("calm", lambda _: _call(48, _calm)),
        Scene("cue-warn", lambda language: (*_call(204, _rising), _acknowledge(language))),
        Scene(
            "cue-waiting",
            lambda language: (*_call(204, _rising), _acknowledge(language), _options(language, "waiting")),
        ),
        Scene(
            "cue-opened",
            lambda language: (*_call(204, _rising), _acknowledge(language), _options(language, "waiting")),
            opened=True,
        ),
        Scene("cue-info", lambda language: (*_call(204, _passing), _options(language, "main"))),
        Scene("cue-critical", lambda language: (*_call(204, _furious), _boundary(language))),
        Scene("cue-followed", _followed),
        Scene("dead-leg", _dead_leg),
        Scene("clipped-leg", _clipped_leg),
        Scene("in-call-reached", lambda _: _call(95, _calm), reached=True),
        Scene("after-call", _after_call),
        Scene("after-call-noted", _after_call, noted=True),
        Scene("after-hard-call", _after_hard_call),
        Scene("breathing", lambda _: (events.EngineStatus(t=0, state="ready"),), breathing=True),
        Scene("paused", lambda _: (events.EngineStatus(t=0, state="paused"),)),
        Scene("recording", lambda _: (*_call(3724, _calm), _recording())),
    )


def note(language: Language) -> str:
    """What an agent might write down after a call."""
    return "周五前回电，补发配件" if language == "zh" else "Call back by Friday, parts to be sent again"


def spoken(language: Language) -> Told:
    """A few lines of a call, for the transcript."""
    zh = language == "zh"
    said: tuple[tuple[events.Leg, str], ...] = (
        ("agent", "您好，请问有什么可以帮您？" if zh else "Good morning, how can I help you?"),
        ("customer", "我等了三天了，你们到底管不管？" if zh else "I've waited three days. Do you even care?"),
        (
            "agent",
            "让您久等了，我现在就帮您查。" if zh else "I'm sorry you had to wait. Let me look it up now.",
        ),
        ("customer", "每次都说查，我真的很生气。" if zh else "You say that every time. I'm really angry."),
    )
    for number, (leg, text) in enumerate(said):
        unsure = (events.Word("三天" if zh else "three days", 0, 0, confidence=0.3),) if number == 1 else ()
        yield events.Utterance(
            number * 6 + 5, leg, f"u{number}", text, number * 6 + 1, number * 6 + 5, unsure
        )
    words = ("到底管不管", "很生气") if zh else ("Do you even care", "really angry")
    reasons = tuple(Reason("words", 0.6, words=word) for word in words)
    yield events.Feeling(24, 0.7, 0.8, 0, 0, 0, 0, -0.7, "words", reasons=reasons)
    going_on = "我理解您的心情，换成" if zh else "I understand how you feel, in your"
    yield events.Partial(28, "agent", "u9", going_on, 25, settled=7 if zh else 24)


def _call(seconds: float, feeling: Callable[[float], int]) -> Iterator[AnyEvent]:
    yield events.EngineStatus(t=0, state="in_call")
    yield events.CallStarted(t=0, call="demo", by="file")
    first = max(0.0, seconds - 130)
    for step in range(int((seconds - first) * 2) + 1):
        t = first + step / 2
        yield events.CallState(t=t, level=feeling(seconds - t))
    yield events.LegLevel(t=seconds, leg="customer", level_db=-24, peak_db=-18, speaking=True)
    yield events.LegLevel(t=seconds, leg="agent", level_db=-57, peak_db=-50)


def _calm(ago: float) -> int:
    return 2 + (math.sin(ago / 9) > 0.7)


def _rising(ago: float) -> int:
    return 6 if ago < 12 else 5 if ago < 30 else 4 if ago < 62 else 3 if ago < 80 else 2


def _passing(ago: float) -> int:
    return 5 if 40 < ago < 70 else 4 if 25 < ago < 85 else 5 if ago < 6 else 3


def _furious(ago: float) -> int:
    return 7 if ago < 14 else 6 if ago < 40 else 5 if ago < 66 else 3


def _acknowledge(language: Language) -> AnyEvent:
    zh = language == "zh"
    return events.CueShown(
        t=204,
        cue="acknowledge-1",
        rule="acknowledge",
        title="先认可感受" if zh else "Acknowledge",
        say=("我能理解您现在很着急，换成我也会生气的。", "等了三天还没消息，确实让人窝火。")
        if zh
        else ("I can hear how frustrating this is. I'd feel the same.", "Three days is too long. I'm sorry."),
        why="语速快三成，声音变高；说了“没办法？”" if zh else "A third faster, voice up; “no way?”",
        severity="warn",
        reasons=(
            Reason("rate", 0.5, text=Text("语速比平时快三成", "Speaks a third faster than before")),
            Reason("pitch", 0.4, text=Text("声音高了 4 个半音", "Voice is up by 4 semitones")),
            Reason(
                "words", 0.6, words="你们到底管不管" if zh else "do you even care", text=Text("说了", "Said")
            ),
        ),
    )


def _options(language: Language, place: str) -> AnyEvent:
    zh = language == "zh"
    return events.CueShown(
        t=204,
        cue="options-1",
        rule="offer_options",
        title="给出选择" if zh else "Offer a choice",
        say=("您看是今天下午四点前送到，还是改到周末，哪个更方便？",)
        if zh
        else ("Would this afternoon suit you, or is the weekend better?",),
        why="客户第二次问“什么时候”" if zh else "Asked “when” for the second time",
        severity="info",
        place="main" if place == "main" else "waiting",
    )


def _boundary(language: Language) -> AnyEvent:
    zh = language == "zh"
    return events.CueShown(
        t=204,
        cue="boundary-1",
        rule="set_boundary",
        title="设界限，不还口" if zh else "Set a boundary",
        say=("我愿意帮您解决，也请您不要这样说，不然我只能先结束通话。",)
        if zh
        else (
            "I want to help you with this. Please don't speak to me like that, or I'll have to end the call.",
        ),
        why="第二次辱骂" if zh else "Second insult",
        severity="critical",
    )


def _followed(language: Language) -> Told:
    words = "我理解您的心情" if language == "zh" else "I understand"
    return (
        *_call(204, _rising),
        _acknowledge(language),
        events.CueFollowed(t=209, cue="acknowledge-1", rule="acknowledge", words=words),
    )


def _dead_leg(_: Language) -> Told:
    text = Text(
        "20 秒没有听到客户的声音：请看耳机是否换了",
        "No sound from the customer for 20 s: has the headset changed?",
    )
    health = events.LegHealth(t=204, leg="customer", state="silent", since=20, text=text)
    return (*_call(204, lambda ago: 3 if ago > 30 else 2), health)


def _clipped_leg(_: Language) -> Told:
    text = Text(
        "您的麦克风声音太大，听起来会破音：请把麦克风离嘴远一点，或调低音量。",
        "Your microphone is too loud and distorts: move it away from your mouth, or turn it down.",
    )
    return (*_call(64, _calm), events.LegHealth(t=64, leg="agent", state="clipped", text=text))


def _after_call(language: Language) -> Told:
    return (
        *_call(250, lambda ago: 2 if ago < 60 else 5 if ago < 110 else 3),
        events.EngineStatus(t=250, state="ready"),
        events.CallEnded(t=250, call="demo", by="button"),
    )


def _after_hard_call(language: Language) -> Told:
    zh = language == "zh"
    return (
        *_call(204, _furious),
        _boundary(language),
        events.CueExpired(t=205, cue="boundary-1", rule="set_boundary", why="time"),
        _acknowledge(language),
        events.CueFollowed(t=206, cue="acknowledge-1", rule="acknowledge", words="理解" if zh else "sorry"),
        *(events.CallState(t=206 + step / 2, level=4 if step > 6 else 7) for step in range(60)),
        events.EngineStatus(t=236, state="ready"),
        events.CallEnded(t=236, call="demo", by="button"),
    )


def _engine_lost(_: Language) -> Told:
    text = Text(
        "分析引擎停了，正在重新启动：找不到语音识别模型。",
        "The engine stopped and is being restarted: the speech model is missing.",
    )
    return (events.Problem(t=0, code="engine_lost", text=text, severity="critical"),)


def _recording() -> AnyEvent:
    return events.EngineStatus(t=3724, state="in_call", recording=True)
