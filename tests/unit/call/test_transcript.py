from __future__ import annotations

import pytest

from models.call.transcript import KEPT, Transcript
from models.events import Partial, Utterance, UtteranceCorrected, Word


def test_only_what_is_settled_of_a_partial_counts() -> None:
    transcript = Transcript()
    line = transcript.feed(Partial(2.0, "customer", "u1", "我要投诉你", 1.0, settled=4))
    assert line is not None
    assert line.text == "我要投诉"
    assert transcript.feed(Partial(2.1, "customer", "u1", "我要头数你们", 1.0)) is None


def test_a_later_reading_replaces_the_text_and_a_late_partial_does_not() -> None:
    transcript = Transcript()
    transcript.feed(Utterance(3.0, "agent", "u1", "按规定没版法", 1.0, 2.5))
    transcript.feed(UtteranceCorrected(4.0, "agent", "u1", "按规定没办法", 1.0, 2.5))
    assert transcript.feed(Partial(4.1, "agent", "u1", "按规定", 1.0, settled=3)) is None
    assert [line.text for line in transcript.lines("agent")] == ["按规定没办法"]


def test_times_of_words_come_from_the_words_where_there_are_any() -> None:
    transcript = Transcript()
    words = (Word("我要", 1.0, 1.4), Word("投诉", 3.0, 3.5))
    line = transcript.feed(Utterance(4.0, "customer", "u1", "我要投诉", 1.0, 3.5, words))
    assert line is not None
    assert line.time_of(2) == 1.4
    assert line.time_of(4) == 3.5
    bare = transcript.feed(Utterance(9.0, "customer", "u2", "我要投诉", 5.0, 9.0))
    assert bare is not None
    assert bare.time_of(2) == pytest.approx(7.0)


def test_it_is_bounded() -> None:
    transcript = Transcript()
    for n in range(KEPT + 50):
        transcript.feed(Utterance(float(n), "customer", f"u{n}", "喂", n - 1.0, float(n)))
    assert len(transcript.lines()) == KEPT
    assert transcript.line("customer", "u0") is None
