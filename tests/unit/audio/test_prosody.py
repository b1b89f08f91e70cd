"""The measures of a leg together: times, look-ahead, wild input, any block size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.activity import ActivityDetector
from audio.blocks import RATE, Block, Samples, Voicing
from audio.prosody import Prosody


def measure(sound: Samples, size: int = 320, start: float = 0.0) -> list[Voicing]:
    detector, prosody = ActivityDetector("customer"), Prosody("customer")
    found: list[Voicing] = []
    for i in range(0, len(sound), size):
        block = Block("customer", start + i / RATE, sound[i : i + size], RATE)
        found += prosody.feed(block, list(detector.feed(block)))
    return found


def same(one: list[Voicing], other: list[Voicing]) -> bool:
    def key(v: Voicing) -> tuple[object, ...]:
        f0 = None if math.isnan(v.f0_hz) else v.f0_hz
        return (v.t, v.speech, f0, v.voicing, v.level_db, v.tilt_db_oct, v.flux, v.sonority_db)

    return [key(v) for v in one] == [key(v) for v in other]


SECOND = np.arange(RATE) / RATE
WILD = {
    "digital silence": np.zeros(RATE),
    "clipping": np.sign(np.sin(2 * np.pi * 140 * SECOND)),
    "hum": 0.3 * np.sin(2 * np.pi * 50 * SECOND),
    "tone": 0.3 * np.sin(2 * np.pi * 1000 * SECOND),
    "offset": np.full(RATE, 0.5),
    "click": np.eye(1, RATE, 8000)[0],
    "tenth of a second": 0.1 * np.sin(2 * np.pi * 200 * SECOND[:1600]),
}


@pytest.mark.parametrize("name", WILD)
def test_wild_input_gives_numbers_and_no_speech(name: str) -> None:
    for voicing in measure(WILD[name].astype(np.float32)):
        assert not voicing.speech
        assert all(
            math.isfinite(x) for x in (voicing.voicing, voicing.level_db, voicing.tilt_db_oct, voicing.flux)
        )


def test_a_voicing_every_10_ms_from_the_start_of_the_stream() -> None:
    times = [v.t for v in measure(np.zeros(RATE, np.float32), start=5.0)]
    assert times == pytest.approx(np.arange(len(times)) * 0.01 + 5.0)


def test_no_voicing_waits_longer_than_its_look_ahead_and_group() -> None:
    """40 ms of look-ahead, and up to three more hops because four are worked on at once."""
    detector, prosody = ActivityDetector("customer"), Prosody("customer")
    last = -0.01
    for i in range(0, 3 * RATE, 160):
        block = Block("customer", i / RATE, np.zeros(160, np.float32), RATE)
        for voicing in prosody.feed(block, list(detector.feed(block))):
            last = voicing.t
        assert block.end - last <= 0.0801


@settings(max_examples=8, deadline=None)
@given(size=st.sampled_from([1, 160, 441, 4096]), seed=st.integers(0, 1000))
def test_block_size_does_not_matter(size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    sound = 0.1 * np.sin(2 * np.pi * 130 * SECOND[:8000]) * random.random() + random.normal(0, 0.02, 8000)
    assert same(measure(sound.astype(np.float32), size), measure(sound.astype(np.float32), 320))
