"""Cutting sentences into the pieces of the sentence encoder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.feeling.pieces import FIRST, LAST, MOST_CHARS, SPECIAL, UNKNOWN, Pieces

SCORES = {
    "我": -4.0,
    "要": -5.0,
    "投": -9.0,
    "诉": -10.0,
    "投诉": -11.0,
    "你们": -7.0,
    "你": -4.5,
    "们": -6.0,
    "?": -6.0,
}


@pytest.fixture
def pieces() -> Pieces:
    return Pieces(SCORES)


def test_the_likeliest_pieces_are_taken(pieces: Pieces) -> None:
    assert pieces.cut("我要投诉你们") == ["我", "要", "投诉", "你们"]


def test_numbers_stand_between_first_and_last(pieces: Pieces) -> None:
    order = list(SCORES)
    assert pieces.numbers("我投诉") == [FIRST, SPECIAL, SPECIAL + order.index("投诉"), LAST]


def test_blanks_case_and_wide_marks_do_not_matter(pieces: Pieces) -> None:
    assert pieces.numbers(" 我 要？") == pieces.numbers("我要?")


def test_what_was_never_seen_is_unknown(pieces: Pieces) -> None:
    assert pieces.numbers("龘") == [FIRST, UNKNOWN, LAST]


def test_of_a_long_text_the_end_is_read(pieces: Pieces) -> None:
    assert len(pieces.numbers("我" * 500)) == MOST_CHARS + 2
    assert pieces.numbers("要" + "我" * MOST_CHARS) == pieces.numbers("我" * MOST_CHARS)


@given(st.text(alphabet="我要投诉你们?龘a ", max_size=60))
def test_nothing_is_lost_in_cutting(text: str) -> None:
    pieces = Pieces(SCORES)
    assert "".join(pieces.cut(text)) == text
    assert all(0 <= number < len(pieces) for number in pieces.numbers(text))


def test_lines_are_read_in_order() -> None:
    assert Pieces.parse(["好\t-3.5", "不好\t-6.0"]).numbers("不好") == [FIRST, SPECIAL + 1, LAST]
    with pytest.raises(ValueError, match="unpack"):
        Pieces.parse(["好"])
