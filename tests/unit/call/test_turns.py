from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.call.turns import Turns
from models.events import Leg, SpeechEnded, SpeechStarted


def follow(*speech: tuple[Leg, float, float], until: float) -> Turns:
    """Turns after these stretches of speech, noticed 0.15 s after a start and 0.5 s after an end."""
    events = [SpeechStarted(start + 0.15, leg, start) for leg, start, _ in speech]
    ends = [SpeechEnded(end + 0.5, leg, start, end) for leg, start, end in speech]
    turns = Turns()
    for event in sorted([*events, *ends], key=lambda event: event.t):
        if event.t > until:
            break
        turns.advance(event.t)
        if isinstance(event, SpeechStarted):
            turns.started(event)
        else:
            turns.ended(event)
    turns.advance(until)
    return turns


def test_silence_counts_from_the_end_of_the_speech_not_from_when_it_was_noticed() -> None:
    turns = follow(("customer", 1.0, 4.0), until=6.0)
    assert turns.silence("customer", 6.0) == pytest.approx(2.0)
    assert turns.silence("agent", 6.0) == pytest.approx(6.0)


def test_a_back_channel_neither_ends_the_monologue_nor_interrupts() -> None:
    turns = follow(("customer", 0.0, 12.0), ("agent", 5.0, 5.4), until=10.0)
    assert turns.monologue("customer", 10.0) == pytest.approx(10.0)
    assert turns.interruptions("agent", 10.0) == 0


def test_a_back_channel_in_a_pause_leaves_the_turn_whole() -> None:
    turns = follow(("customer", 0.0, 5.0), ("agent", 5.2, 5.6), ("customer", 6.0, 11.0), until=10.0)
    assert turns.monologue("customer", 10.0) == pytest.approx(10.0)


def test_speaking_into_the_others_sentence_is_an_interruption() -> None:
    turns = follow(("customer", 0.0, 6.0), ("agent", 3.0, 5.0), until=7.0)
    assert turns.interruptions("agent", 7.0) == 1
    assert turns.interruptions("customer", 7.0) == 0
    assert turns.interruptions("agent", 40.0) == 0, "only the last 30 s count"


def test_an_answer_given_before_the_end_was_noticed_is_no_interruption() -> None:
    turns = follow(("customer", 0.0, 6.0), ("agent", 6.2, 9.0), ("customer", 9.2, 12.0), until=14.0)
    assert turns.interruptions("agent", 14.0) == 0
    assert turns.interruptions("customer", 14.0) == 0


def test_overtalk_is_what_both_spoke_at_once() -> None:
    turns = follow(("customer", 0.0, 6.0), ("agent", 4.0, 8.0), until=10.0)
    assert turns.overtalk(10.0) == pytest.approx(2.0)


def test_dead_air_needs_both_to_have_spoken() -> None:
    turns = follow(("agent", 0.0, 2.0), until=20.0)
    assert turns.dead_air(20.0) == 0.0
    turns = follow(("agent", 0.0, 2.0), ("customer", 2.5, 4.0), until=20.0)
    assert turns.dead_air(20.0) == pytest.approx(16.0)


def test_the_share_of_the_talking() -> None:
    turns = follow(("agent", 0.0, 6.0), ("customer", 6.5, 8.5), until=10.0)
    assert turns.agent_share() == pytest.approx(0.75)
    assert Turns().agent_share() == 0.5


def test_who_spoke_last() -> None:
    turns = follow(("customer", 0.0, 3.0), ("agent", 3.5, 6.0), until=8.0)
    assert turns.last == "agent"


@given(
    st.lists(
        st.tuples(st.sampled_from(["customer", "agent"]), st.floats(0, 50), st.floats(0.05, 10)), max_size=20
    )
)
def test_whatever_comes_nothing_is_negative(speech: list[tuple[Leg, float, float]]) -> None:
    turns = follow(*((leg, start, start + length) for leg, start, length in speech), until=70.0)
    for leg in ("customer", "agent"):
        assert turns.silence(leg, 70.0) >= 0
        assert turns.monologue(leg, 70.0) >= 0
        assert turns.speech(leg, 70.0) >= 0
    assert turns.overtalk(70.0) >= 0
    assert 0 <= turns.agent_share() <= 1
