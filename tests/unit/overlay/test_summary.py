"""After a call: how it went, what helped, what was left."""

from __future__ import annotations

from models import events
from overlay.presenters.summary import SummaryPresenter, SummaryView


def _call(levels: list[tuple[float, int]], length: float, *more: events.AnyEvent) -> SummaryView | None:
    presenter = SummaryPresenter()
    presenter.feed(events.CallStarted(0, "c", "file"))
    told = [*(events.CallState(t, level) for t, level in levels), *more]
    for event in sorted(told, key=lambda event: event.t):
        presenter.feed(event)
    presenter.feed(events.CallEnded(length, "c", "button"))
    return presenter.view


def _cue(t: float, rule: str) -> events.CueShown:
    return events.CueShown(t, f"{rule}{t}", rule, rule.title(), ("x",), "y", "warn")


_STORM = [(t / 2, 3 if t < 40 else 7 if t < 120 else 4) for t in range(200)]


def test_start_peak_and_end() -> None:
    view = _call(_STORM, 100)
    assert view
    assert (view.first, view.peak, view.peak_at, view.last, view.duration) == (3, 7, "00:20", 4, "01:40")


def test_the_followed_cue_after_which_it_fell_helped() -> None:
    view = _call(_STORM, 100, _cue(50, "acknowledge"), events.CueFollowed(58, "acknowledge50", "acknowledge"))
    assert view
    assert view.helped == "Acknowledge"


def test_a_cue_that_changed_nothing_did_not_help() -> None:
    view = _call(_STORM, 100, _cue(5, "listen"), events.CueFollowed(6, "listen5", "listen"))
    assert view
    assert view.helped == ""


def test_what_came_most_often_and_was_never_followed_is_worth_a_try() -> None:
    view = _call(_STORM, 100, _cue(5, "listen"), _cue(30, "restate"), _cue(60, "restate"))
    assert view
    assert view.missed == "Restate"


def test_a_call_with_long_anger_was_hard_and_a_calm_one_was_not() -> None:
    hard, calm = _call(_STORM, 100), _call([(t / 2, 2) for t in range(200)], 100)
    assert hard
    assert calm
    assert hard.hard
    assert not calm.hard


def test_a_wrong_number_gets_no_card() -> None:
    assert _call([(1, 3)], 8) is None


def test_the_next_call_takes_the_card_away() -> None:
    presenter = SummaryPresenter()
    presenter.feed(events.CallState(1, 3))
    presenter.feed(events.CallEnded(60, "c", "button"))
    assert presenter.view
    presenter.feed(events.CallStarted(0, "d", "button"))
    assert presenter.view is None


def test_a_test_call_is_not_looked_back_on() -> None:
    presenter = SummaryPresenter()
    presenter.feed(events.CallStarted(0, "t", "button", test=True))
    for t, level in _STORM:
        presenter.feed(events.CallState(t, level))
    presenter.feed(events.CallEnded(100, "t", "button"))
    assert presenter.view is None


def test_the_offer_of_a_moment_is_made_once() -> None:
    presenter = SummaryPresenter()
    for t, level in _STORM:
        presenter.feed(events.CallState(t, level))
    presenter.feed(events.CallEnded(100, "c", "button"))
    assert presenter.view
    assert presenter.view.hard
    presenter.rested()
    assert not presenter.view.hard
