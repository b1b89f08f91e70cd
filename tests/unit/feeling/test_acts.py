from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.feeling import acts
from models.feeling.acts import WINDOW, ActReader, runs, windows
from models.manifest import ModelProblem

NAMES = ["哪天", "na tian", "谢谢"]


@pytest.fixture
def reader() -> ActReader:
    """Knows two acts by three runs; anything else says nothing."""
    weights = np.array([[6.0, 0.0], [6.0, 0.0], [0.0, 9.0]], np.float32)
    bias, least = np.array([-3.0, -3.0], np.float32), np.array([0.6, 0.6], np.float32)
    return ActReader(["asks_when", "thanks"], NAMES, weights, bias, least)


def test_runs_are_written_and_sounded() -> None:
    assert [run.name for run in runs("那天", ["na", "tian"])] == ["那", "天", "那天", "na tian"]


def test_windows_cover_a_long_text_to_its_end() -> None:
    assert windows(5) == [(0, 5)]
    covered = windows(WINDOW + 7)
    assert covered[0][0] == 0
    assert covered[-1] == (7, WINDOW + 7)
    assert all(later[0] <= earlier[1] for earlier, later in pairwise(covered))


def test_an_act_is_found_where_it_is_done(reader: ActReader) -> None:
    text = "我东西寄回去都半个月了你就说说看哪天能到我的账上"
    (act,) = reader.find(text, ["asks_when", "thanks"])
    assert (act.name, text[act.start : act.end]) == ("asks_when", "哪天")
    assert 0.6 <= act.probability <= 1.0


def test_it_is_known_by_its_sound_too(reader: ActReader) -> None:
    assert [act.name for act in reader.find("到底那天到", ["asks_when"])] == ["asks_when"]


def test_only_what_is_wanted_is_told(reader: ActReader) -> None:
    assert reader.find("哪天到谢谢", ["thanks"])[0].name == "thanks"
    assert reader.find("哪天到谢谢", []) == []


@given(st.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    reader = acts.shipped()
    assert reader is not None
    for act in reader.find(text, reader.acts):
        assert 0 <= act.start < act.end <= len(text)


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("你就给个痛快话钱几号能退到我卡上", "when_at_last"),
        ("走路都得拄拐去不了你们营业厅", "in_need"),
        ("那您当时下单怎么不看清楚呢", "blaming"),
        ("你讲得太快了我一个字都没记下来", "too_fast"),
        ("行我给您记一下回头有人跟您联系", "vague"),
        ("东西碎成这样换谁心里都不舒服", "empathy"),
    ],
)
def test_the_shipped_reader_knows_wordings_of_its_own_accord(said: str, act: str) -> None:
    reader = acts.shipped()
    assert reader is not None
    assert act in {found.name for found in reader.find(said, reader.acts)}


@pytest.mark.parametrize("said", ["请问营业厅几点开门", "我姓王三横王", "今天天气不错", "尾号是三三八二"])
def test_ordinary_talk_is_no_act_that_brings_a_cue(said: str) -> None:
    reader = acts.shipped()
    assert reader is not None
    serious = {"when_at_last", "in_need", "threat", "leaving", "hurt", "insult", "afraid", "blaming", "vague"}
    assert not serious & {found.name for found in reader.find(said, reader.acts)}


def test_a_folder_without_weights_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem):
        ActReader.load(tmp_path)
