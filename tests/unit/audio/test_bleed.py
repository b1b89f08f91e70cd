from __future__ import annotations

import numpy as np

from audio.bleed import BleedGate
from audio.blocks import RATE, Activity, Block, Leg


def block(leg: Leg, t: float, level: float) -> Block:
    noise = np.random.default_rng(round(t * 1000)).normal(0, level, round(0.02 * RATE))
    return Block(leg, t, noise.astype(np.float32), RATE)


def heard(gate: BleedGate, t: float, customer: float, agent: float) -> bool:
    """Whether the agent's leg counts as speech, though the detector takes both for speech."""
    gate.customer(block("customer", t, customer), customer > 0.001)
    return gate.agent(block("agent", t, agent), [Activity("agent", t, "speech", 0.9)])[0].speech


def run(gate: BleedGate, start: float, seconds: float, customer: float, agent: float) -> list[bool]:
    return [heard(gate, start + k * 0.02, customer, agent) for k in range(round(seconds / 0.02))]


def test_the_agent_alone_is_always_heard_even_softly() -> None:
    assert all(run(BleedGate(), 0.0, 3.0, 0.0, 0.005))


def test_bleed_at_twenty_db_is_not_the_agent() -> None:
    gate = BleedGate()
    run(gate, 0.0, 2.0, 0.0, 0.05)
    run(gate, 2.0, 0.5, 0.0, 0.0)
    assert not any(run(gate, 2.5, 3.0, 0.05, 0.005))


def test_bleed_before_the_agent_ever_spoke_is_seen_by_the_customers_level() -> None:
    assert not any(run(BleedGate(), 0.0, 2.0, 0.05, 0.005))


def test_both_at_once_are_both_heard() -> None:
    gate = BleedGate()
    run(gate, 0.0, 2.0, 0.0, 0.05)
    assert all(run(gate, 2.5, 2.0, 0.08, 0.05))


def test_a_soft_microphone_is_learnt() -> None:
    gate = BleedGate()
    run(gate, 0.0, 3.0, 0.0, 0.006)
    assert all(run(gate, 3.5, 1.0, 0.06, 0.006))
    run(gate, 4.5, 0.5, 0.0, 0.0)
    assert not any(run(gate, 5.0, 1.0, 0.06, 0.0006))


def test_the_echo_just_after_the_customers_word_is_no_speech_either() -> None:
    gate = BleedGate()
    run(gate, 0.0, 2.0, 0.0, 0.05)
    run(gate, 2.5, 1.0, 0.05, 0.005)
    assert not any(run(gate, 3.5, 0.2, 0.0, 0.005))
    assert all(run(gate, 4.5, 0.5, 0.0, 0.03))
