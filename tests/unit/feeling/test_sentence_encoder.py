"""The sentence encoder that ships, and folders that are none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models import manifest
from models.feeling.sentence_encoder import FILE, FOLDER, PIECES, SentenceEncoder
from models.feeling.words_model import WordsModel

SMALL = 20_000_000


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


def test_it_knows_the_classes_of_the_words(encoder: SentenceEncoder) -> None:
    assert set(encoder.classes) == set(WordsModel.load(manifest.WEIGHTS / "words-zh").classes)


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("你们到底管不管啊都第几回了", "angry"),
        ("这可怎么办啊我一晚上没睡", "anxious"),
        ("你说的这些我是一个字都没听懂", "confused"),
        ("太谢谢你了帮了我大忙", "pleased"),
    ],
)
def test_plain_feelings_are_read(encoder: SentenceEncoder, text: str, feeling: str) -> None:
    read = encoder.read(text)
    assert max(read, key=lambda name: read[name]) == feeling
    assert sum(read.values()) == pytest.approx(1.0, abs=1e-5)


def test_nothing_and_nonsense_are_read_too(encoder: SentenceEncoder) -> None:
    for text in ("", "…", "龘龘龘", "x" * 5000):
        assert sum(encoder.read(text).values()) == pytest.approx(1.0, abs=1e-5)


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < SMALL


@pytest.mark.parametrize("name", [FILE, PIECES])
def test_a_broken_file_is_a_problem_with_a_sentence(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sentences-zh"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_bytes(b"no")
    with pytest.raises(manifest.ModelProblem) as caught:
        SentenceEncoder.load(folder)
    assert name in caught.value.text.zh
