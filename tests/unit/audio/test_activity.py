"""The detector and the turns it gives, on sounds made here and on a committed call."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.activity import ACTIVITY_S, ActivityDetector, DetectorMissing, SpeechTurns
from audio.blocks import RATE, Activity, Block, Samples

CALL = Path(__file__).parents[2] / "data" / "open-calls" / "07"


def listen(sound: Samples, size: int = 320) -> list[Activity]:
    detector = ActivityDetector("customer")
    blocks = (Block("customer", i / RATE, sound[i : i + size], RATE) for i in range(0, len(sound), size))
    return [activity for block in blocks for activity in detector.feed(block)]


def kinds(sound: Samples) -> list[str]:
    return [activity.kind for activity in listen(sound)]


def tones(*hz: float, seconds: float = 2.0) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    return (0.1 * sum(np.sin(2 * np.pi * f * t) for f in hz)).astype(np.float32)


@pytest.fixture(scope="module")
def customer() -> Samples:
    sound, rate = soundfile.read(CALL / "customer-phone.wav", dtype="float32")
    return np.asarray(soxr.resample(sound, rate, RATE), np.float32)


def turns_of(sound: Samples) -> list[tuple[str, float]]:
    turns = SpeechTurns("customer")
    return [(edge.what, edge.t) for activity in listen(sound) for edge in turns.feed(activity)]


def test_digital_silence_is_silence() -> None:
    assert set(kinds(np.zeros(RATE, np.float32))) == {"silence"}


@pytest.mark.parametrize("hz", [(450.0,), (697.0, 1209.0), (941.0, 1477.0), (1000.0,)])
def test_ring_back_and_dtmf_are_tones(hz: tuple[float, ...]) -> None:
    heard = kinds(tones(*hz))
    assert heard.count("tone") > 0.9 * len(heard)


def test_hiss_is_noise() -> None:
    hiss = np.random.default_rng(1).normal(0, 0.02, 2 * RATE).astype(np.float32)
    heard = kinds(hiss)
    assert heard.count("noise") > 0.9 * len(heard)


def test_turns_of_a_call_are_where_the_script_says(customer: Samples) -> None:
    script = json.loads((CALL / "call.json").read_text(encoding="utf-8"))
    said = [(turn["start"], turn["end"]) for turn in script["turns"] if turn["speaker"] == "customer"]
    heard = turns_of(customer)
    long = [(start, end) for start, end in said if end - start > 0.8]
    for start, end in long:
        assert any(what == "started" and abs(t - start) < 0.3 for what, t in heard), start
        assert any(what == "ended" and abs(t - end) < 0.3 for what, t in heard), end


@pytest.mark.parametrize("size", [1, 160, 441, 4096])
def test_block_size_does_not_matter(customer: Samples, size: int) -> None:
    sound = customer[: 8 * RATE]
    assert listen(sound, size) == listen(sound, 320)


def activities(*spells: tuple[bool, float]) -> list[Activity]:
    kinds = [speech for speech, seconds in spells for _ in range(round(seconds / ACTIVITY_S))]
    return [
        Activity("agent", i * ACTIVITY_S, "speech" if speech else "noise", float(speech))
        for i, speech in enumerate(kinds)
    ]


def test_a_click_starts_no_turn_and_a_short_pause_ends_none() -> None:
    turns = SpeechTurns("agent")
    spells = activities(
        (False, 1.0), (True, 0.1), (False, 1.0), (True, 1.0), (False, 0.4), (True, 1.0), (False, 1.0)
    )
    edges = [edge for activity in spells for edge in turns.feed(activity)]
    assert [edge.what for edge in edges] == ["started", "ended"]
    started, ended = edges
    assert started.t == pytest.approx(2.1, abs=0.07)
    assert 0.15 <= started.known - started.t < 0.2
    assert ended.t == pytest.approx(4.5, abs=0.1)
    assert 0.5 <= ended.known - ended.t < 0.55


def test_a_missing_model_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(DetectorMissing, match=r"nowhere\.npz"):
        ActivityDetector("customer", tmp_path / "nowhere.npz")
