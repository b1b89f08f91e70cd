from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.speech.soundalike import Match, Phrases, find, vague


def test_same_characters_score_full() -> None:
    assert find("我要投诉你们", "投诉") == [Match("投诉", 2, 4, 1.0, True)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("我要头诉你们", "投诉"),
        ("我要推款", "退款"),
        ("我要投 诉", "投诉"),
        ("請找你們主管來", "主管"),
        ("我打幺二三幺五", "12315"),
        ("我打一二三一五", "12315"),
        ("我打１２３１５", "12315"),
        ("打12315", "一二三一五"),
        ("你们的app用不了", "APP用不了"),
        ("我能李解您", "理解您"),
    ],
)
def test_heard_by_sound(text: str, phrase: str) -> None:
    (match,) = find(text, phrase)
    assert match.score >= 0.9


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("找你们的组管理层", "主管理层"),  # z for zh
        ("电话脑是断", "老是断"),  # n for l
        ("我要携号赚网", "携号转网"),
        ("叫你们领到过来", "叫你们领导"),
        ("消回者协会", "消费者协会"),  # hu for f
        ("他们态度很横硬", "态度很横硬"),
        ("人工客户啊", "人工客服啊"),
        ("隐监会", "银监会"),
        ("影监会", "银监会"),  # ing for in
        ("银行不行", "行不行"),  # another reading of the same character
    ],
)
def test_near_sounds_in_longer_phrases(text: str, phrase: str) -> None:
    assert [match.phrase for match in find(text, phrase)] == [phrase]


def test_near_scores_below_same_sound_below_exact() -> None:
    exact, same, near = (find(text, "携号转网")[0].score for text in ("携号转网", "携号赚网", "携号钻网"))
    assert exact > same > near


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("我没有精力了", "经理"),  # another common word
        ("你们等着上新闻吧", "伤心"),  # half of one
        ("他没提这件事", "媒体"),  # grammar, not a slip
        ("我要头速", "投数额"),
        ("组管", "主管"),  # two characters: nothing merely near
        ("他头疼。诉说", "投诉"),  # a mark ends a phrase
        ("骂", "吗"),  # one character: only itself
    ],
)
def test_not_heard(text: str, phrase: str) -> None:
    assert find(text, phrase) == []


def test_tolerance_limits_near_syllables() -> None:
    assert find("城市总队", "诚实重队", tolerance=0.0) == []
    assert find("携号钻网", "携号转网", tolerance=0.0) == []
    assert find("携号钻网", "携号转网", tolerance=0.25)
    with pytest.raises(ValueError, match="share"):
        Phrases(["投诉"], tolerance=2.0)


def test_phrase_without_sound_is_refused() -> None:
    with pytest.raises(ValueError, match="no character"):
        Phrases(["……"])


def test_many_phrases_in_order_of_the_text() -> None:
    phrases = Phrases(["主管", "投诉", "我要投诉", "退款"])
    found = phrases.find("我要投诉，不退款就叫主管来")
    assert [match.phrase for match in found] == ["我要投诉", "投诉", "退款", "主管"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zan"), ("chen", "ceng"), ("shi", "si"), ("niu", "liu"), ("fei", "hui"), ("feng", "hong")],
)
def test_vague_folds_confusions(one: str, other: str) -> None:
    assert vague(one) == vague(other)


@given(st.text(max_size=80), st.sampled_from(["投诉", "12315", "让我说完", "app", "消费者协会"]))
def test_any_text_is_searched_and_places_are_inside(text: str, phrase: str) -> None:
    for match in find(text + phrase + text, phrase):
        assert 0 <= match.start < match.end <= 2 * len(text) + len(phrase)
        assert 0.0 < match.score <= 1.0


@given(st.text(alphabet="我要投诉你们的服务不好退款经理12 ,", min_size=1, max_size=30))
def test_every_phrase_is_found_in_itself(text: str) -> None:
    phrase = text.strip(" ,")
    if phrase:
        assert any(match.exact and match.phrase == phrase for match in find(f"啊{phrase}", phrase))
