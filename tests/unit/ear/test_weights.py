"""The weights that ship, on a call that ships."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from models.ear.ear import Ear
from models.ear.mel import RATE
from models.ear.phrases import PhraseSpotter, spell
from models.ear.reading import read_syllables, spikes
from models.ear.units import text_to_units
from models.evaluate.units import edit_distance
from models.manifest import WEIGHTS

CALL = Path(__file__).parents[2] / "data" / "open-calls" / "01"


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear.load(WEIGHTS / "ear-zh")


def _turn(text: str) -> tuple[np.ndarray, str]:
    """Sound (telephone leg, 16 kHz) and text of the customer's turn that holds `text`."""
    call = json.loads((CALL / "call.json").read_text(encoding="utf-8"))
    turn = next(t for t in call["turns"] if t["speaker"] == "customer" and text in t["text"])
    samples, rate = soundfile.read(CALL / "customer-phone.wav", dtype="float32")
    part = samples[round(turn["start"] * rate) : round(turn["end"] * rate)]
    return soxr.resample(part, rate, RATE), turn["text"]


def test_most_units_of_a_telephone_call_are_heard(ear: Ear) -> None:
    samples, text = _turn("签收")
    heard = ear.hear(samples, t0=6.0)
    units = text_to_units(text)
    assert units is not None
    found = [spike.unit for spike in spikes(heard.log_posteriors)]
    assert edit_distance(found, units) <= 0.2 * len(units)
    times = [s.t for s in read_syllables(heard) if s.confidence >= 0.6]
    assert len(times) > 0.6 * len(units) / 2
    assert times == sorted(times)
    assert times[0] >= 6.0
    assert times[-1] <= 6.0 + len(samples) / RATE


def test_a_phrase_is_found_in_the_sound_and_others_are_not(ear: Ear) -> None:
    samples, _ = _turn("签收")
    hits = PhraseSpotter(spell(["没收到", "快递", "主管", "没办法", "退保"])).feed(ear.hear(samples))
    assert {hit.phrase for hit in hits} == {"没收到", "快递"}


@pytest.mark.parametrize("hz", [(440.0,), (350.0, 440.0), (261.6, 329.6, 392.0, 523.3)])
def test_tones_and_chords_are_no_speech(ear: Ear, hz: tuple[float, ...]) -> None:
    t = np.arange(3 * RATE) / RATE
    sound = sum(np.sin(2 * np.pi * f * t) for f in hz) * 0.1 * (t % 1.0 < 0.6)
    assert sure_syllables(ear, np.asarray(sound, np.float32)) < 2


def test_noise_is_no_speech(ear: Ear) -> None:
    noise = np.random.default_rng(0).standard_normal(3 * RATE) * 0.05
    assert sure_syllables(ear, noise.astype(np.float32)) < 2


def sure_syllables(ear: Ear, sound: np.ndarray) -> int:
    return sum(syllable.confidence >= 0.6 for syllable in read_syllables(ear.hear(sound)))
