"""A caller stays calm while the line changes in mid-call: that is not anger."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.activity import ActivityDetector
from audio.blocks import RATE, Samples
from models.evaluate.voice import hear, played_s
from models.feeling.voice import VoiceReader, VoiceStress

CALL = Path(__file__).parents[2] / "data" / "calls" / "33"
KNOWN, MORE = 2, 4
"""Turns heard before the line changes, and after."""


def automatic_gain(sound: Samples) -> Samples:
    """Every fifth of a second at the same level."""
    power = np.convolve(np.square(sound), np.full(RATE // 5, 5 / RATE), "same")
    return np.clip(0.1 * sound / np.sqrt(power + 1e-5), -1.0, 1.0).astype(np.float32)


def loudspeaker(sound: Samples) -> Samples:
    """A small box in a room: thin, harsh about 2 kHz, with an echo that dies in a third of a second."""
    t = np.arange(RATE // 3) / RATE
    room = np.random.default_rng(0).normal(0, 1, len(t)) * np.exp(-20 * t)
    room[0] = 8.0
    spectrum = np.fft.rfft(np.convolve(sound, room)[: len(sound)])
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    box = (hz / (hz + 450)) ** 2 * (1 + np.exp(-(((hz - 2000) / 500) ** 2)))
    heard = np.fft.irfft(spectrum * box, len(sound))
    return (0.5 * heard * np.sqrt(np.mean(np.square(sound)) / np.mean(heard**2))).astype(np.float32)


LINES: dict[str, Callable[[Samples], Samples]] = {
    "12 dB louder": lambda sound: np.clip(4 * sound, -1, 1),
    "12 dB softer": lambda sound: sound / 4,
    "automatic gain": automatic_gain,
    "loudspeaker": loudspeaker,
}


@pytest.fixture(scope="module")
def turns() -> list[Samples]:
    """The customer's first turns of more than two seconds."""
    sound, rate = soundfile.read(CALL / "customer.opus", dtype="float32")
    sound = np.asarray(soxr.resample(sound, rate, RATE), np.float32)
    own = [
        t for t in json.loads((CALL / "call.json").read_text("utf-8"))["turns"] if t["speaker"] == "customer"
    ]
    long = [t for t in own if t["end"] - t["start"] > 2.0][: KNOWN + MORE]
    return [sound[round(t["start"] * RATE) : round(t["end"] * RATE)] for t in long]


Caller = tuple[ActivityDetector, VoiceReader, float]


def angers(turns: list[Samples], caller: Caller) -> list[float]:
    detector, reader, t = caller
    found = []
    for sound in turns:
        for hop in hear(sound, None, detector, t)[0]:
            found += [e.anger for e in reader.feed(hop) if isinstance(e, VoiceStress) and e.of_utterance]
        t += played_s(sound)
    return found


@pytest.mark.parametrize("line", LINES)
def test_it_is_no_anger(line: str, turns: list[Samples]) -> None:
    detector, reader = ActivityDetector("customer"), VoiceReader()
    angers(turns[:KNOWN], (detector, reader, 0.0))
    t = sum(played_s(sound) for sound in turns[:KNOWN])
    as_before = angers(turns[KNOWN:], (copy.copy(detector), copy.deepcopy(reader), t))
    changed = angers([LINES[line](sound) for sound in turns[KNOWN:]], (detector, reader, t))
    assert len(changed) == len(as_before) == MORE
    assert np.mean(changed) < np.mean(as_before) + 0.1
    assert max(changed) < 0.3
