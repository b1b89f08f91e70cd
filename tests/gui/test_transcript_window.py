"""The transcript's window: lines come, change, are found and copied."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models import events
from overlay.presenters.transcript import TranscriptPresenter
from overlay.theme import Theme
from overlay.windows.transcript import TranscriptWindow


@pytest.fixture
def window(qtbot: QtBot) -> TranscriptWindow:
    made = TranscriptWindow()
    made.dress(Theme())
    qtbot.addWidget(made)
    made.show()
    return made


def _say(call: TranscriptPresenter, number: int, text: str, leg: events.Leg = "customer") -> None:
    call.feed(events.Utterance(number, leg, str(number), text, number, number + 1))


def test_lines_that_change_are_written_anew_and_the_others_stay(window: TranscriptWindow) -> None:
    call = TranscriptPresenter()
    _say(call, 1, "first")
    call.feed(events.Partial(2, "agent", "2", "sec", 2.0))
    window.show_lines(call.lines)
    _say(call, 2, "second", "agent")
    _say(call, 3, "third")
    window.show_lines(call.lines)
    shown = window.page.toPlainText().splitlines()
    assert [line.split()[-1] for line in shown] == ["first", "second", "third"]
    _say(call, 1, "corrected")
    window.show_lines(call.lines)
    shown = window.page.toPlainText().splitlines()
    assert [line.split()[-1] for line in shown] == ["corrected", "second", "third"]


def test_a_new_call_empties_the_page(window: TranscriptWindow) -> None:
    call = TranscriptPresenter()
    _say(call, 1, "first")
    window.show_lines(call.lines)
    window.show_lines(())
    assert window.page.toPlainText() == ""


def test_feeling_words_are_underlined(window: TranscriptWindow) -> None:
    call = TranscriptPresenter()
    _say(call, 1, "I am angry & tired")
    reasons = (events.Reason("words", 0.5, words="angry"),)
    call.feed(events.Feeling(2, 0, 0.8, 0, 0, 0, 0, -1, "words", reasons=reasons))
    window.show_lines(call.lines)
    cursor = window.page.document().find("angry")
    assert cursor.charFormat().fontUnderline()
    assert not window.page.document().find("tired").charFormat().fontUnderline()
    assert "angry & tired" in window.page.toPlainText()


def test_words_that_may_have_been_misheard_are_lighter(window: TranscriptWindow) -> None:
    call = TranscriptPresenter()
    words = (events.Word("well", 1, 2, 0.9), events.Word("perhaps", 2, 3, 0.2))
    call.feed(events.Utterance(3, "customer", "1", "well perhaps", 1, 3, words))
    window.show_lines(call.lines)
    find, soft = window.page.document().find, Theme().palette.soft
    assert find("perhaps").charFormat().foreground().color().name().upper() == soft
    assert find("well").charFormat().foreground().color().name().upper() != soft


def test_the_search_counts_and_marks(window: TranscriptWindow) -> None:
    call = TranscriptPresenter()
    _say(call, 1, "wait and wait")
    _say(call, 2, "no more")
    window.show_lines(call.lines)
    window.search.setText("wait")
    assert len(window.page.extraSelections()) == 2
    assert "2" in window.found.text()
    _say(call, 3, "wait")
    window.show_lines(call.lines)
    assert len(window.page.extraSelections()) == 3
    window.search.clear()
    assert window.page.extraSelections() == []


def test_everything_is_copied_with_time_and_speaker(window: TranscriptWindow, qtbot: QtBot) -> None:
    call = TranscriptPresenter()
    _say(call, 65, "hello")
    window.show_lines(call.lines)
    window.copy_button.click()
    assert QGuiApplication.clipboard().text() == "01:05 Customer: hello"
