"""The language that ships: its size, its words, and whether it can write what the playbook listens for."""

import re
from pathlib import Path

import numpy as np
import pytest

from models import manifest
from models.ear.heard import Heard
from models.ear.units import BLANK, UNITS, text_to_units
from models.speech.second_reading import FILE, SecondReading

FOLDER = manifest.WEIGHTS / "language-zh"
PLAYBOOK = Path(manifest.__file__).parent / "playbook" / "default" / "zh.yaml"


@pytest.fixture(scope="module")
def reading() -> SecondReading:
    return SecondReading.load(FOLDER)


def phrases() -> list[str]:
    """What the playbook's phrase groups say, without patterns."""
    groups = PLAYBOOK.read_text(encoding="utf-8").split("\nphrases:")[1].split("\nrules:")[0]
    lines = [re.sub(r"#.*|\{pattern:.*?\}", "", line) for line in groups.splitlines()]
    return sorted(set(re.findall("[\u4e00-\u9fff]{2,}", "\n".join(lines))))


def spoken_clearly(text: str) -> Heard:
    units = text_to_units(text) or []
    posteriors = np.full((2 * len(units) + 3, len(UNITS)), 1e-6, np.float32)
    posteriors[:, BLANK] = 1.0
    for k, unit in enumerate(units):
        posteriors[2 * k + 1, [unit, BLANK]] = [0.99, 0.01]
    return Heard(0.0, np.log(posteriors / posteriors.sum(axis=1, keepdims=True)))


def test_it_is_small_and_knows_many_words() -> None:
    assert (FOLDER / FILE).stat().st_size <= 12_000_000
    assert int(manifest.verified(FOLDER).figures["words"]) >= 40_000


def test_it_has_every_character_of_the_playbook(reading: SecondReading) -> None:
    missing = {c for phrase in phrases() for c in phrase if not reading.knows(c)}
    assert not missing


def test_it_knows_the_trades_words(reading: SecondReading) -> None:
    words = "投诉 退款 快递 宽带 套餐 冻结 理赔 保价 主管 赔偿 签收 客服 工单 师傅 违约金 验证码".split()
    assert [word for word in words if not reading.knows(word)] == []


def test_it_writes_what_the_playbook_listens_for(reading: SecondReading) -> None:
    """Said clearly, nearly every phrase is written with its own characters, though it stands alone."""
    wrong = {}
    for phrase in phrases():
        text = reading.read(spoken_clearly(phrase)).text
        if text != phrase:
            wrong[phrase] = text
    assert len(wrong) <= 0.02 * len(phrases()), wrong


@pytest.mark.parametrize(
    "said",
    [
        "我的快递三天没动了你们到底管不管",
        "请您稍等我帮您查一下订单",
        "我要打一二三一五投诉你们",
        "一共是三百二十八块五毛钱",
        "我理解您现在很着急我马上给您处理",
    ],
)
def test_it_writes_service_talk(reading: SecondReading, said: str) -> None:
    assert reading.read(spoken_clearly(said)).text == said
