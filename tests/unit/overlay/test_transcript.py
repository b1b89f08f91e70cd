"""The written call: partials become utterances, feeling words are marked, only the customer's."""

from __future__ import annotations

from models import events
from overlay.presenters.transcript import LINES_AT_MOST, TranscriptPresenter, doubtful


def _feeling(words: str) -> events.Feeling:
    return events.Feeling(
        9, 0.5, 0.8, 0, 0, 0, 0, -0.5, "words", reasons=(events.Reason("words", 0.5, words=words),)
    )  # fmt: skip


def test_a_partial_becomes_an_utterance_and_is_corrected() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Partial(1, "customer", "u1", "我等了", 0.5, settled=2))
    (line,) = presenter.lines
    assert (line.text, line.goes_on, line.at) == ("我等了", True, "00:00")
    presenter.feed(events.Utterance(3, "customer", "u1", "我等了三天", 0.5, 3.0))
    presenter.feed(events.UtteranceCorrected(4, "customer", "u1", "我等了四天", 0.5, 3.0))
    (line,) = presenter.lines
    assert (line.text, line.goes_on) == ("我等了四天", False)


def test_a_better_reading_of_the_beginning_stays_while_the_speaker_goes_on() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Partial(2, "customer", "u1", "我灯了三天", 0.5))
    presenter.feed(events.UtteranceCorrected(3, "customer", "u1", "我等了", 0.5, 1.5, goes_on=True))
    (line,) = presenter.lines
    assert (line.text, line.settled, line.goes_on) == ("我等了三天", 3, True)
    presenter.feed(events.Partial(4, "customer", "u1", "我灯了三天乐", 0.5))
    assert presenter.lines[0].text == "我等了三天乐"
    presenter.feed(events.Partial(6, "customer", "u2", "还有一件事", 5.5))
    assert presenter.lines[1].text == "还有一件事"
    presenter.feed(events.UtteranceCorrected(7, "agent", "u3", "您说", 6, 6.5, goes_on=True))
    assert presenter.lines[2].text == "您说"


def test_numbers_are_shown_in_figures_where_the_engine_has_them() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Utterance(3, "customer", "u1", "我要打一二三一五", 0.5, 3.0, shown="我要打12315"))
    assert presenter.lines[0].text == "我要打12315"


def test_two_legs_with_one_name_for_an_utterance_are_two_lines() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Utterance(3, "customer", "1", "喂", 0.5, 3.0))
    presenter.feed(events.Utterance(4, "agent", "1", "您好", 0.5, 3.0))
    assert [line.leg for line in presenter.lines] == ["customer", "agent"]


def test_feeling_words_are_marked_in_the_customers_lines_alone() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Utterance(3, "customer", "1", "我很生气，真的很生气", 0.5, 3.0))
    presenter.feed(events.Utterance(4, "agent", "2", "您很生气我理解", 3.5, 4.0))
    presenter.feed(_feeling("很生气"))
    customer, agent = presenter.lines
    assert [customer.text[start:end] for start, end in customer.felt] == ["很生气", "很生气"]
    assert agent.felt == ()
    presenter.feed(events.Utterance(6, "customer", "3", "还是很生气", 5.5, 6.0))
    assert presenter.lines[-1].felt == ((2, 5),)


def test_an_empty_reading_takes_its_line_away() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Partial(1, "customer", "u1", "嗯", 0.5))
    presenter.feed(events.Utterance(2, "customer", "u1", "", 0.5, 1.0))
    assert presenter.lines == ()


def test_a_new_call_begins_a_new_page() -> None:
    presenter = TranscriptPresenter()
    presenter.feed(events.Utterance(2, "customer", "u1", "喂", 0.5, 1.0))
    presenter.feed(events.CallStarted(0, "c", "file"))
    assert presenter.lines == ()


def test_a_very_long_call_keeps_its_latest_lines() -> None:
    presenter = TranscriptPresenter()
    for number in range(LINES_AT_MOST + 50):
        presenter.feed(events.Utterance(number, "agent", str(number), f"n{number}", number, number + 0.5))
    assert len(presenter.lines) == LINES_AT_MOST
    assert presenter.lines[-1].text == f"n{LINES_AT_MOST + 49}"


def test_words_that_may_have_been_misheard_are_marked_and_neighbours_are_one_span() -> None:
    words = (
        events.Word("我", 0, 1, 0.9), events.Word("等了", 1, 2, 0.3), events.Word("三天", 2, 3, 0.2),
        events.Word("了", 3, 4, 1.0), events.Word("等了", 4, 5, 0.1),
    )  # fmt: skip
    text = "我等了三天了等了"
    assert [text[start:end] for start, end in doubtful(text, words)] == ["等了三天", "等了"]


def test_words_that_the_text_shows_otherwise_are_passed_over() -> None:
    words = (
        events.Word("call", 0, 1, 0.2),
        events.Word("twelve", 1, 2, 0.1),
        events.Word("times", 2, 3, 0.2),
    )
    assert doubtful("call 12 times", words) == ((0, 4), (8, 13))
    assert doubtful("", words) == ()
