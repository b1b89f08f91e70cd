from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.playbook.phrases import Phrase, PhraseFinder


def found(text: str, *phrases: str | Phrase, language: str = "zh") -> list[str]:
    wanted = [phrase if isinstance(phrase, Phrase) else Phrase(phrase) for phrase in phrases]
    finder = PhraseFinder(wanted, "en" if language == "en" else "zh")
    return sorted(hit.phrase for hit in finder.find(text))


def test_a_phrase_is_found_by_its_sound() -> None:
    assert found("我要头诉你们", "投诉") == ["投诉"]


@pytest.mark.parametrize("text", ["我没说要投诉", "我不是要投诉", "我不想投诉你", "没有投诉"])
def test_what_is_negated_is_not_meant(text: str) -> None:
    assert found(text, "投诉") == []


@pytest.mark.parametrize("text", ["是不是要投诉", "我要投诉", "不行我就要投诉"])
def test_a_question_and_a_no_further_off_do_not_negate(text: str) -> None:
    assert found(text, "投诉") == ["投诉"]


def test_a_question_is_no_refusal() -> None:
    assert found("您看这样行不行", "不行") == []
    assert found("这个不行", "不行") == ["不行"]


def test_somebody_elses_story_does_not_count() -> None:
    assert found("我邻居家老人去世的时候", "去世") == []
    assert found("我父亲去世了", "去世") == ["去世"]


def test_exact_and_pattern() -> None:
    assert found("打12315", Phrase("12315", "exact")) == ["12315"]
    assert found("等了第三次了", Phrase("第[一二三]次", "pattern")) == ["第[一二三]次"]


def test_english_goes_by_whole_words() -> None:
    assert found("I am paying the bill", "ill", language="en") == []
    assert found("I've been ILL for weeks", "ill", language="en") == ["ill"]
    assert found("please don't cancel it", "cancel it", language="en") == []
    assert found("let me talk to your manager", "your manager", language="en") == ["your manager"]


def test_a_pattern_that_would_backtrack_for_ever_does_not() -> None:
    assert found("a" * 3000 + "b", Phrase("(a+)+$", "pattern")) == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    finder = PhraseFinder([Phrase("投诉"), Phrase("12315", "exact"), Phrase("[一二]次", "pattern")], "zh")
    for hit in finder.find(text):
        assert 0 <= hit.start < hit.end <= len(text)
