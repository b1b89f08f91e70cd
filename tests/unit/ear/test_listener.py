from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.blocks import BLOCK_S, RATE, Block
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.listener import AFTER_SPEECH_S, EVERY_S, TAIL_S, WINDOW_S, Listener, Pass, Progress

_SIZE = round(BLOCK_S * RATE)


def _call(speaking: list[bool]) -> list[Pass]:
    """The passes over blocks of which each speaks or not; a sample's value is the number of its block."""
    listener, passes = Listener("customer"), []
    for k, speaks in enumerate(speaking):
        block = Block("customer", k * BLOCK_S, np.full(_SIZE, k, np.float32), RATE)
        passes += listener.feed(block, speaks)
    return passes


def _blocks(*spans: tuple[float, bool]) -> list[bool]:
    return [speaks for seconds, speaks in spans for _ in range(round(seconds / BLOCK_S))]


def test_silence_is_not_listened_to() -> None:
    assert _call(_blocks((20, False))) == []


def test_a_look_each_second_while_somebody_speaks_and_one_after_it() -> None:
    passes = _call(_blocks((2, False), (3.4, True), (3, False)))
    assert [p.t for p in passes] == pytest.approx([3.0, 4.0, 5.0, 5.4 + AFTER_SPEECH_S])
    settled_to = [3.0 - TAIL_S, 4.0 - TAIL_S, 5.0 - TAIL_S, 5.4 + AFTER_SPEECH_S]
    assert [p.settles for p in passes] == pytest.approx(settled_to)


def test_a_look_has_the_last_seconds_and_nothing_older() -> None:
    last = _call(_blocks((9, True)))[-1]
    assert last.t == pytest.approx(9.0)
    assert len(last.samples) / RATE == pytest.approx(WINDOW_S, abs=BLOCK_S)
    assert last.samples[0] == round(last.t0 / BLOCK_S)
    assert last.samples[-1] == round(9 / BLOCK_S) - 1


def test_a_short_pause_does_not_end_the_speech() -> None:
    passes = _call(_blocks((0.9, True), (0.2, False), (0.8, True)))
    assert [p.t for p in passes] == pytest.approx([1.12])


def test_sound_behind_a_gap_in_time_is_a_new_beginning() -> None:
    listener = Listener("agent")
    for k in range(100):
        list(listener.feed(Block("agent", k * BLOCK_S, np.zeros(_SIZE, np.float32), RATE), True))
    passes: list[Pass] = []
    for k in range(60):
        passes += listener.feed(Block("agent", 50 + k * BLOCK_S, np.zeros(_SIZE, np.float32), RATE), True)
    assert passes[0].t0 == 50


def test_another_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="8000 Hz"):
        Listener("agent").feed(Block("agent", 0.0, np.zeros(160, np.float32), 8000), True)


def _progress(passes: list[Pass]) -> list[Progress]:
    listener = Listener("customer")
    return [listener.take(p, nothing_heard(p.t0, int(len(p.samples) / RATE / FRAME_S))) for p in passes]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.02, 4.0), st.booleans()), min_size=1, max_size=8))
def test_settled_frames_are_one_stream_that_holds_all_that_was_said(spans: list[tuple[float, bool]]) -> None:
    speaking = _blocks(*spans, (1.0, False))
    passes = _call(speaking)
    covered: list[tuple[float, float]] = []
    for asked, progress in zip(passes, _progress(passes), strict=True):
        settled, tentative = progress.settled, progress.tentative
        if covered:
            assert settled.t0 >= covered[-1][1] - FRAME_S / 2
        covered.append((settled.t0, settled.t_end))
        assert settled.t_end <= asked.settles + FRAME_S
        assert len(tentative) * FRAME_S <= TAIL_S + 2 * FRAME_S
        assert asked.t - asked.t0 <= WINDOW_S + BLOCK_S + 1e-6
    for k, speaks in enumerate(speaking):
        if speaks:
            middle = (k + 0.5) * BLOCK_S
            assert any(start - FRAME_S <= middle <= end + FRAME_S for start, end in covered)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=400))
def test_looks_are_never_many(speaking: list[bool]) -> None:
    passes = _call(speaking)
    assert len(passes) <= len(speaking) * BLOCK_S / min(EVERY_S, AFTER_SPEECH_S) + 1


def test_between_takes_the_frames_of_that_time() -> None:
    heard = Heard(10.0, np.arange(10, dtype=np.float32)[:, None] * np.ones(3, np.float32))
    part = heard.between(10.06, 10.15)
    assert part.log_posteriors[:, 0].tolist() == [2, 3, 4]
    assert part.t0 == pytest.approx(10.06)
    assert len(heard.between(11, 12)) == 0
    assert len(heard.between(5, 20)) == 10
