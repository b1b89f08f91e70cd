from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from models.ear.heard import Heard
from models.ear.mel import BANDS, band_centres, log_mel
from models.ear.units import UNITS, text_to_units
from models.training.ear import agree, batches, corpora, prepare

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


def test_a_second_sample_keeps_away_from_known_clips_and_from_speakers_that_are_measured(
    tmp_path: Path,
) -> None:
    known, listed = tmp_path / "split.csv", tmp_path / "validated.tsv"
    known.write_text(
        "file,split,speaker,text\na.mp3,train,cv_" + "1" * 16 + ",甲\nb.mp3,test,cv_" + "2" * 16 + ",乙\n",
        encoding="utf-8",
    )
    rows = [
        ("1" * 128, "a.mp3"),
        ("1" * 128, "new.mp3"),
        ("2" * 128, "measured.mp3"),
        ("3" * 128, "other.mp3"),
    ]
    listed.write_text(
        "client_id\tpath\tsentence\n" + "".join(f"{who}\t{path}\t“您好”\n" for who, path in rows),
        encoding="utf-8",
    )
    found = list(corpora.common_voice_list(listed, tmp_path, known))
    assert [Path(row["path"]).name for row in found] == ["new.mp3", "other.mp3"]
    assert {row["split"] for row in found} == {"train"}


def test_words_are_named_by_their_files(tmp_path: Path) -> None:
    for name in ("cmn-好", "cmn-一下", "cmn-一_也_", "cmn-一共", "cmn-一再", "cmn-一切", "cmn-一半"):
        (tmp_path / f"{name}.mp3").touch()
    found = list(corpora.words(tmp_path))
    assert all(Path(row["path"]).stem == f"cmn-{row['text']}" for row in found)
    assert len(found) == 2
    assert {row["split"] for row in found} == {"doubtful"}


def test_two_recordings_of_each_word_and_student(tmp_path: Path) -> None:
    for take in range(1, 5):
        for word in (0, 5):
            path = tmp_path / "153" / f"153-{word:02}-{take:02}.wav"
            path.parent.mkdir(exist_ok=True)
            path.touch()
    found = [(Path(row["path"]).stem, row["text"], row["speaker"]) for row in corpora.dsp(tmp_path)]
    assert found == [
        ("153-00-01", "数字", "dsp_153"),
        ("153-00-02", "数字", "dsp_153"),
        ("153-05-01", "总工", "dsp_153"),
        ("153-05-02", "总工", "dsp_153"),
    ]


class EarByHeart:
    """Hears the units of `said`, whatever the sound."""

    def __init__(self, said: list[int]) -> None:
        self._said = said

    def hear(self, samples: np.ndarray) -> Heard:
        posteriors = np.full((2 * len(self._said) + 1, len(UNITS)), -12.0, np.float32)
        posteriors[:, 0] = 0.0
        for k, unit in enumerate(self._said):
            posteriors[2 * k + 1, [0, unit]] = -12.0, 0.0
        return Heard(0.0, posteriors)


def test_a_doubtful_clip_counts_if_an_ear_hears_about_its_text(corpus: prepare.Corpus) -> None:
    clip = next(clip for clip in corpus.clips if clip.text == "我要退款")
    right, wrong = clip.units, text_to_units("请稍等一下")
    assert right
    assert wrong
    assert agree.agrees(EarByHeart(right), corpus, clip)  # type: ignore[arg-type]
    assert agree.agrees(EarByHeart([*right[:-2], 1, 2]), corpus, clip)  # type: ignore[arg-type]
    assert not agree.agrees(EarByHeart(wrong), corpus, clip)  # type: ignore[arg-type]


def test_a_bent_voice_is_as_much_higher_as_asked() -> None:
    t = np.arange(8000) / 16000
    mel = log_mel(np.sin(2 * np.pi * 1500 * t).astype(np.float32))
    batches.bend(mel, 1.2)
    assert band_centres()[mel.mean(1).argmax()] == pytest.approx(1800, rel=0.03)
