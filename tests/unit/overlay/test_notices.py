"""What is wrong, gravest first, until it is solved."""

from __future__ import annotations

from models import events
from overlay.presenters.notices import KEPT_AT_MOST, NoticePresenter


def _problem(code: str, severity: str = "warn", **more: object) -> events.Problem:
    return events.Problem(1, code, events.Text(f"中 {code}", code), severity=severity, **more)  # type: ignore[arg-type]


def test_the_gravest_comes_first_and_the_others_are_counted() -> None:
    presenter = NoticePresenter("en")
    for problem in (_problem("small", "info"), _problem("grave", "critical"), _problem("middling")):
        presenter.feed(problem)
    assert presenter.view
    assert (presenter.view.text, presenter.view.more) == ("grave", 2)


def test_among_equals_the_newest_is_shown() -> None:
    presenter = NoticePresenter("zh")
    presenter.feed(_problem("first"))
    presenter.feed(_problem("second"))
    assert presenter.view
    assert presenter.view.text == "中 second"


def test_what_is_solved_is_gone() -> None:
    presenter = NoticePresenter()
    presenter.feed(_problem("a"))
    presenter.feed(_problem("a", solved=True))
    assert presenter.view is None


def test_a_sick_leg_is_said_until_it_is_well() -> None:
    presenter = NoticePresenter("en")
    presenter.feed(events.LegHealth(1, "customer", "silent", text=events.Text("听不到", "no sound")))
    assert presenter.view
    assert (presenter.view.text, presenter.view.leg) == ("no sound", "customer")
    presenter.feed(events.LegHealth(2, "customer", "ok"))
    assert presenter.view is None


def test_both_legs_may_be_sick() -> None:
    presenter = NoticePresenter("en")
    for leg in ("customer", "agent"):
        presenter.feed(events.LegHealth(1, leg, "silent", text=events.Text("x", leg)))  # type: ignore[arg-type]
    presenter.feed(events.LegHealth(2, "agent", "ok"))
    assert presenter.view
    assert presenter.view.leg == "customer"


def test_there_is_an_end_to_what_is_kept() -> None:
    presenter = NoticePresenter()
    for number in range(100):
        presenter.feed(_problem(str(number)))
    assert presenter.view
    assert presenter.view.more == KEPT_AT_MOST - 1
