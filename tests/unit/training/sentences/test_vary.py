"""Sentences as others would write them down."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from models.training.sentences.vary import MOST_MISHEARD, Variation

TEXTS = ["我要投诉你们！", "头一回来", "退款，推给谁？", "素来如此"]


def test_only_characters_that_sound_alike_are_exchanged() -> None:
    vary = Variation(TEXTS, random.Random(1))
    seen = {vary.of("投诉退款") for _ in range(300)}
    chinese = {"".join(char for char in text if "\u4e00" <= char <= "\u9fff") for text in seen}
    assert "头诉退款" in chinese
    assert all(lazy_pinyin(text) == lazy_pinyin("投诉退款") for text in chinese)
    assert all(sum(a != b for a, b in zip(t, "投诉退款", strict=True)) <= MOST_MISHEARD for t in chinese)


def test_the_same_seed_gives_the_same() -> None:
    first, second = (Variation(TEXTS, random.Random(7)) for _ in range(2))
    assert [first.of(text) for text in TEXTS] == [second.of(text) for text in TEXTS]


@given(st.text(min_size=1, max_size=30))
def test_something_is_always_left(text: str) -> None:
    assert Variation(TEXTS, random.Random(0)).of(text)
