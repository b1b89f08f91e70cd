"""Law 9: only the customer's voice is read for feeling."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
import soxr

from audio.blocks import LEGS, RATE, Block, Samples
from models.events import Event, Feeling, VoiceMeasured
from models.feeling.voice_model import WEIGHTS, VoiceModel
from models.parts import Parts
from models.pipeline import Pipeline
from models.settings import Settings
from models.slow import workers

CALL = Path(__file__).parents[2] / "data" / "open-calls" / "01"


def play(customer: Samples, agent: Samples) -> list[Event]:
    with workers() as threads:
        pipeline = Pipeline(Parts(Settings(), voice=VoiceModel.load(WEIGHTS)), threads)
        legs = dict(zip(LEGS, (customer, agent), strict=True))
        return [
            event
            for i in range(0, len(agent) - 319, 320)
            for leg in LEGS
            for event in pipeline.feed(Block(leg, i / RATE, legs[leg][i : i + 320], RATE))
        ]


def spoken() -> Samples:
    """An angry customer's first ten seconds of speech."""
    sound, rate = soundfile.read(CALL / "customer-phone.wav", dtype="float32")
    return np.asarray(soxr.resample(sound[20 * rate : 30 * rate], rate, RATE), np.float32)


def test_the_agents_voice_gives_rate_and_level_and_no_feeling() -> None:
    voice = spoken()
    events = play(np.zeros_like(voice), voice)
    measured = [event for event in events if isinstance(event, VoiceMeasured)]
    assert measured
    assert not [event for event in events if isinstance(event, Feeling)]
    for event in measured:
        assert event.leg == "agent"
        told = (event.f0_hz, event.f0_range_st, event.f0_diff_st, event.rate_ratio, event.level_diff_db)
        assert told == (None,) * 5
        assert event.tilt_diff_db is None


def test_the_same_voice_as_the_customers_is_read() -> None:
    voice = spoken()
    events = play(voice, np.zeros_like(voice))
    assert [event for event in events if isinstance(event, Feeling)]
