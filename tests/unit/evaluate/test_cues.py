from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.evaluate.cue_score import Shown, score
from models.evaluate.cues import call_folders, evaluate_cues, read_calls
from models.evaluate.labels import CallsError
from models.events import CueShown, Event, Reason
from models.playbook.load import default_path, load

CALL: dict[str, Any] = {
    "id": "01",
    "seconds": 120.0,
    "turns": [],
    "expected": [
        {"cue": "acknowledge", "from": 10.0, "to": 18.0, "why": "angry", "accept": ["validate"]},
        {"cue": "concrete_steps", "from": 16.0, "to": 24.0, "why": "no date", "accept": ["acknowledge"]},
    ],
    "allowed": [{"cue": "breathe", "from": 30.0, "to": 40.0}],
    "quiet": [{"from": 60.0, "to": 120.0}],
}


def test_one_cue_may_hit_two_windows_and_the_delay_is_that_of_the_first() -> None:
    result = score(CALL, [Shown(17.0, "acknowledge", by_words=True)])
    assert (result.hit, result.hitting, result.false) == (2, 1, 0)
    assert result.word_delays == [7.0, 1.0]
    assert result.voice_delays == []


def test_the_lag_is_the_delay_without_what_the_spacing_held_back() -> None:
    result = score(CALL, [Shown(6.0, "breathe"), Shown(14.5, "acknowledge")], spacing=8.0)
    assert result.voice_delays == [4.5]
    assert result.voice_lags == [0.5]
    critical = score(CALL, [Shown(6.0, "breathe"), Shown(14.5, "acknowledge", critical=True)], spacing=8.0)
    assert critical.voice_lags == [4.5]


def test_it_also_counts_from_the_last_sentence_that_was_over_when_the_cue_came() -> None:
    turns = [
        {"speaker": "customer", "start": 7.0, "end": 10.0, "sentences": [[7.0, 8.0], [8.2, 10.0]]},
        {"speaker": "agent", "start": 10.3, "end": 12.5},
        {"speaker": "customer", "start": 13.0, "end": 16.0},
    ]
    result = score({**CALL, "turns": turns}, [Shown(13.0, "acknowledge", by_words=True)])
    assert (result.word_delays, result.word_after_speech) == ([3.0], [0.5])
    early = score({**CALL, "turns": turns[2:]}, [Shown(13.0, "acknowledge")])
    assert early.voice_after_speech == [13.0], "nobody had ended a sentence yet"


def test_an_accepted_cue_hits_and_a_second_one_is_extra() -> None:
    result = score(CALL, [Shown(10.5, "validate"), Shown(12.0, "acknowledge"), Shown(35.0, "breathe")])
    assert (result.hit, result.hitting, result.extra, result.false) == (1, 1, 2, 0)


def test_early_late_and_foreign_cues_are_false_and_in_quiet_a_violation() -> None:
    result = score(CALL, [Shown(9.9, "acknowledge"), Shown(18.1, "validate"), Shown(70.0, "breathe")])
    assert (result.hit, result.false, result.violations) == (0, 3, 1)
    assert any("in a quiet window" in note for note in result.notes)
    assert any("missed acknowledge" in note for note in result.notes)


def test_figures_where_nothing_is_expected() -> None:
    calm = score({**CALL, "expected": []}, [])
    assert calm.figures()["recall"] is None
    assert calm.figures()["precision"] is None
    assert calm.figures()["false_per_10_min"] == 0.0


def test_all_calls_together_through_a_player(tmp_path: Path) -> None:
    for name in ("01", "02"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "call.json").write_text(json.dumps({**CALL, "id": name}), encoding="utf-8")
    asked: list[tuple[str, bool]] = []

    def player(folder: Path, second_reading: bool) -> list[Event]:
        asked.append((folder.name, second_reading))
        cue = CueShown(
            11.0, "c1", "acknowledge", "t", ("s",), "w", "warn", reasons=(Reason("words", words="x"),)
        )
        return [cue] if folder.name == "01" else []

    found = evaluate_cues(read_calls(tmp_path, False), load(default_path("zh")), player, second_reading=False)
    assert asked == [("01", False), ("02", False)]
    assert found["recall"] == 0.25
    assert found["precision"] == 1.0
    assert found["delay_words_p95_s"] == 1.0
    assert found["delay_voice_p95_s"] is None
    assert [call["hit"] for call in found["calls"]] == [1, 0]
    assert sum("missed" in note for note in found["notes"]) == 3


@pytest.mark.parametrize(
    ("kind", "by_words"),
    [("words", True), ("agent.closed_run", True), ("flag.threat", True), ("customer.anger", False)],
)
def test_a_cue_is_by_words_where_its_reasons_are_said_or_counted_from_what_was_said(
    tmp_path: Path, kind: str, by_words: bool
) -> None:
    (tmp_path / "01").mkdir()
    (tmp_path / "01" / "call.json").write_text(json.dumps(CALL), encoding="utf-8")
    cue = CueShown(11.0, "c1", "acknowledge", "t", ("s",), "w", "warn", reasons=(Reason(kind),))
    found = evaluate_cues(read_calls(tmp_path, False), load(default_path("zh")), lambda folder, second: [cue])
    assert (found["delay_words_p95_s"] == 1.0) is by_words
    assert (found["delay_voice_p95_s"] == 1.0) is not by_words


def test_a_bad_label_of_any_call_is_known_before_the_first_is_played(tmp_path: Path) -> None:
    for name, label in (("01", CALL), ("02", [])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "call.json").write_text(json.dumps(label), encoding="utf-8")
    with pytest.raises(CallsError, match="02"):
        read_calls(tmp_path, written=False)


def test_bad_folders_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CallsError, match=r"no folder with a call\.json"):
        call_folders(tmp_path)
    with pytest.raises(CallsError, match=r"no folder .*nope"):
        call_folders(tmp_path / "nope")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "call.json").write_text("{", encoding="utf-8")
    with pytest.raises(CallsError, match="name the folder above"):
        call_folders(tmp_path / "x")
    with pytest.raises(CallsError, match="cannot be read"):
        read_calls(tmp_path, written=True)
    (tmp_path / "x" / "call.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CallsError, match="lacks expected, seconds, turns"):
        read_calls(tmp_path, written=True)
