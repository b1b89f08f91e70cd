from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.blocks import RATE, Block, Leg
from audio.legs import DRIFT_S, PATIENCE_S, SIZE, Legs


def tone(leg: Leg, t: float, seconds: float, rate: int = RATE) -> Block:
    n = round(seconds * rate)
    phase = 2 * np.pi * 440 * (t + np.arange(n) / rate)
    return Block(leg, t, np.sin(phase).astype(np.float32), rate)


def played(legs: Legs, blocks: list[Block]) -> list[Block]:
    return [out for block in blocks for out in legs.feed(block)] + list(legs.flush())


def joined(blocks: list[Block], leg: Leg) -> np.ndarray:
    return np.concatenate([b.samples for b in blocks if b.leg == leg])


def both(seconds: float, step: float = 0.02, rate: int = RATE) -> list[Block]:
    times = [k * step for k in range(round(seconds / step))]
    return [tone(leg, t, step, rate) for t in times for leg in ("customer", "agent")]


def test_blocks_come_out_in_pairs_of_one_time_and_size() -> None:
    out = played(Legs(), both(1.0))
    assert [b.leg for b in out] == ["customer", "agent"] * (len(out) // 2)
    assert all(len(b.samples) == SIZE and b.rate == RATE for b in out)
    assert [b.t for b in out[::2]] == pytest.approx([k * 0.02 for k in range(len(out) // 2)])
    assert [b.t for b in out[::2]] == [b.t for b in out[1::2]]


def test_nothing_is_lost_or_changed_at_the_same_rate() -> None:
    out = played(Legs(), both(1.0))
    expected = np.concatenate([b.samples for b in both(1.0) if b.leg == "agent"])
    np.testing.assert_array_equal(joined(out, "agent")[: len(expected)], expected)


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_other_rates_keep_the_time(rate: int) -> None:
    legs = Legs()
    silence, click = np.zeros(rate, np.float32), np.zeros(rate, np.float32)
    click[rate // 2] = 1.0
    blocks = [
        Block(leg, float(t), s, rate) for t, s in enumerate((silence, click)) for leg in ("customer", "agent")
    ]
    sound = joined(played(legs, blocks), "customer")
    assert np.argmax(np.abs(sound)) / RATE == pytest.approx(1.5, abs=0.001)


def test_a_gap_becomes_marked_silence_and_later_sound_keeps_its_time() -> None:
    legs = Legs()
    blocks = [b for b in both(2.0) if not (b.leg == "customer" and 0.5 <= b.t < 1.0)]
    out = played(legs, blocks)
    assert legs.filled_s["customer"] == pytest.approx(0.5, abs=0.05)
    sound = joined(out, "customer")
    np.testing.assert_allclose(sound[round(1.5 * RATE)], tone("customer", 1.5, 0.02).samples[0], atol=1e-3)
    filled = [b.t for b in out if b.leg == "customer" and b.filled]
    assert min(filled) == pytest.approx(0.5)
    assert max(filled) == pytest.approx(0.98)


def test_a_dead_leg_does_not_stop_the_other() -> None:
    legs = Legs()
    out = [b for block in both(3.0) if block.leg == "agent" for b in legs.feed(block)]
    agent = [b for b in out if b.leg == "agent"]
    assert agent[-1].end >= 3.0 - PATIENCE_S - 0.05
    assert all(b.filled for b in out if b.leg == "customer")


def test_sound_that_comes_after_its_place_was_filled_is_left_out_and_counted() -> None:
    legs = Legs()
    for block in [b for b in both(2.0) if b.leg == "agent"]:
        list(legs.feed(block))
    list(legs.feed(tone("customer", 0.5, 0.5)))
    assert legs.dropped_s["customer"] == pytest.approx(0.5)


def test_drift_below_the_limit_is_left_alone() -> None:
    legs = Legs()
    late = DRIFT_S * 0.8
    blocks = [Block(b.leg, b.t + (late if b.t > 1 else 0), b.samples, b.rate) for b in both(2.0)]
    played(legs, blocks)
    assert legs.filled_s == {"customer": 0.0, "agent": 0.0}


def test_broken_samples_become_silence() -> None:
    legs = Legs()
    bad = np.array([np.nan, np.inf, -np.inf, 0.5] * 80, np.float32)
    out = played(legs, [Block("customer", 0.0, bad, RATE), Block("agent", 0.0, bad, RATE)])
    assert np.isfinite(joined(out, "customer")).all()
    assert joined(out, "customer").max() == pytest.approx(0.5)


@settings(deadline=None, max_examples=40)
@given(
    steps=st.lists(st.integers(1, 5000), min_size=1, max_size=30),
    rate=st.sampled_from([8000, 16000, 44100, 48000]),
    missing=st.sets(st.integers(0, 29)),
)
def test_wild_blocks_always_give_aligned_ones(steps: list[int], rate: int, missing: set[int]) -> None:
    legs, blocks, t = Legs(), [], 0.0
    for k, n in enumerate(steps):
        samples = np.full(n, 0.1, np.float32)
        for leg in ("customer", "agent"):
            if not (leg == "customer" and k in missing):
                blocks.append(Block(leg, t, samples, rate))
        t += n / rate
    out = played(legs, blocks)
    starts = {leg: [b.t for b in out if b.leg == leg] for leg in ("customer", "agent")}
    assert starts["customer"] == starts["agent"]
    assert starts["agent"] == pytest.approx([k * 0.02 for k in range(len(starts["agent"]))])
    if blocks and t > 0.03:  # less may be nothing at all at another rate
        assert starts["agent"][-1] + 0.02 >= t - 0.03
