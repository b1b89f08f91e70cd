from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.call.signals import BY_NAME, SIGNALS
from models.call.state import CallTracker
from models.call.tick import Tick
from models.events import CallState, Event, Feeling, LegLevel, Utterance, VoiceMeasured
from models.playbook.script import Turn, play

ANGRY = {"anger": 0.8, "arousal": 0.8}


def states(*turns: Turn, end: float) -> list[CallState]:
    tracker = CallTracker()
    return [state for event in play(turns, end) for state in tracker.feed(event)]


def test_a_state_comes_with_every_tick_and_with_nothing_else() -> None:
    given = states(Turn("customer", 0.5, 3.0, "你好我想查一下话费"), end=5.0)
    assert [state.t for state in given] == [n / 2 for n in range(1, 11)]


def test_every_named_signal_is_there_and_within_its_range() -> None:
    turns = [
        Turn("agent", 0.5, 2.0, "您好请讲", rate=7.0),
        Turn("customer", 2.4, 12.0, "我等了三天了打了四次电话你们到底管不管", ANGRY),
        Turn("agent", 9.0, 13.0, "您先报一下订单号是多少", rate=7.0),
    ]
    for state in states(*turns, end=30.0):
        assert state.signals.keys() == BY_NAME.keys()
        for name, value in state.signals.items():
            assert BY_NAME[name].low <= value <= BY_NAME[name].high, name


def test_the_same_events_give_the_same_states() -> None:
    turns = [Turn("customer", 0.5, 6.0, "我等了三天了", ANGRY), Turn("agent", 6.5, 9.0, "按规定没办法")]
    assert states(*turns, end=20.0) == states(*turns, end=20.0)


def test_a_rise_names_what_was_said_before_it() -> None:
    tracker = CallTracker()
    turns = [
        Turn("customer", 0.5, 3.0, "我想退货"),
        Turn("agent", 3.5, 6.0, "按规定没办法"),
        Turn("customer", 6.5, 10.0, "什么叫没办法", ANGRY),
    ]
    for event in play(turns, 15.0):
        tracker.feed(event)
    assert [(trigger.by, trigger.words) for trigger in tracker.triggers] == [("agent", "按规定没办法")]


def test_the_agents_answer_echoes_the_customer_or_it_does_not() -> None:
    story = Turn("customer", 0.5, 6.0, "上周三买的空气净化器有响声")
    heard = states(story, Turn("agent", 6.5, 10.0, "您上周三买的空气净化器有响声"), end=12.0)[-1]
    passed_over = states(story, Turn("agent", 6.5, 10.0, "请您留意短信通知"), end=12.0)[-1]
    assert heard.signals["agent.echo"] > 0.8
    assert passed_over.signals["agent.echo"] == 0.0


def test_the_agents_pace_is_that_of_the_last_seconds() -> None:
    tracker = CallTracker()
    tracker.feed(VoiceMeasured(1.0, "agent", 7.0, "ear", -20.0))
    tracker.feed(VoiceMeasured(1.5, "agent", 8.0, "ear", -20.0))
    assert tracker.signals["agent.rate"] == pytest.approx(7.5)
    tracker.feed(Tick(20.0))
    assert tracker.signals["agent.rate"] == 0.0


def test_a_flag_is_up_for_a_few_seconds() -> None:
    tracker = CallTracker()
    tracker.feed(Feeling(1.0, 0, 0, 0, 0, 0, 0, 0, "words", flags=("threat",)))
    assert tracker.signals["flag.threat"] == 1.0
    tracker.feed(Tick(4.5))
    assert tracker.signals["flag.threat"] == 1.0
    tracker.feed(Tick(6.0))
    assert tracker.signals["flag.threat"] == 0.0


def test_signals_say_what_they_are_in_both_languages() -> None:
    assert len(BY_NAME) == len(SIGNALS)
    for signal in SIGNALS:
        assert signal.zh
        assert signal.en
        assert signal.low < signal.high


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.builds(Tick, st.floats(0, 100)),
            st.builds(
                Utterance,
                st.floats(0, 100),
                st.sampled_from(["customer", "agent"]),
                st.text(max_size=3),
                st.text(max_size=30),
                st.floats(0, 100),
                st.floats(0, 100),
            ),
            st.builds(LegLevel, st.floats(0, 100), st.just("customer"), st.just(-30.0), st.just(-20.0)),
        ),
        max_size=30,
    )
)
def test_no_text_and_no_order_of_times_breaks_it(events: list[Event | Tick]) -> None:
    tracker = CallTracker()
    for event in events:
        for state in tracker.feed(event):
            assert 1 <= state.level <= 7


def test_the_state_knows_nothing_of_qt_or_devices() -> None:
    folder = Path(__file__).parents[3] / "models" / "call"
    for source in folder.glob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert "import time" not in text
        assert "overlay" not in text
