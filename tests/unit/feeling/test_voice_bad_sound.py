"""What is not speech stirs nobody: sounds that a line can carry, through every stage of the customer's leg."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.activity import ActivityDetector
from audio.blocks import RATE, Block, Samples
from audio.prosody import Prosody
from audio.telephone import through_telephone
from models.events import VoiceMeasured
from models.feeling.voice import VoiceReader, VoiceStress

CALL = Path(__file__).parents[2] / "data" / "open-calls" / "01"
SECONDS = 6
T = np.arange(SECONDS * RATE) / RATE
RANDOM = np.random.default_rng(0)


def tone(*hz: float) -> np.ndarray:
    return sum((np.sin(2 * np.pi * f * T) for f in hz), np.zeros(len(T))) / len(hz)


def music() -> np.ndarray:
    """Chords of plucked strings, four a second, harmonics falling."""
    found = np.zeros(len(T))
    for beat, root in enumerate((220.0, 247.0, 262.0, 196.0) * (SECONDS)):
        since = T - beat / 4
        rings = np.where(since >= 0, np.exp(-6 * np.maximum(since, 0)), 0)
        for note in (1.0, 1.25, 1.5):
            for harmonic in range(1, 6):
                found += rings * np.sin(2 * np.pi * root * note * harmonic * since) / harmonic
    return found / np.abs(found).max()


SOUNDS = {
    "digital silence": np.zeros(len(T)),
    "hum": 0.3 * tone(50, 150, 250),
    "tone": 0.3 * tone(440),
    "ring-back": 0.2 * tone(450) * (T % 5 < 1),
    "DTMF": 0.3 * tone(770, 1336) * (T % 0.2 < 0.1),
    "music": 0.3 * music(),
    "white noise": RANDOM.normal(0, 0.05, len(T)),
    "rumble": 0.05 * np.cumsum(RANDOM.normal(0, 1, len(T))) / 100,
    "clipped hum": np.sign(tone(50)),
    "offset": np.full(len(T), 0.5),
    "clicks": (np.arange(len(T)) % 4000 == 0).astype(float),
}


def judged(sound: Samples) -> list[VoiceStress | VoiceMeasured]:
    detector, prosody, reader = ActivityDetector("customer"), Prosody("customer"), VoiceReader()
    found = []
    for i in range(0, len(sound), 320):
        block = Block("customer", i / RATE, sound[i : i + 320], RATE)
        for hop in prosody.feed(block, list(detector.feed(block))):
            found += list(reader.feed(hop))
    return found


@pytest.mark.parametrize("line", ["wideband", "telephone"])
@pytest.mark.parametrize("name", SOUNDS)
def test_it_is_not_judged(name: str, line: str) -> None:
    sound = np.clip(SOUNDS[name], -1.0, 1.0).astype(np.float32)
    assert judged(through_telephone(sound) if line == "telephone" else sound) == []


def test_a_caller_is() -> None:
    """The same stages, so that what is above can fail."""
    with soundfile.SoundFile(CALL / "customer-phone.wav") as file:
        sound = soxr.resample(file.read(20 * file.samplerate, dtype="float32"), file.samplerate, RATE)
    assert any(isinstance(found, VoiceStress) for found in judged(sound))
