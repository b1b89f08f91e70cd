from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records.redact import MASK, redacted


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("我的电话是13812345678", "我的电话是＊＊＊＊＊＊＊＊＊＊＊"),
        ("卡号六二二二零二四三", "卡号＊＊＊＊＊＊＊＊"),
        ("订单号后四位七六二九", "订单号后四位＊＊＊＊"),
        ("138 1234 5678", "＊＊＊ ＊＊＊＊ ＊＊＊＊"),
        ("写到li.si@mail.example.com", "写到" + MASK * 22),
    ],
)
def test_what_identifies_somebody_is_masked(said: str, kept: str) -> None:
    assert redacted(said) == kept


@pytest.mark.parametrize(
    "said", ["等了三天", "一千二百多块钱", "今天晚上八点之前", "我就打12315", "打一二三一五", "打九五五八八"]
)
def test_what_does_not_stays(said: str) -> None:
    assert redacted(said) == said


@given(st.text(alphabet="0123456789零一二三四五六七八九幺两我是的- ", max_size=40))
def test_length_stays_and_no_long_number_is_left(said: str) -> None:
    kept = redacted(said)
    assert len(kept) == len(said)
    digits = "0123456789零一二三四五六七八九幺两"
    run = longest = 0
    for c in kept.replace(" ", "").replace("-", ""):
        run = run + 1 if c in digits else 0
        longest = max(longest, run)
    if not any(hotline in kept for hotline in ("123", "一二三", "幺二三", "95", "九五")):
        assert longest < 8
