"""Text in lines: wrapped, evened out, cut only where there is no more room, and never lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overlay.theme import Theme
from overlay.widgets.prose import Prose

LONELY = "我现在就提交，今晚八点前给您回电话，我姓林。"


@pytest.fixture
def prose(qapp: object) -> Prose:
    made = Prose(15, lines=3)
    made.dress(Theme())
    return made


def test_no_last_line_of_one_word(prose: Prose) -> None:
    prose.write(LONELY)
    lines = prose._wrapped(328)
    assert "".join(lines) == LONELY
    assert len(lines) == 2
    assert len(lines[1]) > 6


def test_chinese_in_two_lines_breaks_where_one_takes_breath(prose: Prose) -> None:
    prose.write("我愿意帮您解决，也请您不要这样说，不然我只能先结束通话。")
    assert prose._wrapped(328) == ["我愿意帮您解决，也请您不要这样说，", "不然我只能先结束通话。"]


def test_a_short_text_stays_in_its_line(prose: Prose) -> None:
    prose.write("您说，我听着。")
    assert prose._wrapped(328) == ["您说，我听着。"]
    assert prose.heightForWidth(328) == round(prose.line_height())


def test_a_text_that_is_too_long_is_known_to_be_cut(prose: Prose) -> None:
    prose.resize(328, 70)
    prose.write("长" * 60)
    assert not prose.is_cut()
    prose.write("长" * 100)
    assert prose.is_cut()
    assert prose.heightForWidth(328) == round(3 * prose.line_height())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80),
    st.integers(20, 400),
)
def test_no_character_is_lost_by_wrapping(prose: Prose, text: str, width: int) -> None:
    prose.write(text)
    assert "".join(prose._wrapped(width)).strip() == text.strip()
