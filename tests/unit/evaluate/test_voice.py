"""The figures of the voice: the arithmetic against slow definitions, the manifest's errors, a small whole run."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.blocks import RATE
from models.evaluate.voice import (
    Line,
    auc,
    calibration_error,
    evaluate_voice,
    read_manifest,
)

CALL = Path(__file__).parents[2] / "data" / "open-calls" / "01"

scored = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30)


@settings(deadline=None)
@given(scored)
def test_auc_is_the_share_of_pairs_in_order(pairs: list[tuple[float, bool]]) -> None:
    scores, truth = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    wins = [(a > b) + 0.5 * (a == b) for a in scores[truth] for b in scores[~truth]]
    found = auc(scores, truth)
    assert found == pytest.approx(np.mean(wins)) if wins else math.isnan(found)


def test_calibration_of_known_scores() -> None:
    sure = np.array([0.8] * 10)
    assert calibration_error(sure, np.array([True] * 8 + [False] * 2)) == pytest.approx(0.0)
    assert calibration_error(sure, np.array([False] * 10)) == pytest.approx(0.8)
    assert calibration_error(np.array([0.0, 1.0]), np.array([False, True])) == pytest.approx(0.0)


def test_the_line_does_what_it_says() -> None:
    sound = (0.1 * np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)).astype(np.float32)
    assert Line()(sound) == pytest.approx(sound)
    assert Line(gain_db=-12.0)(sound) == pytest.approx(sound * 10 ** (-12 / 20))
    noise = Line(noise_snr_db=15.0)(sound) - sound
    assert 10 * np.log10(np.mean(sound**2) / np.mean(noise**2)) == pytest.approx(15.0, abs=0.2)
    low = (0.1 * np.sin(2 * np.pi * 100 * np.arange(RATE) / RATE)).astype(np.float32)
    assert np.mean(Line(telephone=True)(low) ** 2) < 0.01 * np.mean(low**2)
    assert np.mean(Line(telephone=True)(sound) ** 2) == pytest.approx(np.mean(sound**2), rel=0.1)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The customer of a call as recordings: four turns, one called calm, and a silent file."""
    folder = tmp_path_factory.mktemp("voice")
    sound, rate = soundfile.read(CALL / "customer-phone.wav", dtype="float32")
    turns = json.loads((CALL / "call.json").read_text(encoding="utf-8"))["turns"]
    own = [turn for turn in turns if turn["speaker"] == "customer" and turn["end"] - turn["start"] > 2.0][:4]
    lines = ["path,label,speaker"]
    for i, turn in enumerate(own):
        soundfile.write(folder / f"{i}.wav", sound[int(turn["start"] * rate) : int(turn["end"] * rate)], rate)
        lines.append(f"{i}.wav,{'neutral' if i == 0 else 'angry'},one")
    soundfile.write(folder / "silent.wav", np.zeros(rate // 10, np.float32), rate)
    lines.append("silent.wav,sad,one")
    (folder / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    return evaluate_voice(read_manifest(folder / "m.csv"))


def test_the_calm_start_is_not_scored(figures: dict[str, object]) -> None:
    rows = figures["rows"]
    assert isinstance(rows, list)
    assert [row["label"] for row in rows] == ["angry"] * 3 + ["sad"]


def test_every_row_has_its_measures(figures: dict[str, object]) -> None:
    rows = figures["rows"]
    assert isinstance(rows, list)
    for row in rows[:3]:
        assert 0.0 < row["anger"] < 1.0
        assert 0.0 < row["arousal"] < 1.0
        assert 100.0 < row["f0_mean_hz"] < 400.0
        assert 2.0 < row["rate_syl_s"] < 9.0
        assert -60.0 < row["level_db"] < 0.0


def test_silence_is_no_stress(figures: dict[str, object]) -> None:
    rows = figures["rows"]
    assert isinstance(rows, list)
    assert (rows[3]["anger"], rows[3]["arousal"], rows[3]["f0_mean_hz"]) == (0.0, 0.0, None)


def test_figures_that_cannot_be_told_are_none(figures: dict[str, object]) -> None:
    assert figures["auc_angry_neutral"] is None
    assert 0.0 <= float(str(figures["auc_angry_rest"])) <= 1.0
    json.dumps(figures, allow_nan=False)
