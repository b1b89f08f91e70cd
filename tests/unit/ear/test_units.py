from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ear.spoken import spoken_digits, spoken_form, spoken_integer
from models.ear.units import (
    BLANK,
    UNIT_ID,
    UNITS,
    collapse,
    syllable_units,
    syllables,
    text_to_units,
    toneless,
)

_UNIT = {"十": 10, "百": 100, "千": 1000}


def test_the_table_is_the_one_that_models_were_made_with() -> None:
    assert len(UNITS) == 212
    digest = hashlib.sha256(" ".join(UNITS).encode()).hexdigest()
    assert digest == "fa7e46325a0aa6c275887645b041ce30f951cac8190ef3b4a6d9b3e6e1c0ec4b"


@pytest.mark.parametrize(
    ("pinyin", "units"),
    [
        ("zhong1", ["zh", "ong1"]),
        ("zhi1", ["zh", "ih1"]),
        ("zi3", ["z", "iz3"]),
        ("yi1", ["i1"]),
        ("yuan2", ["van2"]),
        ("jue2", ["j", "ve2"]),
        ("nv3", ["n", "v3"]),
        ("lüe4", ["l", "ve4"]),
        ("liu4", ["l", "iou4"]),
        ("gun3", ["g", "uen3"]),
        ("wo3", ["uo3"]),
        ("er2", ["er2"]),
        ("de", ["d", "e5"]),
        ("hng5", ["h", "eng5"]),
    ],
)
def test_a_syllable_is_an_initial_and_a_toned_final(pinyin: str, units: list[str]) -> None:
    assert syllable_units(pinyin) == units


@pytest.mark.parametrize("nonsense", ["", "hello", "zhong6", "bxa1", "7", "kx2"])
def test_what_is_no_mandarin_has_no_units(nonsense: str) -> None:
    assert syllable_units(nonsense) is None


@pytest.mark.parametrize(
    "pinyin",
    "zhong shi zi si yi wu yu yuan yue yun jue qun nv lve liu gui gun wo er hen xiong ye you wen weng".split(),
)
def test_units_spell_the_syllable_they_came_from(pinyin: str) -> None:
    units = syllable_units(pinyin + "3")
    assert units is not None
    (syllable,) = syllables(UNIT_ID[u] for u in units)
    assert (syllable.pinyin, syllable.tone) == (pinyin, 3)


def test_an_initial_without_a_final_is_no_syllable() -> None:
    ids = [UNIT_ID[u] for u in ("n", "i3", "h", "zh", "ong1")]
    assert [s.pinyin for s in syllables(ids)] == ["ni", "zhong"]


def test_text_is_read_with_its_numbers() -> None:
    assert text_to_units("3点") == text_to_units("三点")
    assert text_to_units("你好，再见！") == text_to_units("你好 再见")
    assert text_to_units("用iPhone") is None
    assert text_to_units("……") is None
    units = text_to_units("没办法")
    assert units is not None
    assert [UNITS[u] for u in units] == ["m", "ei2", "b", "an4", "f", "a3"]


def test_collapse_drops_blanks_and_repeats_but_not_a_unit_said_twice() -> None:
    a, b = UNIT_ID["b"], UNIT_ID["a1"]
    assert collapse([BLANK, a, a, b, BLANK, b, b]) == [a, b, b]
    assert collapse([]) == []


def test_toneless() -> None:
    assert [toneless(u) for u in ("ong1", "zh", "<blk>")] == ["ong", "zh", "<blk>"]


def _parsed(reading: str) -> int:
    """A number from its reading, section by section."""
    total, section, digit = 0, 0, 0
    for character in reading:
        if character in _UNIT:
            section += (digit or 1) * _UNIT[character]
            digit = 0
        elif character in "万亿":
            section += digit
            total = (total + section) * 10**4 if character == "万" else (total + section) * 10**8
            section = digit = 0
        else:
            digit = "零一二三四五六七八九".index(character)
    return total + section + digit


@given(st.integers(0, 99_999_999))
def test_whole_numbers_read_back(n: int) -> None:
    assert _parsed(spoken_integer(n)) == n


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2023年", "二零二三年"),
        ("105,000元", "十万五千元"),
        ("3.5%", "百分之三点五"),
        ("第12个", "第十二个"),
        ("0571", "零五七一"),
        ("10000000000", "一百亿"),
        ("10005", "一万零五"),
        ("110", "一百一十"),
    ],
)
def test_numbers_as_spoken(written: str, spoken: str) -> None:
    assert spoken_form(written) == spoken


def test_digit_by_digit() -> None:
    assert spoken_digits("10086") == "一零零八六"
    assert spoken_integer(10**12) == "一" + "零" * 12
