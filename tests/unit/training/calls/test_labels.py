"""Labels relative to turns become seconds."""

from typing import Any

import pytest

from models.training.calls.labels import place
from models.training.calls.script import Script, ScriptError

TURNS = [
    {"n": 1, "speaker": "agent", "start": 1.0, "end": 3.0, "sentences": [[1.0, 3.0]], "mark": "a1"},
    {
        "n": 2,
        "speaker": "customer",
        "start": 4.0,
        "end": 9.0,
        "sentences": [[4.0, 6.0], [6.5, 9.0]],
        "mark": "c1",
    },
]


def placed(**labels: Any) -> dict[str, Any]:
    call: dict[str, Any] = {"id": "90", "seconds": 20.0, "turns": TURNS}
    place(call, Script("90", "title", "bank", "patient", **labels))
    return call


def expected(start: str, end: str) -> dict[str, object]:
    return {"cue": "thank", "from": start, "to": end, "why": "", "accept": ["feedback"]}


def test_times_are_marks_sentences_and_seconds() -> None:
    call = placed(expected=[expected("c1.e1", "c1.s2+3")], quiet=[{"from": "start", "to": "a1.e"}])
    assert [(e["from"], e["to"]) for e in call["expected"]] == [(6.0, 9.5)]
    assert call["quiet"] == [{"from": 0.0, "to": 3.0}]


def test_times_stay_within_the_call() -> None:
    call = placed(allowed=[{"cue": "thank", "from": "a1.s-5", "to": "c1.e+99"}])
    assert call["allowed"] == [{"cue": "thank", "from": 0.0, "to": 20.0}]


def test_a_cue_may_come_while_the_decisive_sentence_is_said() -> None:
    call = placed(expected=[expected("c1.e", "c1.e+8")])
    assert call["allowed"] == [
        {"cue": "thank", "from": 6.5, "to": 9.0},
        {"cue": "feedback", "from": 6.5, "to": 9.0},
    ]


def test_quiet_begins_when_the_cues_before_it_are_over() -> None:
    call = placed(expected=[expected("a1.e", "a1.e+8")], quiet=[{"from": "c1.s", "to": "end"}])
    assert call["quiet"] == [{"from": 11.0, "to": 20.0}]


def test_followed_is_the_turn_that_does_it() -> None:
    call = placed(followed=[{"cue": "thank", "mark": "c1"}])
    assert call["followed"] == [{"cue": "thank", "from": 4.0, "to": 9.0, "turn": 2}]


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({"expected": [expected("x9.e", "x9.e+8")]}, "no turn is marked x9"),
        ({"expected": [expected("c1.e3", "c1.e3+8")]}, "c1 has only 2 sentences"),
        ({"expected": [expected("soon", "c1.e")]}, "soon is not a time"),
        ({"expected": [expected("c1.e", "c1.s")]}, "ends before it begins"),
        (
            {"expected": [expected("c1.e", "c1.e+8")], "quiet": [{"from": "c1.s", "to": "end"}]},
            "expected at 9.0 in the quiet",
        ),
    ],
)
def test_labels_without_sense_are_refused(labels: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ScriptError, match=complaint):
        placed(**labels)
