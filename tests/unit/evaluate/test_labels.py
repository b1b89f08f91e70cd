"""Labels of a call: every good one is read, of a bad one it is said what is wrong and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.evaluate.labels import CallsError, read_label

DATA = Path(__file__).parents[2] / "data"
TURN = {"speaker": "agent", "start": 1.0, "end": 2.0, "text": "您好", "emotion": "neutral"}
CALL: dict[str, Any] = {"seconds": 9, "turns": [TURN], "expected": []}


def read(folder: Path, label: object, written: bool = True) -> dict[str, Any]:
    path = folder / "call.json"
    path.write_text(json.dumps(label), encoding="utf-8")
    return read_label(path, written)


@pytest.mark.parametrize("calls", ["calls", "open-calls", "unseen-calls"])
def test_every_committed_call_is_read(calls: str) -> None:
    found = sorted((DATA / calls).glob("*/call.json"))
    assert found
    for path in found:
        assert read_label(path, written=True) == json.loads(path.read_text(encoding="utf-8"))


def test_what_may_be_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, CALL) == CALL
    heard = {**CALL, "turns": [{"speaker": "agent", "start": 1.0, "end": 2.0}]}
    assert read(tmp_path, heard, written=False) == heard


@pytest.mark.parametrize(
    ("label", "en", "zh"),
    [
        ([], "a JSON object with seconds", "JSON 对象"),
        ({}, "lacks expected, seconds, turns", "缺少 expected、seconds、turns"),
        ({**CALL, "expected": "foo"}, "expected: it should be a list and is text", "应为列表，却是文字"),
        ({**CALL, "expected": [{"x": 1}]}, r"expected\[0\]: ", "缺少 "),
        ({**CALL, "expected": [{"cue": "a", "from": 3, "to": 2}]}, r"expected\[0\]: it ends", "早于开始"),
        ({**CALL, "turns": "foo"}, "turns: it should be a list", "应为列表"),
        (
            {**CALL, "turns": [{**TURN, "start": "x"}]},
            r"turns\[0\]\.start: it should be a number",
            "应为数字",
        ),
        ({**CALL, "seconds": "long"}, "seconds: it should be a number", "应为数字"),
        ({**CALL, "seconds": 0}, "seconds: it should be > 0", "应 > 0"),
        ({**CALL, "turns": [{k: v for k, v in TURN.items() if k != "text"}]}, "text is missing", "缺少 text"),
        (
            {**CALL, "turns": [{**TURN, "speaker": "bob"}]},
            "cannot be 'bob', but agent, customer",
            "不能是 'bob'",
        ),
        ({**CALL, "turns": [{**TURN, "emotion": "wut"}]}, "cannot be 'wut', but .*anger", "不能是 'wut'"),
        ({**CALL, "turns": [{**TURN, "intensity": 4}]}, "intensity: it should be <= 3", "应 <= 3"),
        ({**CALL, "turns": [{**TURN, "sentences": [[1]]}]}, r"sentences\[0\]: .* 2 numbers", "2 个数"),
        ({**CALL, "turns": [{**TURN, "end": 0.5}]}, r"turns\[0\]: it ends", "早于开始"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_in_both_languages(
    tmp_path: Path, label: object, en: str, zh: str
) -> None:
    with pytest.raises(CallsError, match=en) as caught:
        read(tmp_path, label)
    assert "call.json" in caught.value.text.en
    assert zh in caught.value.text.zh


def test_a_time_that_is_no_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallsError, match="cannot be read"):
        read(tmp_path, {**CALL, "seconds": float("nan")})
