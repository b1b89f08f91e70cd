from __future__ import annotations

from html.parser import HTMLParser

import pytest

from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    CueFollowed,
    CueShown,
    Event,
    SpeechEnded,
    Utterance,
    UtteranceCorrected,
)
from models.records.report import html_report

CALL: list[Event] = [
    CallStarted(0.0, "k", "file"),
    CallState(0.5, 2),
    Utterance(4.0, "customer", "c1", "<script>alert(1)</script>我的电话13812345678", 1.0, 3.0),
    SpeechEnded(3.5, "customer", 1.0, 3.0),
    UtteranceCorrected(4.2, "customer", "c1", "<b>我的电话13812345678", 1.0, 3.0),
    CallState(6.0, 6),
    CueShown(7.0, "acknowledge#1", "acknowledge", "先认可<感受>", ("我能理解您",), "火气上来了", "warn"),
    CueFollowed(9.0, "acknowledge#1", "acknowledge", "理解您"),
    CallState(12.0, 3),
    CallEnded(75.0, "k", "file"),
]


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ("激怒", "1:15", "做到了")), ("en", ("angry", "1:15", "followed"))]
)
def test_the_page_tells_how_the_call_went(language: str, words: tuple[str, ...]) -> None:
    page = Tags(html_report(CALL, language))  # type: ignore[arg-type]
    assert all(word in page.text for word in words)
    assert page.names.count("circle") == 1
    assert page.names.count("rect") == 1
    assert "先认可<感受>" in page.text


def test_what_was_said_can_do_no_harm_and_names_nobody() -> None:
    page = html_report(CALL, "zh")
    assert "script" not in Tags(page).names
    assert "alert" not in page
    assert "13812345678" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_call_without_anything_is_a_page_too() -> None:
    assert "没有提示" in html_report([], "zh")
