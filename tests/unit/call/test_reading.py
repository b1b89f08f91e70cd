"""Questions, phases, style: what is read from the words."""

from __future__ import annotations

import pytest

from models.call.phases import Phases
from models.call.questions import QuestionReader
from models.call.style import StyleReader
from models.call.transcript import Line
from models.call.vocabulary import EN, ZH
from models.events import Leg


def lines(*said: tuple[Leg, str]) -> list[Line]:
    return [Line(leg, f"u{n}", text, n, n + 1, True) for n, (leg, text) in enumerate(said)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("您能跟我说说当时是怎么回事", "open"),
        ("路由器重启过了没有", "closed"),
        ("家里是不是来客人了", "closed"),
        ("您的订单号是多少", "identity"),
        ("那就改到明天对吧", "confirming"),
        ("请问还有其他问题吗", "confirming"),
        ("好的我帮您登记", None),
    ],
)
def test_kinds_of_questions(text: str, kind: str | None) -> None:
    assert QuestionReader(ZH).kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("could you tell me what happened", "open"),
        ("did you restart the router", "closed"),
        ("what is your account number", "identity"),
        ("so tomorrow morning right", "confirming"),
        ("i will send it today", None),
    ],
)
def test_kinds_of_questions_in_english(text: str, kind: str | None) -> None:
    assert QuestionReader(EN).kind(text) == kind


def test_a_row_of_closed_questions_ends_with_a_long_answer_or_a_question_back() -> None:
    reader = QuestionReader(ZH)
    asked: list[tuple[Leg, str]] = [("agent", "是不是连不上"), ("customer", "不是"), ("agent", "灯有没有亮")]
    assert reader.count(lines(*asked)) == (2, 0, 2)
    assert reader.count(lines(*asked, ("customer", "那为什么会这样"))) == (2, 0, 0)
    long = "昨天下午还好好的晚上回来就突然不行了我也没动过它"
    assert reader.count(lines(*asked, ("customer", long))) == (2, 0, 0)


def test_the_phase_moves_on_with_what_is_said() -> None:
    phases, seen = Phases(ZH), []
    for line in lines(
        ("agent", "您好有什么可以帮您"),
        ("customer", "我的宽带断了三天了"),
        ("agent", "我给您安排师傅上门"),
        ("agent", "请问还有其他问题吗"),
        ("customer", "等一下我还有个事想问就是上个月的账单"),
    ):
        phases.feed(line)
        seen.append(phases.phase)
    assert seen == ["greeting", "problem", "solution", "closing", "problem"]


@pytest.mark.parametrize(
    ("said", "style"),
    [
        (["赶紧给我退", "马上给我办", "别跟我念规定"], "commanding"),
        (["麻烦您帮我看看", "不好意思打扰了", "没关系不着急谢谢"], "patient"),
        (["具体是几号", "合同里写着百分之三", "我再确认一下几点到"], "careful"),
        (["差了四十四块四我对不上", "这一笔是怎么算的", "你慢点说我都记下来"], "careful"),
        (["我想问话费", "一三九", "好的"], None),
    ],
)
def test_the_callers_style_shows_or_it_does_not(said: list[str], style: str | None) -> None:
    assert StyleReader(ZH).read(lines(*(("customer", text) for text in said))) == style
