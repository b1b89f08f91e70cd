from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models.ear.mel import BANDS
from models.ear.units import text_to_units
from models.training.ear import batches, corpora, prepare

_TEXTS = ["您好", "我要退款", "三点钟", "请稍等", "没办法", "谢谢您"]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> prepare.Corpus:
    rng = np.random.default_rng(0)
    with (tmp_path / "own.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(corpora.COLUMNS)
        for k, text in enumerate([*_TEXTS, "买 iPhone", "太短了"]):
            seconds = 0.1 if text == "太短了" else 1.0 + 0.4 * k
            soundfile.write(tmp_path / f"{k}.wav", rng.standard_normal(round(8000 * seconds)) * 0.02, 8000)
            writer.writerow([f"{k}.wav", "dev" if k == 5 else "train", "own", f"speaker{k}", text])
    monkeypatch.setattr(sys, "argv", ["prepare", str(tmp_path / "corpus"), str(tmp_path / "own.csv")])
    assert prepare.main() == 0
    return prepare.Corpus(tmp_path / "corpus")


def test_recordings_are_decoded_spelt_and_brought_to_one_level(corpus: prepare.Corpus) -> None:
    assert [clip.text for clip in corpus.clips] == _TEXTS
    assert [clip.text for clip in corpus.split("dev")] == ["谢谢您"]
    for clip in corpus.clips:
        samples = corpus.samples(clip)
        assert clip.units == text_to_units(clip.text)
        assert len(samples) == clip.length
        assert np.sqrt((samples**2).mean()) == pytest.approx(prepare.SPEECH_RMS, rel=0.02)
    assert corpus.clips[0].length == pytest.approx(16000, abs=2)


def test_an_epoch_has_every_clip_once(corpus: prepare.Corpus) -> None:
    planned = batches.plan(corpus.clips, np.random.default_rng(3))
    assert sorted(k for batch in planned for sequence in batch for k in sequence) == list(range(len(_TEXTS)))


def test_a_batch_spells_what_its_sequences_say(corpus: prepare.Corpus) -> None:
    batch = batches.make(corpus, corpus.clips, [[0, 1], [3]], np.random.default_rng(1))
    assert batch.units == [corpus.clips[0].units + corpus.clips[1].units, corpus.clips[3].units]
    assert batch.mel.shape[:2] == (2, BANDS)
    assert batch.mel.shape[2] % 6 == 0
    assert np.isfinite(batch.mel).all()
    again = batches.make(corpus, corpus.clips, [[0, 1], [3]], np.random.default_rng(1))
    assert np.array_equal(batch.mel, again.mel)


def test_ctc_needs_a_frame_for_every_unit_and_one_more_between_equals() -> None:
    assert prepare.fits([5, 6, 7], 0.13)
    assert not prepare.fits([5, 5, 5], 0.13)
    assert not prepare.fits([5], prepare.LONGEST_S + 1)
