"""The detector's arithmetic gives what the published network gives."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.activity import DETECTOR
from audio.blocks import RATE
from audio.silero import AT_FIRST, CONTEXT, STEP, DetectorMissing, Silero

DATA = Path(__file__).parents[2] / "data"


def test_as_published() -> None:
    expected = json.loads((DATA / "silero-probabilities.json").read_text(encoding="utf-8"))["probabilities"]
    sound, rate = soundfile.read(DATA / "open-calls" / "07" / "customer-phone.wav", dtype="float32")
    sound = np.concatenate((np.zeros(CONTEXT), soxr.resample(sound, rate, RATE))).astype(np.float32)
    silero, state, found = Silero.load(DETECTOR), AT_FIRST, []
    for step in range(len(expected)):
        probability, state = silero.hear(sound[step * STEP : step * STEP + CONTEXT + STEP], state)
        found.append(probability)
    assert found == pytest.approx(expected, abs=1e-4)


def test_other_arrays_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", first=np.zeros((2, 2)))
    with pytest.raises(DetectorMissing, match=r"other\.npz"):
        Silero.load(tmp_path / "other.npz")
