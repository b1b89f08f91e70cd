from __future__ import annotations

import numpy as np
import pytest
from posteriors import log_posteriors, spoken

from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.reading import SOUND_OF, SOUNDS, read_syllables, sound_posteriors, spikes
from models.ear.units import UNIT_ID, UNITS


def _names(heard: Heard) -> list[str]:
    return [f"{s.pinyin}{s.tone}" for s in read_syllables(heard)]


def test_sounds_are_units_without_tone() -> None:
    assert len(SOUNDS) == 1 + 21 + 38
    assert SOUNDS[SOUND_OF[UNIT_ID["ong4"]]] == "ong"
    sums = sound_posteriors(spoken("n i3"))
    np.testing.assert_allclose(sums.sum(1), 1, atol=1e-5)
    assert SOUNDS[sums[4].argmax()] == "i"


def test_syllables_with_their_times() -> None:
    heard = Heard(5.0, spoken("- n i3 h ao3 - a1"))
    assert _names(heard) == ["ni3", "hao3", "a1"]
    first, second, _ = read_syllables(heard)
    assert first.t == pytest.approx(5.0 + 10 * FRAME_S)
    assert first.t_end == pytest.approx(5.0 + 16 * FRAME_S)
    assert second.t == pytest.approx(5.0 + 18 * FRAME_S)
    assert first.confidence == pytest.approx(0.9, abs=0.01)


def test_a_final_whose_tone_wavers_counts_once_with_the_likelier_tone() -> None:
    rows = [UNIT_ID["m"], UNIT_ID["a1"], UNIT_ID["a3"], UNIT_ID["a3"]]
    assert _names(Heard(0.0, log_posteriors(rows))) == ["ma3"]


def test_the_same_final_twice_with_a_blank_between_counts_twice() -> None:
    assert _names(Heard(0.0, spoken("a1 a1"))) == ["a1", "a1"]


def test_silence_has_no_syllables() -> None:
    assert read_syllables(nothing_heard(0.0, 200)) == []
    assert spikes(np.zeros((0, len(UNITS)), np.float32)) == []


def test_a_lonely_initial_is_left_out() -> None:
    assert _names(Heard(0.0, spoken("a1 - zh"))) == ["a1"]
    assert _names(Heard(0.0, spoken("zh - n i3"))) == ["ni3"]
