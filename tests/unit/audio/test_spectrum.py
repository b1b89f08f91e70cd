"""Level, tilt and flux of sounds whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from audio.blocks import RATE, Block, Samples
from audio.spectrum import BANDS, FLOOR_DB, Floats, Frames, flux_db, levels_db, tilt_db_oct


def powers(sound: Samples) -> np.ndarray:
    return np.concatenate([power for _, power in Frames().feed(Block("customer", 0.0, sound, RATE))])


def level_db(power: Floats) -> Floats:
    return levels_db(power)[:, 0]


def bands_db(power: Floats) -> Floats:
    return levels_db(power)[:, 1:]


def sine(hz: float, amplitude: float = 1.0) -> Samples:
    return (amplitude * np.sin(2 * np.pi * hz * np.arange(RATE) / RATE)).astype(np.float32)


@pytest.mark.parametrize(("amplitude", "expected"), [(1.0, -3.01), (0.1, -23.01), (0.01, -43.01)])
def test_level_of_a_sine(amplitude: float, expected: float) -> None:
    assert level_db(powers(sine(1000.0, amplitude)))[8:-8] == pytest.approx(expected, abs=0.05)


def test_hum_and_offset_do_not_count() -> None:
    assert level_db(powers(sine(50.0, 0.5) + np.float32(0.3)))[8:-8].max() < -60.0


def test_silence_is_at_the_floor() -> None:
    assert (level_db(powers(np.zeros(RATE, np.float32))) == FLOOR_DB).all()


@pytest.mark.parametrize("slope", [-12.0, -6.0, 0.0])
def test_tilt_of_shaped_noise(slope: float) -> None:
    """White noise rises 3 dB an octave in third octaves; shaped by so much in amplitude it has slope + 3."""
    white = np.random.default_rng(0).normal(0, 1, 4 * RATE)
    spectrum = np.fft.rfft(white)
    hz = np.maximum(np.fft.rfftfreq(len(white), 1 / RATE), 20.0)
    shaped = np.fft.irfft(spectrum * (hz / 1000.0) ** (slope / 6.02)).astype(np.float32)
    tilt = tilt_db_oct(bands_db(powers(0.05 * shaped))).mean()
    assert tilt == pytest.approx(slope + 3.01, abs=0.7)


def test_flux_is_change_up_or_down() -> None:
    bands = np.repeat(np.array([[-60.0], [-40.0], [-60.0], [-60.0]], np.float32), BANDS, axis=1)
    assert flux_db(bands) == pytest.approx([20.0, 20.0, 0.0])


def test_gain_moves_the_level_alone() -> None:
    sound = np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32)
    loud, soft = powers(sound), powers(sound * np.float32(0.25))
    assert level_db(loud) - level_db(soft) == pytest.approx(12.04, abs=0.01)
    bands = [bands_db(power) for power in (loud, soft)]
    assert tilt_db_oct(bands[0]) == pytest.approx(tilt_db_oct(bands[1]), abs=0.01)
    assert flux_db(bands[0]) == pytest.approx(flux_db(bands[1]), abs=0.01)


def test_another_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="8000 Hz"):
        list(Frames().feed(Block("customer", 0.0, np.zeros(160, np.float32), 8000)))
