"""The linear model: its values, its weights on disk, and what it was not trained on."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from models import manifest
from models.feeling.lexicon.reading import Lexicon
from models.feeling.lexicon.tokens import tokens
from models.feeling.words_model import LEXICON_WEIGHT, WordsModel, lexicon_value
from models.training.words.corpus import authored


def test_runs_together_count_one_and_words_less() -> None:
    lexicon = Lexicon.load("zh")
    plain = lexicon.language.plain("我要投诉你们")
    found = tokens(plain, lexicon.find(plain.chars), lexicon)
    known, _, values = WordsModel.load(manifest.WEIGHTS / "words-zh").values(found)
    runs = [value for token, value in zip(known, values, strict=True) if not token.name.startswith("[")]
    words = {
        token.name: value for token, value in zip(known, values, strict=True) if token.name.startswith("[")
    }
    assert sum(value**2 for value in runs) == pytest.approx(1.0, abs=1e-3)
    assert words["[threat]"] == pytest.approx(LEXICON_WEIGHT)
    assert lexicon_value(600) < LEXICON_WEIGHT


def test_hidden_words_give_no_runs() -> None:
    lexicon = Lexicon.load("zh")
    plain = lexicon.language.plain("我没有生气")
    names = {token.name for token in tokens(plain, lexicon.find(plain.chars), lexicon)}
    assert "[anger/denied]" in names
    assert "生气" not in names
    assert "有否" in names


def test_tampered_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "words-zh"
    shutil.copytree(manifest.WEIGHTS / "words-zh", folder)
    weights = folder / "words.npz"
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(manifest.ModelProblem):
        WordsModel.load(folder)


@pytest.mark.parametrize(
    ("language", "file"),
    [
        ("zh", "words-challenge.csv"),
        ("zh", "words-unseen.csv"),
        ("zh", "words-examiners.csv"),
        ("zh", "words-hard.csv"),
        ("en", "words-challenge-en.csv"),
    ],
)
def test_nothing_that_is_measured_on_is_trained_on(language: str, file: str) -> None:
    with (Path(__file__).parents[2] / "data" / file).open(encoding="utf-8") as rows:
        measured = {row["text"] for row in csv.DictReader(rows)}
    assert measured.isdisjoint(sample.text for sample in authored(language))
