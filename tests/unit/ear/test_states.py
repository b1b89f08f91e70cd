"""The states that the ear gives beside its units."""

from __future__ import annotations

import numpy as np

from models.ear.ear import Ear
from models.ear.mel import RATE
from models.ear.states import at_frames
from models.manifest import WEIGHTS

EAR = WEIGHTS / "ear-zh"


def test_heard_has_a_state_for_every_frame() -> None:
    sound = np.random.default_rng(1).normal(0, 0.05, 2 * RATE).astype(np.float32)
    heard = Ear.load(EAR).hear(sound, 3.0)
    assert heard.states is not None
    assert heard.states.shape == (len(heard), 512)
    part = heard.between(4.0, 4.5)
    assert part.states is not None
    first = round((part.t0 - heard.t0) / 0.03)
    np.testing.assert_array_equal(part.states, heard.states[first : first + len(part)])


def test_silence_has_no_states() -> None:
    assert Ear.load(EAR).hear(np.zeros(RATE, np.float32)).states is None


def test_a_frame_takes_the_state_at_its_middle() -> None:
    """Frames of 30 ms, states of 20 ms: the middles 15, 45, 75, 105 ms lie in the states 0, 2, 3, 5."""
    states = np.arange(6, dtype=np.float32)[:, np.newaxis]
    assert at_frames(states, 4)[:, 0].tolist() == [0.0, 2.0, 3.0, 5.0]
