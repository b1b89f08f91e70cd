"""The lexicon: its notation, plain texts, and the grammar round a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.feeling.lexicon.notation import LexiconError, load
from models.feeling.lexicon.plain import plain_chinese, plain_english
from models.feeling.lexicon.reading import Hit, Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load("zh")


def hits(lexicon: Lexicon, text: str) -> list[Hit]:
    return lexicon.find(lexicon.language.plain(text).chars)


def meant_flags(lexicon: Lexicon, text: str) -> set[str]:
    return {hit.name for hit in hits(lexicon, text) if hit.strength and hit.scope == "meant"}


def test_plain_text_knows_its_places() -> None:
    plain = plain_chinese("我 要呃投訴， 你們！")
    assert plain.chars == "我要投诉，你们"
    assert plain.span(2, 4) == (4, 6)
    assert plain.marks == ("!",)


def test_plain_text_mends_key_words_and_leaves_others() -> None:
    assert plain_chinese("我要头诉你们").chars == "我要投诉你们"
    assert plain_chinese("我没有精力了").chars == "我没有精力了"


def test_plain_english() -> None:
    plain = plain_english("  Well,  I’m NOT  happy. ")
    assert plain.chars == "well，i'm not happy"
    assert plain.span(5, 8) == (9, 12)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("我要投诉", "meant"),
        ("我不是要投诉", "denied"),
        ("我没有打算投诉你们", "denied"),
        ("我朋友说要投诉", "reported"),
        ("听说有人要投诉", "reported"),
        ("要不要投诉", "meant"),
        ("我特别生气", "meant"),
        ("我没有生气", "denied"),
        ("刚才挺生气的现在没事了", "past"),
        ("刚才没事现在很生气", "meant"),
        ("我老婆生气了让我打电话", "reported"),
    ],
)
def test_scope(lexicon: Lexicon, text: str, scope: str) -> None:
    assert {hit.scope for hit in hits(lexicon, text) if hit.name in ("threat", "anger")} == {scope}


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("投诉电话是多少", set()),
        ("我要打幺二三幺五", {"threat"}),
        ("你们等着收律师函吧", {"threat"}),
        ("律师函模板在哪里下载", set()),
        ("快递什么时候到", set()),
        ("能不能快点我要赶飞机", {"urgency"}),
        ("不用那么急", set()),
        ("客户经理的电话是多少", set()),
        ("让你们负责人接电话", {"supervisor"}),
        ("携号转网是什么意思", set()),
        ("我要携号转网", {"churn"}),
        ("谢谢你们全家", set()),
        ("好的谢谢再见", {"gratitude"}),
        ("住院能报多少", set()),
        ("我妈住院了等着用钱", {"vulnerable", "urgency"}),
        ("垃圾短信怎么屏蔽", set()),
        ("你是猪脑子吗", {"abuse"}),
        ("今天下班之前必须给我弄好", {"urgency"}),
        ("麻烦让你们值班经理接一下电话", {"supervisor"}),
        ("我要找你们客服部门的负责人", {"supervisor"}),
        ("我经理让我打来问问", set()),
        ("孩子的婚礼录像没了", set()),
        ("我爷爷上周过世了", {"vulnerable"}),
        ("你没听懂我说的话", set()),
        ("啥叫保底我一个老百姓听不懂", {"not_understanding"}),
        ("麻烦再说一遍我没听清", {"not_understanding"}),
    ],
)
def test_flags(lexicon: Lexicon, text: str, flags: set[str]) -> None:
    assert meant_flags(lexicon, text) == flags


def test_broken_file_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "flags-xx.txt"
    file.write_text("# a remark\n[threat 0.9]\n(起诉\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"flags-xx\.txt, line 3"):
        load(file, gap=6, edge="")
    file.write_text("起诉\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 1: a pattern before the first"):
        load(file, gap=6, edge="")


def test_exceptions_belong_to_their_section(tmp_path: Path) -> None:
    file = tmp_path / "flags-xx.txt"
    file.write_text("[churn 0.9]\n销户|退网\nnot 怎么…销户\n[threat 0.6]\n投诉\n", encoding="utf-8")
    churn, threat = load(file, gap=6, edge="")
    exceptions = churn.compile_exceptions()
    assert churn.compile().search("我要退网")
    assert exceptions
    assert exceptions.search("怎么才能销户")
    assert threat.compile_exceptions() is None
