"""What a person gives wrongly is one sentence and exit code 2, before anything is loaded or measured."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models import settings
from models.evaluate import door, printing
from models.parts import Parts

Says = Callable[..., str]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Says:
    """The one sentence on standard error that a use is refused with; fails where anything would have been loaded."""
    monkeypatch.setattr(door, "load_parts", lambda *_: pytest.fail("loaded before the input was read"))

    def refused(*arguments: str | Path, language: str = "en") -> str:
        chosen = settings.Loaded(settings.changed(settings.Settings(), "language", language))
        monkeypatch.setattr(door, "load", lambda: chosen)
        assert door.main([str(argument) for argument in arguments]) == 2
        said = capsys.readouterr()
        assert not said.out
        (line,) = said.err.splitlines()
        return line

    return refused


def manifest(folder: Path, *rows: str, columns: str = "path,text,label,speaker") -> Path:
    path = folder / "m.csv"
    path.write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    return path


def recording(folder: Path, name: str = "a.wav", samples: int = 8000) -> Path:
    soundfile.write(folder / name, np.zeros(samples), 16_000)
    return folder / name


BAD: dict[str, Callable[[Path], object]] = {
    "missing.wav": lambda path: None,
    "没有.wav": lambda path: None,
    "text.wav": lambda path: path.write_text("no sound", encoding="utf-8"),
    "empty.wav": lambda path: path.touch(),
    "folder.wav": lambda path: path.mkdir(),
    "silent.wav": lambda path: recording(path.parent, path.name, 0),
    "": lambda path: None,
}


@pytest.mark.parametrize("verb", [["asr"], ["asr", "--units"], ["voice"]])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_recording_is_named_with_its_line(
    says: Says, tmp_path: Path, verb: list[str], name: str
) -> None:
    BAD[name](tmp_path / name)
    recording(tmp_path)
    line = says(*verb, manifest(tmp_path, "a.wav,你好,angry,x", "", f"{name},你好,angry,x"))
    assert "Line 4" in line
    assert name in line


def test_a_missing_recording_is_said_to_be_missing_in_both_languages(says: Says, tmp_path: Path) -> None:
    path = manifest(tmp_path, "a.wav,你好,angry,x")
    assert "does not exist" in says("asr", path)
    line = says("asr", path, language="zh")
    assert line.startswith("callcue：")
    assert "第 2 行" in line
    assert "不存在" in line


@pytest.mark.parametrize("place", ["nowhere/f.json", ".", ""])
def test_a_place_that_cannot_be_written_is_known_before_the_measuring(
    says: Says, tmp_path: Path, place: str
) -> None:
    recording(tmp_path)
    assert "cannot be written" in says(
        "asr", manifest(tmp_path, "a.wav,你好,angry,x"), "--json", tmp_path / place if place else ""
    )


def test_nothing_is_left_at_the_place_when_the_input_is_bad(says: Says, tmp_path: Path) -> None:
    says("asr", manifest(tmp_path, "a.wav,你好,angry,x"), "--json", tmp_path / "f.json")
    assert not (tmp_path / "f.json").exists()


@pytest.mark.parametrize("content", [None, b"", b"\n \n", "投诉".encode("gbk")])
def test_bad_phrases_are_known_before_the_models_are_loaded(
    says: Says, tmp_path: Path, content: bytes | None
) -> None:
    recording(tmp_path)
    if content is not None:
        (tmp_path / "words.txt").write_bytes(content)
    line = says("asr", manifest(tmp_path, "a.wav,你好,angry,x"), "--keywords", tmp_path / "words.txt")
    assert "words.txt" in line


def test_units_of_no_row_are_no_figures(says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording(tmp_path)
    parts = Parts(settings.Settings(), ear=object())
    monkeypatch.setattr(door, "_parts", lambda _: (parts, 0.0))
    assert "no row to measure" in says("asr", manifest(tmp_path, "a.wav,hello,angry,x"), "--units")


@pytest.mark.parametrize("label", ["生气", ""])
def test_a_label_that_the_voice_is_not_measured_by_is_named_with_its_line(
    says: Says, tmp_path: Path, label: str
) -> None:
    line = says("voice", manifest(tmp_path, "a.wav,你好,angry,x", f"a.wav,你好,{label},x"))
    assert f"Line 3 of the manifest {tmp_path / 'm.csv'} has the label {label!r}" in line
    assert "angry, sad, neutral" in line


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (",angry,", "no text"),
        ("你好,,", "the label ''"),
        ("你好,furious,", "the label 'furious'"),
        ("你好,angry,threat;shouting", "the unknown flags shouting"),
    ],
)
def test_a_text_that_cannot_be_measured_is_named_with_its_line(
    says: Says, tmp_path: Path, row: str, wrong: str
) -> None:
    line = says("text", manifest(tmp_path, "你好,angry,threat", row, columns="text,label,flags"))
    assert "Line 3" in line
    assert wrong in line


@pytest.mark.parametrize("given", ["", "nope", "no-model"])
def test_a_model_that_is_none_is_not_blamed_on_the_settings(says: Says, tmp_path: Path, given: str) -> None:
    recording(tmp_path)
    (tmp_path / "no-model").mkdir()
    model = tmp_path / given if given else ""
    line = says("asr", manifest(tmp_path, "a.wav,你好,angry,x"), "--model", model)
    assert line.startswith("callcue: --model: there is no ")
    assert "settings" not in line


@pytest.mark.parametrize(
    "content", ["投诉".encode("gbk"), "path,text".encode("utf-16"), "path".encode("utf-16-le")]
)
def test_a_manifest_that_is_not_in_utf_8_is_to_be_saved_again(
    says: Says, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "m.csv").write_bytes(content)
    assert "Save it as CSV UTF-8" in says("asr", tmp_path / "m.csv")
    assert "另存为 UTF-8 的 CSV" in says("asr", tmp_path / "m.csv", language="zh")


def test_a_lacking_column_is_said_with_those_that_were_found(says: Says, tmp_path: Path) -> None:
    path = manifest(tmp_path, "a.wav,你好", columns="file,words")
    assert "lacks the columns path, text (it has file, words)" in says("asr", path)
    assert "缺少列：path、text（现有的列：file、words）" in says("asr", path, language="zh")


@pytest.mark.parametrize("oracle", [[], ["--oracle-text"]])
def test_bad_calls_are_known_before_the_models_are_loaded(
    says: Says, tmp_path: Path, oracle: list[str]
) -> None:
    assert "no folder" in says("cues", tmp_path / "nope", *oracle)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "call.json").write_text("[]", encoding="utf-8")
    assert str(tmp_path) in says("cues", tmp_path / "x", *oracle, language="zh")
    assert "JSON object" in says("cues", tmp_path, *oracle)


@pytest.mark.parametrize("given", ["99999", "nan", "inf", "-61", "loud"])
@pytest.mark.parametrize("option", ["--gain-db", "--noise-snr-db"])
def test_decibels_have_bounds(option: str, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        door.main(["voice", "m.csv", f"{option}={given}"])
    assert ended.value.code == 2
    assert "60" in capsys.readouterr().err


def test_what_cannot_be_told_is_a_dash_and_the_names_are_a_column() -> None:
    figures = {
        "auc_angry_neutral_high": None,
        "ece": 0.25,
        "flags": {"threat": {"precision": None, "rows": 1}},
    }
    assert list(printing.lines(figures, False)) == [
        "auc_angry_neutral_high  –",
        "ece                     0.2500",
        "flag threat             precision –  rows 1",
    ]


@pytest.mark.parametrize("verb", ["asr", "voice", "text", "cues"])
def test_every_verb_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        door.main([verb, "--help"])
    assert f"main.py evaluate {verb} " in capsys.readouterr().out
