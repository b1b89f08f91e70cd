"""The figures of the feeling in words, on a reader whose answers are known."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from models.evaluate.door import main
from models.evaluate.text import BadLabels, evaluate_text
from models.feeling.words import Flag, WordsFeeling, WordsReader

ANGRY = WordsFeeling(-0.9, 0.8, 0.1, 0.0, 0.0, 0.0, 0.9, (Flag("threat", 0.9, 0, 2, "投诉"),))
CALM = WordsFeeling(0.0, 0.1, 0.0, 0.0, 0.0, 0.1, 0.1)
PLEASED = WordsFeeling(0.9, 0.0, 0.0, 0.0, 0.0, 0.9, 0.0, (Flag("gratitude", 0.9, 0, 2, "谢谢"),))


class _Known(WordsReader):
    def __init__(self) -> None:
        self._answers = {"投诉": ANGRY, "你好": CALM, "谢谢": PLEASED}

    def read(self, text: str) -> WordsFeeling:
        return self._answers[text]


def _rows(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"text": text, "label": label, "flags": flags} for text, label, flags in rows]


def test_all_right() -> None:
    figures = evaluate_text(
        _rows(("投诉", "angry", "threat"), ("你好", "neutral", ""), ("谢谢", "happy", "gratitude")), _Known()
    )
    assert figures["auc_negative"] == figures["auc_angry"] == 1.0
    assert figures["balanced_accuracy"] == figures["macro_f1"] == 1.0
    assert figures["ece"] == pytest.approx(0.1667, abs=0.001)
    assert figures["flags"]["threat"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "rows": 1}


def test_mistakes_show() -> None:
    rows = _rows(("投诉", "neutral", ""), ("你好", "angry", "threat"), ("谢谢", "pleased", ""))
    figures = evaluate_text(rows, _Known())
    assert figures["auc_angry"] == 0.5
    assert figures["balanced_accuracy"] == pytest.approx(1 / 3, abs=0.001)
    assert figures["flags"]["threat"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "rows": 1}
    assert figures["flags"]["gratitude"]["precision"] == 0.0


def test_polarities() -> None:
    rows = _rows(("投诉", "dissatisfied", ""), ("你好", "neutral", ""), ("谢谢", "satisfied", ""))
    figures = evaluate_text(rows, _Known())
    assert figures["auc_negative"] == 1.0
    assert figures["auc_angry"] is None
    assert figures["balanced_accuracy"] == 1.0
    assert figures["ece"] == pytest.approx(0.0667, abs=0.001)


def test_two_polarities_leave_no_middle() -> None:
    figures = evaluate_text([{"text": "投诉", "label": "neg"}, {"text": "谢谢", "label": "pos"}], _Known())
    assert figures["balanced_accuracy"] == 1.0
    assert figures["flags"] == {}


def test_rows_say_what_was_read_where() -> None:
    (row,) = evaluate_text(_rows(("投诉", "angry", "threat")), _Known())["rows"]
    assert (row["read_as"], row["valence"]) == ("angry", -0.9)
    assert row["flags"] == [{"name": "threat", "words": "投诉", "start": 0, "end": 2, "weight": 0.9}]


def test_the_door_prints_each_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = tmp_path / "texts.csv"
    manifest.write_text("text,label,flags\n我要投诉你们,angry,threat\n好的,neutral,\n", encoding="utf-8")
    assert main(["text", str(manifest)]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("flag "))
    assert line.split() == ["flag", "threat", "precision", "1.0", "recall", "1.0", "f1", "1.0", "rows", "1"]


@pytest.mark.parametrize("labels", [["furious"], ["negative", "angry"], [], [""]])
def test_labels_of_no_kind_are_refused_in_both_languages(labels: list[str]) -> None:
    with pytest.raises(BadLabels) as raised:
        evaluate_text([{"text": "投诉", "label": label} for label in labels], _Known())
    assert "标签" in raised.value.text.zh
    assert "Labels" in raised.value.text.en


def test_challenge_set_is_read_well_enough() -> None:
    with (Path(__file__).parents[2] / "data/words-challenge.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "held"]
    figures = evaluate_text(rows, WordsReader.load("zh"))
    assert figures["macro_f1"] > 0.85
    assert min(flag["f1"] for flag in figures["flags"].values()) > 0.75
