"""The reader of words: what it says, where the words are, and that it never fails on what people type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import manifest
from models.feeling.words import SILENT, WordsFeeling, WordsReader


@pytest.fixture(scope="module")
def reader() -> WordsReader:
    return WordsReader.load("zh")


def flags(feeling: WordsFeeling) -> set[str]:
    return {flag.name for flag in feeling.flags}


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("我都打了八遍电话了你们到底管不管", "anger"),
        ("怎么办啊我的钱会不会要不回来", "anxiety"),
        ("唉算了吧我对你们真的很失望", "sadness"),
        ("什么意思啊我没听懂", "confusion"),
        ("太好了谢谢你处理得真快", "pleasure"),
        ("我想查一下我的套餐什么时候到期", "neutral"),
    ],
)
def test_emotion(reader: WordsReader, text: str, emotion: str) -> None:
    assert reader.read(text).emotion == emotion


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("你们的服务很好", "你们的服务没有好"),
        ("我对处理结果很满意", "我对处理结果很不满意"),
        ("我没有生气", "我生气了"),
        ("这个很方便", "这个很不方便"),
        ("之前不满意现在满意了", "之前满意现在不满意了"),
    ],
)
def test_minimal_pairs_are_told_apart(reader: WordsReader, better: str, worse: str) -> None:
    assert reader.read(better).valence > reader.read(worse).valence + 0.2


def test_a_question_leans_little(reader: WordsReader) -> None:
    puzzled, angry = (reader.read(text).valence for text in ("我没听明白", "我很生气"))
    assert -0.4 < puzzled < 0
    assert angry < -0.6


@pytest.mark.parametrize(
    "text",
    [
        "一共三百二十块钱",
        "订单号七七二九零五八一",
        "我叫王怒涛",
        "我住在安乐街幸福小区二栋",
        "四月四号下午四点",
    ],
)
def test_numbers_names_and_places_feel_nothing(reader: WordsReader, text: str) -> None:
    feeling = reader.read(text)
    assert feeling.emotion == "neutral"
    assert not feeling.flags


@pytest.mark.parametrize(
    "text",
    [
        "今天是我妈的生日",  # 妈的
        "那涨得也太快了吧",  # 说太快
        "你好，我是一个律师，明天去开庭",
        "我上次也是打了12315，人家两天就解决了",
        "她当时气得不行，说要投诉呢",
        "那你说现在怎么弄",
        "这要负责任吗",  # 负责人 by its sound
    ],
)
def test_what_looks_like_a_flag_is_none(reader: WordsReader, text: str) -> None:
    assert not reader.read(text).flags


def test_flags_carry_the_words_that_gave_them(reader: WordsReader) -> None:
    text = "叫你们经理来，不然我就去 12315 投诉"
    feeling = reader.read(text)
    assert {"supervisor", "threat"} <= flags(feeling)
    for flag in feeling.flags:
        assert text[flag.start : flag.end] == flag.words
    assert any("12315" in flag.words for flag in feeling.flags)


def test_feelings_carry_their_words(reader: WordsReader) -> None:
    text = "嗯那个，我很擔心錢退不回來啊"
    feeling = reader.read(text)
    assert any(reason.kind == "anxiety" and "擔心" in reason.words for reason in feeling.reasons)
    for reason in feeling.reasons:
        assert text[reason.start : reason.end] == reason.words


def test_garbled_words_are_read_by_their_sound(reader: WordsReader) -> None:
    assert "threat" in flags(reader.read("我要头诉你们"))
    assert not reader.read("我不是要头诉你们").flags
    assert reader.read("服物态度很差").anger > 0.5


def test_severe_abuse_is_stronger_than_mild(reader: WordsReader) -> None:
    mild, severe = (reader.read(text).flags[0] for text in ("你们就是一群骗子", "操你妈"))
    assert mild.name == severe.name == "abuse"
    assert mild.strength < severe.strength


@pytest.mark.parametrize("text", ["", "   ", "，。", "😀"])
def test_nothing_said_means_nothing(reader: WordsReader, text: str) -> None:
    assert reader.read(text) == SILENT


def test_marks_alone_are_read(reader: WordsReader) -> None:
    assert reader.read("？？？").valence < 0


def test_repeats_give_the_same(reader: WordsReader) -> None:
    assert reader.read("你们到底管不管") == reader.read("你们到底管不管")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(reader: WordsReader, text: str) -> None:
    feeling = reader.read(text)
    assert -1 <= feeling.valence <= 1
    shares = (feeling.anger, feeling.anxiety, feeling.sadness, feeling.confusion, feeling.pleasure)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1.01
    for found in (*feeling.flags, *feeling.reasons):
        assert text[found.start : found.end] == found.words != ""


def test_unknown_language_is_a_model_problem() -> None:
    with pytest.raises(manifest.ModelProblem):
        WordsReader.load("xx")


def test_english_is_read_alike() -> None:
    english = WordsReader.load("en")
    angry = english.read("This is the third time I've called, get me your manager!")
    assert angry.emotion == "anger"
    assert flags(angry) == {"supervisor"}
    assert english.read("I'm not angry, I just want to know when it arrives").emotion == "neutral"
    assert english.read("Thank you, you've been very helpful").pleasure > 0.5
