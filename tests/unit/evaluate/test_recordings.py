"""Manifests and the recordings in them: what is wrong with one is a sentence that names it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.blocks import RATE
from models.evaluate.recordings import BadManifest, read_rows, read_sound


def test_a_short_row_has_empty_fields(tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,label,speaker\na.wav\n", encoding="utf-8")
    assert read_rows(manifest, ("path", "label")) == [(2, {"path": "a.wav", "label": "", "speaker": ""})]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    manifest = tmp_path / "m.csv"
    manifest.write_text("path,label\na.wav,angry\n", encoding="utf-8")
    with pytest.raises(BadManifest, match="speaker") as caught:
        read_rows(manifest, ("path", "label", "speaker"))
    assert "缺少" in caught.value.text.zh


def test_a_missing_manifest_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match="nowhere"):
        read_rows(tmp_path / "nowhere.csv", ("path",))


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"no sound at all")
    with pytest.raises(BadManifest, match=r"broken\.wav"):
        read_sound(broken)


def test_what_breaks_off_in_the_middle_is_named(tmp_path: Path) -> None:
    whole = tmp_path / "whole.flac"
    soundfile.write(whole, np.random.default_rng(0).uniform(-0.5, 0.5, 3 * RATE), RATE)
    content = bytearray(whole.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = b"\xff" * 400
    (tmp_path / "broken.flac").write_bytes(content)
    with pytest.raises(BadManifest, match=r"broken\.flac breaks off"):
        read_sound(tmp_path / "broken.flac")


@pytest.mark.parametrize("rate", [8000, 22050, 44100, 96000])
def test_any_rate_any_channels_and_no_numbers(tmp_path: Path, rate: int) -> None:
    t = np.arange(rate) / rate
    sound = np.stack([np.sin(2 * np.pi * 440 * t), np.zeros(rate)], axis=1).astype(np.float32)
    sound[10] = np.nan
    sound[20] = np.inf
    soundfile.write(tmp_path / "a.wav", sound, rate, subtype="FLOAT")
    read = read_sound(tmp_path / "a.wav")
    assert len(read) == pytest.approx(RATE, abs=2)
    assert np.isfinite(read).all()
    assert np.sqrt(np.mean(read[2000:-2000] ** 2)) == pytest.approx(0.5 / math.sqrt(2), rel=0.02)
