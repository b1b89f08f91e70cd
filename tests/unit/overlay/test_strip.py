"""The strip's presenter: clock, level, trace, meters, and what is forgotten when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import events
from overlay.presenters.strip import LegView, StripPresenter, StripView, clock, meter


def _in_call(presenter: StripPresenter) -> None:
    presenter.feed(events.CallStarted(t=0, call="c", by="file"))
    presenter.feed(events.EngineStatus(t=0, state="in_call"))


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (59.9, "00:59"), (204, "03:24"), (3724, "1:02:04"), (-1, "00:00")]
)
def test_the_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@given(st.floats(allow_nan=False))
def test_a_meter_never_leaves_its_bar(level_db: float) -> None:
    assert 0.0 <= meter(level_db) <= 1.0


def test_a_louder_leg_fills_more_of_its_meter() -> None:
    assert meter(-90) == 0.0
    assert meter(-45) < meter(-30) < meter(-12) == 1.0


def test_the_level_and_the_time_of_a_call() -> None:
    presenter = StripPresenter()
    _in_call(presenter)
    presenter.feed(events.CallState(t=65.5, level=6))
    assert presenter.view.level == 6
    assert presenter.view.clock == "01:05"
    assert presenter.view.phase == "in_call"


def test_the_trace_keeps_two_minutes_and_moves_left() -> None:
    presenter = StripPresenter()
    _in_call(presenter)
    for step in range(600):
        presenter.feed(events.CallState(t=step / 2, level=7 if step > 450 else 1))
    xs = [x for x, _ in presenter.view.trace]
    assert len(xs) <= 241
    assert xs == sorted(xs)
    assert xs[0] >= 0.0
    assert xs[-1] == pytest.approx(1.0)
    ys = [y for _, y in presenter.view.trace]
    assert ys[0] < 0.5 < ys[-1] <= 1.0


def test_a_cue_leaves_a_mark_until_two_minutes_have_passed() -> None:
    presenter = StripPresenter()
    _in_call(presenter)
    presenter.feed(events.CueShown(10, "1", "listen", "t", (), "", "info"))
    assert presenter.view.marks == (pytest.approx(10 / 120),)
    presenter.feed(events.CallState(t=140, level=3))
    assert presenter.view.marks == ()


def test_legs_are_told_apart_and_a_dead_one_is_marked() -> None:
    presenter = StripPresenter()
    presenter.feed(events.LegLevel(1, "customer", -12.0, -6.0, speaking=True))
    presenter.feed(events.LegHealth(2, "agent", "silent", text=events.Text("x", "x")))
    assert presenter.view.customer == LegView(1.0, speaking=True)
    assert presenter.view.agent == LegView(dead=True)
    presenter.feed(events.LegHealth(3, "agent", "ok"))
    assert not presenter.view.agent.dead


def test_a_clipped_leg_is_still_alive() -> None:
    presenter = StripPresenter()
    presenter.feed(events.LegHealth(2, "agent", "clipped", text=events.Text("x", "x")))
    assert not presenter.view.agent.dead


def test_the_next_call_begins_with_a_clean_trace() -> None:
    presenter = StripPresenter()
    _in_call(presenter)
    presenter.feed(events.CallState(t=20, level=7))
    presenter.feed(events.CallEnded(t=30, call="c", by="button"))
    assert presenter.view.phase == "ready"
    assert presenter.view.trace
    _in_call(presenter)
    assert presenter.view.trace == ()
    assert presenter.view.level is None
    assert presenter.view.clock == "00:00"


def test_recording_is_shown() -> None:
    presenter = StripPresenter()
    presenter.feed(events.EngineStatus(t=0, state="in_call", recording=True))
    assert presenter.view.recording


def test_nothing_is_known_after_the_engine_was_lost() -> None:
    presenter = StripPresenter()
    _in_call(presenter)
    presenter.feed(events.CallState(t=20, level=7))
    presenter.clear()
    assert presenter.view == StripView()
