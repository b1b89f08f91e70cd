"""The card's presenter: which cue is on it, and what the agent's answers do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models import events
from overlay.presenters.card import WAITING_AT_MOST, CardPresenter


def _cue(name: str, place: str = "main", **more: object) -> events.CueShown:
    return events.CueShown(
        1.0, name, f"rule-{name}", f"title-{name}", ("one", "two"), "why", "warn",
        place="waiting" if place == "waiting" else "main", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _showing(*cues: events.CueShown) -> CardPresenter:
    presenter = CardPresenter("en")
    for cue in cues:
        presenter.feed(cue)
    return presenter


def test_nothing_to_say() -> None:
    assert CardPresenter().view is None


def test_a_cue_is_shown_with_what_it_says() -> None:
    view = _showing(_cue("a")).view
    assert view
    assert (view.title, view.say, view.why, view.icon) == ("title-a", "one", "why", "rule-a")


def test_the_next_cue_peeks_out_and_comes_when_the_engine_says_so() -> None:
    presenter = _showing(_cue("a"), _cue("b", "waiting"))
    assert presenter.view
    assert (presenter.view.cue, presenter.view.next_title) == ("a", "title-b")
    presenter.feed(events.CueExpired(2, "a", "rule-a", "time"))
    assert presenter.view is None
    presenter.feed(events.CueUpdated(2, "b", "main"))
    assert presenter.view
    assert (presenter.view.cue, presenter.view.next_title) == ("b", "")


def test_another_wording_goes_round() -> None:
    presenter = _showing(_cue("a"))
    said = []
    for _ in range(3):
        assert presenter.view
        said.append(presenter.view.say)
        presenter.next_wording()
    assert said == ["one", "two", "one"]


def test_done_shows_the_tick_until_it_has_left_and_answers_only_once() -> None:
    presenter = _showing(_cue("a"))
    assert presenter.done() == events.CueDone("a")
    assert presenter.view
    assert presenter.view.followed
    assert presenter.done() is None
    presenter.feed(events.CueFollowed(2, "a", "rule-a"))
    presenter.left()
    assert presenter.view is None


def test_a_cue_that_comes_while_the_tick_is_drawn_waits_for_it() -> None:
    presenter = _showing(_cue("a"), _cue("b", "waiting"))
    presenter.feed(events.CueFollowed(2, "a", "rule-a", "words"))
    presenter.feed(events.CueUpdated(2, "b", "main"))
    assert presenter.view
    assert (presenter.view.cue, presenter.view.followed) == ("a", True)
    presenter.left()
    assert presenter.view
    assert (presenter.view.cue, presenter.view.followed) == ("b", False)


def test_dismiss_snooze_and_mute_send_it_away_at_once() -> None:
    for answer, command in (
        (CardPresenter.dismiss, events.CueDismiss("a")),
        (CardPresenter.snooze, events.CueSnooze("a")),
        (CardPresenter.mute, events.CueMute("a")),
    ):
        presenter = _showing(_cue("a"))
        assert answer(presenter) == command
        assert presenter.view is None
        assert answer(presenter) is None


def test_a_rating_is_kept_and_the_cue_stays() -> None:
    presenter = _showing(_cue("a"))
    assert presenter.rate(helpful=False) == events.CueRate("a", helpful=False)
    assert presenter.view
    assert presenter.view.rated is False


def test_reasons_are_read_in_the_language_of_the_agent() -> None:
    reasons = (
        events.Reason("rate", text=events.Text("快三成", "A third faster")),
        events.Reason("words", words="no way", text=events.Text("说了", "Said")),
        events.Reason("words", words="hurry"),
    )
    presenter = _showing(_cue("a", reasons=reasons))
    assert presenter.view
    assert presenter.view.reasons == ("A third faster", "Said “no way”", "“hurry”")
    presenter.language = "zh"
    assert presenter.view.reasons[0] == "快三成"


def test_an_ended_call_and_a_pause_clear_the_card() -> None:
    for event in (events.CallEnded(9, "c", "button"), events.EngineStatus(t=9, state="paused")):
        presenter = _showing(_cue("a"), _cue("b", "waiting"))
        presenter.feed(event)
        assert presenter.view is None


_NAMES = st.sampled_from("abc")
_EVENTS = st.one_of(
    st.builds(_cue, _NAMES, st.sampled_from(["main", "waiting"])),
    st.builds(lambda name: events.CueUpdated(1, name), _NAMES),
    st.builds(lambda name: events.CueFollowed(1, name, "r"), _NAMES),
    st.builds(lambda name: events.CueExpired(1, name, "r", "time"), _NAMES),
    st.builds(lambda name: events.CueDismissed(1, name, "r"), _NAMES),
)


@given(st.lists(_EVENTS, max_size=40))
def test_any_order_of_events_is_survived(told: list[events.AnyEvent]) -> None:
    presenter = CardPresenter()
    for event in told:
        presenter.feed(event)
        view = presenter.view
        assert view is None or view.title == f"title-{view.cue}"
    presenter.left()
    presenter.clear()
    assert presenter.view is None


def test_waiting_cues_have_an_end() -> None:
    presenter = _showing(_cue("main"), *(_cue(f"w{n}", "waiting") for n in range(50)))
    left = 0
    while presenter.dismiss():
        left += 1
        presenter.feed(events.CueUpdated(1, f"w{50 - left}"))
    assert left == WAITING_AT_MOST
