"""Conditions and what was heard: windows, counts, what makes a saying void, what is spent."""

from __future__ import annotations

import math

import pytest

from models.call.transcript import Line
from models.events import Leg, PhraseHeard
from models.playbook.conditions import After, All, AnyOf, IsOneOf, Not, Said, SignalTest, Situation, walk
from models.playbook.heard import KEPT, Heard, Listener
from models.playbook.phrases import Phrase, PhraseFinder

GROUPS = {"door": ("没办法", "不行"), "offer": ("我可以",)}


@pytest.fixture
def heard() -> Heard:
    owners = {phrase: (group,) for group, phrases in GROUPS.items() for phrase in phrases}
    listener = Listener(PhraseFinder([Phrase(text) for text in owners], "zh"), owners, frozenset(owners))
    return Heard({"agent": listener, "customer": listener})


def line(text: str, start: float, end: float, utterance: str = "", leg: Leg = "agent") -> Line:
    return Line(leg, utterance or f"u{start}", text, start, end, True)


def at(heard: Heard, now: float, since: float = -math.inf, **signals: float) -> Situation:
    return Situation(signals, heard, now=now, since=since)


def test_said_within_a_window_and_not_before(heard: Heard) -> None:
    heard.read(line("这个没办法", 0.0, 2.0))
    assert Said(("agent",), "door", within=5.0).holds(at(heard, 6.0))
    assert not Said(("agent",), "door", within=5.0).holds(at(heard, 8.0))
    assert not Said(("customer",), "door").holds(at(heard, 6.0))
    assert Said(("agent",), "door", within=60.0, ago=5.0).holds(at(heard, 8.0))
    assert not Said(("agent",), "door", within=60.0, ago=5.0).holds(at(heard, 4.0))


def test_counts_and_what_is_heard_and_read_counts_once(heard: Heard) -> None:
    heard.read(line("没办法", 0.0, 1.0))
    heard.hear(PhraseHeard(1.5, "agent", "没办法", 0.1, 1.0, 4.0))
    assert not Said(("agent",), "door", times=2).holds(at(heard, 2.0))
    heard.read(line("不行", 9.0, 9.5))
    assert Said(("agent",), "door", times=2).holds(at(heard, 10.0))


def test_an_offer_right_before_or_any_time_after_makes_a_refusal_void(heard: Heard) -> None:
    said = Said(("agent",), "door", unless="offer")
    heard.read(line("这个没办法", 0.0, 2.0))
    assert said.holds(at(heard, 3.0))
    heard.read(line("我可以给您换一个", 4.0, 6.0))
    assert not said.holds(at(heard, 6.5))


def test_what_settles_counts_at_a_pause_or_when_its_speaker_has_gone_on_with_other_words(
    heard: Heard,
) -> None:
    said = Said(("agent",), "door", settle=3.0)
    heard.read(line("这个没办法", 0.0, 2.0, "u1"))
    assert said.holds(at(heard, 2.5, **{"agent.silence": 0.3}))
    assert not said.holds(at(heard, 9.0, **{"agent.silence": 0.0})), "nothing is known of what came behind it"
    heard.read(line("这个没办法因为系统里面没有", 0.0, 5.5, "u1"))
    assert said.holds(at(heard, 5.6, **{"agent.silence": 0.0}))
    heard.read(line("这个没办法因为系统里面没有也不行", 0.0, 6.5, "u1"))
    assert not said.holds(at(heard, 6.6, **{"agent.silence": 0.0})), "it is at it again"


def reread(text: str, start: float, end: float, final: bool) -> Line:
    return Line("agent", "u1", text, start, end, final, reread=True)


def test_where_the_second_reading_has_passed_it_decides_what_was_heard(heard: Heard) -> None:
    said = Said(("agent",), "door")
    heard.hear(PhraseHeard(2.5, "agent", "不行", 1.5, 1.9, -0.4))
    assert heard.read(reread("我看一下您的", 0.0, 2.0, final=False)) is False
    assert said.holds(at(heard, 2.6)), "so near the end of the reading it is not sure"
    assert heard.read(reread("我看一下您的不像", 0.0, 2.4, final=False))
    assert not said.holds(at(heard, 3.0))
    heard.hear(PhraseHeard(4.0, "agent", "没办法", 3.0, 3.6, -0.1))
    heard.read(reread("我看一下您的不像这个没办法", 0.0, 3.6, final=True))
    assert [one.utterance for one in said.found(at(heard, 4.5))] == ["u1"]


def test_once_the_ear_listens_the_recognisers_text_has_to_say_a_phrase_as_it_is_written(heard: Heard) -> None:
    said = Said(("customer",), "door")
    heard.read(line("这个没半法", 0.0, 2.0, leg="customer"))
    assert said.holds(at(heard, 2.0)), "alone it is taken by its sound"
    heard.hear(PhraseHeard(12.0, "agent", "我可以", 11.0, 11.5, -0.1))
    heard.read(line("真的没半法", 20.0, 22.0, leg="customer"))
    assert len(said.found(at(heard, 23.0))) == 1
    heard.read(line("真的没办法", 30.0, 32.0, leg="customer"))
    assert len(said.found(at(heard, 33.0))) == 2


def test_the_recognisers_own_text_does_not_decide_what_was_heard(heard: Heard) -> None:
    heard.hear(PhraseHeard(2.5, "agent", "不行", 1.5, 1.9, -0.4))
    heard.read(line("我看一下您的不像", 0.0, 2.4))
    assert Said(("agent",), "door").holds(at(heard, 3.0))


def test_words_that_led_to_a_cue_are_spent_unless_they_shall_count_again(heard: Heard) -> None:
    heard.read(line("没办法", 0.0, 1.0))
    assert not Said(("agent",), "door").holds(at(heard, 3.0, since=2.0))
    assert Said(("agent",), "door", spent=False).holds(at(heard, 3.0, since=2.0))


def test_a_correction_takes_back_what_was_misread(heard: Heard) -> None:
    heard.read(line("没办法", 0.0, 1.0, "u1"))
    assert heard.last("agent", "door") == 1.0
    heard.read(line("没问题", 0.0, 1.0, "u1"))
    assert heard.last("agent", "door") == -math.inf


def test_what_nobody_asked_for_is_not_heard(heard: Heard) -> None:
    assert not heard.hear(PhraseHeard(1.0, "agent", "再见", 0.0, 1.0, 9.0))


def test_it_is_bounded(heard: Heard) -> None:
    for n in range(KEPT + 30):
        heard.read(line("没办法", n * 2.0, n * 2.0 + 1.0))
    assert len(heard.sayings("agent", "door")) == KEPT


def test_signals_hold_or_not(heard: Heard) -> None:
    test = SignalTest("customer.anger", at_least=0.6, hold=1.5)
    situation = at(heard, 5.0, **{"customer.anger": 0.7})
    assert not test.holds(situation)
    situation.held[test] = 4.0
    assert not test.holds(situation)
    situation.now = 5.5
    assert test.holds(situation)


def test_the_reasons_are_what_speaks_for_it_not_when_to_speak(heard: Heard) -> None:
    heard.read(line("这个没办法", 0.0, 2.0))
    situation = at(heard, 3.0, **{"customer.anger": 0.8, "agent.silence": 1.0})
    tree = All(
        (
            SignalTest("customer.anger", at_least=0.6),
            SignalTest("agent.silence", at_least=0.3),
            AnyOf((Said(("agent",), "door"), Said(("agent",), "offer"))),
            Not(Said(("customer",), "door")),
        )
    )
    assert tree.holds(situation)
    assert [(reason.kind, reason.words) for reason in tree.reasons(situation)] == [
        ("customer.anger", ""),
        ("words", "没办法"),
    ]
    assert len(list(walk(tree))) == 8


def test_after_another_cue_and_phase_and_style(heard: Heard) -> None:
    situation = at(heard, 10.0)
    situation.cues["listen", "followed"] = 4.0
    assert After(("acknowledge", "listen"), "followed", within=8.0).holds(situation)
    assert not After(("listen",), "followed", within=5.0).holds(situation)
    assert not After(("listen",), "shown").holds(situation)
    situation.phase, situation.style = "closing", "patient"
    assert IsOneOf("phase", frozenset({"closing"})).holds(situation)
    assert not IsOneOf("style", frozenset({"commanding"})).holds(situation)
