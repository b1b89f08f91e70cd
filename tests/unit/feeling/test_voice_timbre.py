"""The timbre: which states count, and what they add to anger and nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest

from audio.blocks import Voicing
from models.ear.heard import Heard
from models.feeling.measures import MEASURES
from models.feeling.timbre import FEWEST, STATES, TimbreTrack, pooled
from models.feeling.voice import VoiceReader, VoiceStress
from models.feeling.voice_model import FURTHEST_TIMBRE, TIMBRE_FILE, WEIGHTS, VoiceModel


def hop(t: float, speech: bool = True) -> Voicing:
    syllable = math.cos(2 * math.pi * 4.0 * t)
    level = -25.0 - 8.0 * (1 + syllable)
    return Voicing(
        "customer", t, speech, 120.0 if speech else math.nan, 0.3 if speech else 0.0, level, -5.0, 2.6, level
    )


def heard(t0: float, seconds: float, colour: np.ndarray) -> Heard:
    frames = round(seconds / 0.03)
    return Heard(t0, np.zeros((frames, 1), np.float32), np.tile(colour.astype(np.float32), (frames, 1)))


def test_only_states_of_the_spoken_hops_count() -> None:
    track = TimbreTrack(12.0)
    track.feed(heard(0.0, 1.5, np.full(STATES, 1.0)))
    track.feed(heard(1.5, 1.5, np.full(STATES, 5.0)))
    found = track.over([hop(1.6 + i * 0.01) for i in range(100)])
    assert found is not None
    assert found[:STATES] == pytest.approx(5.0)
    assert found[STATES:] == pytest.approx(0.0)


def test_no_timbre_of_silence_or_of_a_word_too_short() -> None:
    track = TimbreTrack(12.0)
    spoken = [hop(i * 0.01) for i in range(100)]
    assert track.over(spoken) is None
    track.feed(Heard(0.0, np.zeros((50, 1), np.float32)))
    assert track.over(spoken) is None
    track.feed(heard(0.0, 0.03 * (FEWEST - 1), np.ones(STATES)))
    assert track.over(spoken) is None


def test_old_states_are_forgotten() -> None:
    track = TimbreTrack(2.0)
    track.feed(heard(0.0, 1.0, np.ones(STATES)))
    track.feed(heard(10.0, 1.0, np.ones(STATES)))
    assert track.over([hop(i * 0.01) for i in range(100)]) is None


def test_mean_then_deviation() -> None:
    states = np.stack([np.zeros(STATES), np.full(STATES, 2.0)])
    assert pooled(states).tolist() == [1.0] * (2 * STATES)


def test_timbre_moves_anger_alone_and_only_so_far() -> None:
    model, nothing = VoiceModel.load(WEIGHTS), np.zeros(len(MEASURES))
    towards_anger = np.load(WEIGHTS / TIMBRE_FILE, allow_pickle=False).astype(np.float64)
    plain, angry = model.judge(nothing), model.judge(nothing, 1e6 * towards_anger)
    assert angry.timbre == FURTHEST_TIMBRE
    assert math.log(angry.anger / (1 - angry.anger)) == pytest.approx(
        math.log(plain.anger / (1 - plain.anger)) + FURTHEST_TIMBRE
    )
    assert (angry.arousal, angry.sadness) == (plain.arousal, plain.sadness)


def last_turn(colour: np.ndarray) -> VoiceStress:
    """Three turns of one timbre, then one of another, all else alike."""
    reader, found = VoiceReader(), []
    for turn in range(4):
        start = turn * 4.0
        list(reader.feed(heard(start, 3.0, colour if turn == 3 else np.zeros(STATES))))
        for i in range(380):
            found += reader.feed(hop(start + i * 0.01, speech=i < 300))
    return [stress for stress in found if isinstance(stress, VoiceStress) and stress.of_utterance][-1]


def test_an_angry_timbre_is_heard_and_said() -> None:
    towards_anger = np.load(WEIGHTS / TIMBRE_FILE, allow_pickle=False)[:STATES]
    colour = 2.0 * towards_anger / float(towards_anger @ towards_anger)
    angry, same = last_turn(colour), last_turn(np.zeros(STATES))
    assert angry.anger > 2 * same.anger
    assert [reason.kind for reason in angry.reasons] == ["timbre"]
    assert same.reasons == ()
