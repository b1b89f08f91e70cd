"""Pitch as training sees it: true, as long as the log-mel, and what Vosk reads from its file."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from models.training.asr import pitch
from models.training.asr.features import RATE, log_mel

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the library exports its functions on Linux alone"
)


def buzz(hertz: np.ndarray) -> np.ndarray:
    """A voice-like sound, one frequency a sample."""
    phase = np.cumsum(hertz) / RATE
    return np.asarray(0.1 * sum(np.sin(2 * np.pi * k * phase) / k for k in range(1, 12)), np.float32)


def test_the_pitch_of_a_gliding_voice_is_found() -> None:
    hertz = 160 + 60 * np.sin(2 * np.pi * np.arange(2 * RATE) / RATE)
    found = pitch.tone(buzz(hertz))
    middle = hertz[np.arange(len(found)) * 160 + 200]
    assert np.abs(np.exp(found[5:-5, 3]) / middle[5:-5] - 1).max() < 0.03
    rising = np.gradient(np.log(middle))[10:-10]
    assert np.corrcoef(found[10:-10, 2], rising)[0, 1] > 0.95


def test_a_mean_looks_back_alone() -> None:
    low, high = np.full(RATE, 120.0), np.full(RATE, 240.0)
    found, alone = pitch.tone(buzz(np.concatenate([low, high]))), pitch.tone(buzz(low))
    assert np.allclose(found[:70, :3], alone[:70, :3], atol=1e-3)


@pytest.mark.parametrize("samples", [0, 399, 400, 401, 559, 560, 16001])
def test_as_many_rows_as_the_log_mel(samples: int) -> None:
    sound = np.random.default_rng(1).normal(0, 0.05, samples).astype(np.float32)
    assert pitch.tone(sound).shape == (len(log_mel(sound)), pitch.COLUMNS)


def test_silence_is_finite() -> None:
    assert np.isfinite(pitch.tone(np.zeros(RATE, np.float32))).all()
