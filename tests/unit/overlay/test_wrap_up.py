"""What an agent notes after a call: told once, never lost, never for a call that nobody keeps."""

from __future__ import annotations

import pytest

from models import events
from overlay.presenters.wrap_up import NOTE_AT_MOST, WrapUpPresenter


@pytest.fixture
def wrap_up() -> WrapUpPresenter:
    made = WrapUpPresenter()
    made.options = ("done", "open")
    made.feed(events.CallStarted(0, "k1", "button"))
    made.feed(events.CallEnded(60, "k1", "button"))
    return made


def test_it_is_there_from_the_end_of_a_call_to_the_next(wrap_up: WrapUpPresenter) -> None:
    assert wrap_up.view
    assert wrap_up.view.options == ("done", "open")
    wrap_up.feed(events.CallStarted(0, "k2", "button"))
    assert wrap_up.view is None


def test_a_choice_is_told_at_once_and_can_be_taken_back(wrap_up: WrapUpPresenter) -> None:
    assert wrap_up.choose("done") == events.WrapUp("k1", "", "done")
    assert wrap_up.news() is None
    assert wrap_up.choose("done") == events.WrapUp("k1", "", "")


def test_a_note_that_was_not_finished_is_still_told_when_the_next_call_begins(
    wrap_up: WrapUpPresenter,
) -> None:
    wrap_up.write("call back ")
    wrap_up.feed(events.CallStarted(0, "k2", "speech"))
    assert wrap_up.news() == events.WrapUp("k1", "call back", "")
    assert wrap_up.news() is None


def test_nothing_noted_is_nothing_told(wrap_up: WrapUpPresenter) -> None:
    wrap_up.close()
    assert wrap_up.news() is None


def test_a_note_is_short(wrap_up: WrapUpPresenter) -> None:
    wrap_up.write("x" * 2 * NOTE_AT_MOST)
    told = wrap_up.choose("open")
    assert told
    assert len(told.note) == NOTE_AT_MOST


@pytest.mark.parametrize(("kept", "test"), [(False, False), (True, True)])
def test_without_a_record_nothing_is_asked(kept: bool, test: bool) -> None:
    presenter = WrapUpPresenter()
    presenter.kept = kept
    presenter.feed(events.CallStarted(0, "k1", "button", test=test))
    presenter.feed(events.CallEnded(60, "k1", "button"))
    assert presenter.view is None
    assert presenter.choose("done") is None
