from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ear.mel import BANDS, HOP, RATE, log_mel

REFERENCE = Path(__file__).parent / "log_mel_of_chirp.npy"
"""Made by faster-whisper 1.2.1's FeatureExtractor (padding=0) from `_chirp()`."""


def _chirp() -> np.ndarray:
    t = np.arange(4800) / RATE
    noise = np.random.default_rng(7).standard_normal(4800)
    tones = 0.3 * np.sin(2 * np.pi * (200 * t + 900 * t * t)) + 0.05 * np.sin(2 * np.pi * 2500 * t)
    return (tones + 0.02 * noise).astype(np.float32)


def test_equal_to_whispers_own_features() -> None:
    np.testing.assert_allclose(log_mel(_chirp()), np.load(REFERENCE), atol=1e-4)


@pytest.mark.parametrize("hz", [300.0, 1000.0, 3000.0])
def test_a_tone_is_loudest_in_its_band(hz: float) -> None:
    t = np.arange(RATE // 4) / RATE
    mel = log_mel(np.sin(2 * np.pi * hz * t).astype(np.float32))
    # Slaney's scale by its definition: 3 mel a 200 Hz up to 1000 Hz, then logarithmic.
    place = 3 * hz / 200 if hz <= 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)
    top = 15 + 27 * np.log(8) / np.log(6.4)
    assert abs(mel[:, 10].argmax() + 1 - place / top * (BANDS + 1)) < 1


@given(st.integers(401, 4000))
def test_a_frame_each_hop_over_eight_decades(n: int) -> None:
    mel = log_mel(np.random.default_rng(n).standard_normal(n).astype(np.float32))
    assert mel.shape == (BANDS, n // HOP)
    assert mel.dtype == np.float32
    assert mel.max() - mel.min() <= 2.0 + 1e-6


def test_silence_is_flat() -> None:
    assert np.ptp(log_mel(np.zeros(1600, np.float32))) == 0
