"""The fundamental of made voices, with and without their low harmonics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.blocks import RATE, Block, Samples
from audio.pitch import HOLD, LOOK_AHEAD, PitchTracker
from audio.spectrum import Frames, levels_db


def voice(hz: float, seconds: float = 1.0, lowest: float = 0.0, glide_st: float = 0.0) -> Samples:
    """Harmonics up to 3400 Hz, 6 dB an octave down; none below `lowest`."""
    t = np.arange(round(seconds * RATE)) / RATE
    f0 = hz * 2.0 ** (glide_st * t / seconds / 12.0)
    phase = 2 * np.pi * np.cumsum(f0) / RATE
    harmonics = [n for n in range(1, int(3400 / hz) + 1) if n * hz >= lowest]
    sound = sum(np.sin(n * phase) / n for n in harmonics)
    return (0.1 * sound / np.abs(sound).max()).astype(np.float32)


def track(sound: Samples, size: int = 320) -> np.ndarray:
    """F0 of every hop."""
    return both(sound, size)[:, 0]


def both(sound: Samples, size: int = 320) -> np.ndarray:
    """(F0, voicing) of every hop."""
    frames, tracker = Frames(), PitchTracker()
    blocks = (Block("customer", i / RATE, sound[i : i + size], RATE) for i in range(0, len(sound), size))
    powers = (power for block in blocks for _, power in frames.feed(block))
    return np.array([hop for power in powers for hop in tracker.feed(power, levels_db(power)[:, 0].tolist())])


@pytest.mark.parametrize("hz", [80.0, 110.0, 150.0, 220.0, 320.0, 450.0])
@pytest.mark.parametrize("lowest", [0.0, 300.0])
def test_steady_voice(hz: float, lowest: float) -> None:
    """Also where the telephone has cut away everything below 300 Hz."""
    found = track(voice(hz, lowest=lowest))[5:-5]
    assert np.nanmax(np.abs(found / hz - 1.0)) < 0.02
    assert np.isnan(found).mean() == 0.0


def test_gliding_voice_is_followed() -> None:
    found = track(voice(120.0, seconds=1.0, lowest=300.0, glide_st=12.0))
    expected = 120.0 * 2.0 ** (np.arange(len(found)) * 0.01)
    inside = slice(5, -5)
    assert np.nanmax(np.abs(found[inside] / expected[inside] - 1.0)) < 0.05


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_pitch(seed: int) -> None:
    hiss = np.random.default_rng(seed).normal(0, 0.05, RATE).astype(np.float32)
    assert np.isnan(track(hiss)).mean() > 0.7


def test_silence_has_no_pitch() -> None:
    assert np.isnan(track(np.zeros(RATE, np.float32))).all()


def test_the_hops_beside_a_voice_have_its_pitch_but_no_voicing() -> None:
    quiet = np.zeros(RATE // 2, np.float32)
    f0, voicing = both(np.concatenate([quiet, voice(150.0, seconds=0.5), quiet])).T
    voiced, pitched = np.flatnonzero(voicing > 0), np.flatnonzero(~np.isnan(f0))
    assert pitched[0] == voiced[0] - LOOK_AHEAD
    assert pitched[-1] == voiced[-1] + HOLD
    assert np.abs(f0[pitched] / 150.0 - 1.0).max() < 0.06


def test_two_hops_behind() -> None:
    frames, tracker = Frames(), PitchTracker()
    powers = [power for _, power in frames.feed(Block("customer", 0.0, voice(150.0), RATE))]
    given_out = sum(len(list(tracker.feed(power, levels_db(power)[:, 0].tolist()))) for power in powers)
    assert given_out == sum(len(power) for power in powers) - LOOK_AHEAD


@settings(max_examples=15, deadline=None)
@given(size=st.sampled_from([1, 160, 441, 4096]), seed=st.integers(0, 1000))
def test_block_size_does_not_matter(size: int, seed: int) -> None:
    sound = voice(180.0, seconds=0.3) + np.random.default_rng(seed).normal(0, 0.01, 4800).astype(np.float32)
    np.testing.assert_array_equal(track(sound, size), track(sound, 320))
