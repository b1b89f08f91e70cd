"""The calls that are committed: labels as in their scripts, legs of one length, every cue more than once."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import soundfile

from models.training.calls import labels
from models.training.calls.script import CUES, read

CALLS = sorted((Path(__file__).parents[3] / "data" / "calls").glob("*/script.txt"))


def call_of(script: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(script.with_name("call.json").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("script", CALLS, ids=lambda path: path.parent.name)
def test_labels_are_those_of_the_script(script: Path) -> None:
    call, again = call_of(script), call_of(script)
    labels.place(again, read(script))
    assert again == call
    assert [turn["text"] for turn in call["turns"]] == [turn.text for turn in read(script).turns]


@pytest.mark.parametrize("script", CALLS, ids=lambda path: path.parent.name)
def test_legs_are_as_long_as_the_call(script: Path) -> None:
    seconds = call_of(script)["seconds"]
    for leg in ("customer", "agent"):
        assert soundfile.info(script.with_name(f"{leg}.opus")).duration == pytest.approx(seconds, abs=0.02)


def test_every_cue_is_expected_twice_and_more() -> None:
    expected = Counter(label["cue"] for script in CALLS for label in call_of(script)["expected"])
    assert set(expected) == CUES
    assert min(expected.values()) >= 2


def test_every_trade_and_style_is_there_and_calm_calls_too() -> None:
    calls = [call_of(script) for script in CALLS]
    trades = "shopping delivery telecom bank insurance travel utilities food".split()
    assert {call["trade"] for call in calls} == set(trades)
    assert {call["style"] for call in calls} == {"commanding", "lively", "careful", "patient"}
    assert sum(call["quiet"] == [{"from": 0.0, "to": call["seconds"]}] for call in calls) >= 3
    assert max(call["seconds"] for call in calls) > 280
