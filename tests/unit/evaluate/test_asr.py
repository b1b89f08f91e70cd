import csv
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from models.evaluate import door
from models.evaluate.asr import Row, comparable, count_errors, evaluate_asr, read_manifest
from models.evaluate.recordings import BadManifest
from models.evaluate.units import edit_distance


def recordings(folder: Path, texts: list[str]) -> list[Row]:
    """A tone for each text; its length in hundredths of a second tells which it is."""
    rows = []
    for k, text in enumerate(texts):
        path = folder / f"{k}.wav"
        soundfile.write(path, 0.1 * np.sin(np.arange(160 * (100 + k))), 16_000)
        rows.append(Row(path, text))
    return rows


def answers(texts: list[str]):
    return lambda samples: texts[len(samples) // 160 - 100]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_errors_add_up(heard: str, said: str) -> None:
    errors = count_errors(heard, said)
    assert errors.total == edit_distance([ord(c) for c in heard], [ord(c) for c in said])
    assert errors.insertions - errors.deletions == len(heard) - len(said)


def test_kinds_of_errors() -> None:
    errors = count_errors("我要要退款马", "我要退货款")
    assert (errors.insertions, errors.deletions, errors.substitutions) in {(2, 1, 0), (1, 0, 2)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("我打12315！", "我打一二三一五"),
        ("幺三八零零", "一三八零零"),
        ("两百块", "200块"),
        ("百分之三十", "30％"),
        ("2026年", "二零二六年"),
    ],
)
def test_the_same_said_in_other_signs_is_the_same(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


def test_figures(tmp_path: Path) -> None:
    said = ["我要投诉你们", "谢谢", "我要退款"]
    rows = recordings(tmp_path, said)
    figures = evaluate_asr(rows, answers(["我要头诉你们", "谢谢", "我要退款退款"]), keywords=["投诉", "退款"])
    assert figures["cer"] == pytest.approx(3 / 12)
    assert (figures["insertions"], figures["deletions"], figures["substitutions"]) == (2, 0, 1)
    assert figures["cer_low"] <= figures["cer"] <= figures["cer_high"]
    assert figures["keyword_recall"] == pytest.approx(1 / 2)
    assert figures["keyword_false_per_min"] == pytest.approx(1 / (3.03 / 60), rel=0.01)
    assert figures["worst"][0]["heard"] == "我要退款退款"
    assert figures["rows"] == 3
    assert figures["rtf"] >= 0


def test_without_keywords_there_are_no_keyword_figures(tmp_path: Path) -> None:
    figures = evaluate_asr(recordings(tmp_path, ["谢谢"]), answers(["谢谢"]))
    assert figures["keyword_recall"] is None
    assert figures["keyword_false_per_min"] is None
    assert figures["cer"] == 0.0


def test_the_telephone_is_what_the_recogniser_hears(tmp_path: Path) -> None:
    path = tmp_path / "low.wav"
    soundfile.write(path, 0.3 * np.sin(2 * math.pi * 100 * np.arange(16_000) / 16_000), 16_000)
    heard = []
    for telephone in (False, True):
        evaluate_asr([Row(path, "嗯")], lambda x: heard.append(float(np.std(x))) or "嗯", telephone)
    assert heard[1] < heard[0] / 10


def test_a_manifest_is_read_relative_to_itself(tmp_path: Path) -> None:
    with (tmp_path / "m.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("path", "text", "speaker"), ("a/b.wav", "你好", "x")])
    assert read_manifest(tmp_path / "m.csv") == [Row(tmp_path / "a/b.wav", "你好")]


@pytest.mark.parametrize("content", ["path,label\na.wav,angry\n", "path,text\na.wav,。\n", "", None])
def test_a_bad_manifest_is_one_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "m.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadManifest, match=r"m\.csv"):
        read_manifest(path)


def test_a_refused_model_is_not_measured_as_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recordings(tmp_path, ["你好"])
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(f"path,text\n{tmp_path / '0.wav'},你好\n", encoding="utf-8")
    (tmp_path / "no-model").mkdir()
    code = door.main(["asr", str(manifest), "--model", str(tmp_path / "no-model")])
    said = capsys.readouterr()
    assert code == 2
    assert "no-model" in said.err
    assert not said.out
