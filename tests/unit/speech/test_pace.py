"""The pace of a leg, from the sound and from the ear."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from audio.blocks import Voicing
from models.events import VoiceMeasured
from models.speech.pace import Pace, SyllableRate


@dataclass(frozen=True)
class Syllable:
    t: float
    t_end: float


def hops(seconds: float, rate: float, start: float = 0.0, speech: bool = True) -> list[Voicing]:
    """Speech of so many syllables a second, loud and soft by turns."""
    found = []
    for i in range(round(seconds * 100)):
        t = start + i * 0.01
        level = -30.0 - 6.0 * (1 + math.cos(2 * math.pi * rate * t))
        found.append(Voicing("agent", t, speech, 150.0, 0.8, level, -6.0, 1.0, level))
    return found


@pytest.mark.parametrize("rate", [3.0, 5.0, 7.0])
def test_rate_from_the_sound(rate: float) -> None:
    meter = SyllableRate()
    for hop in hops(6.0, rate):
        meter.feed(hop)
    found = meter.rate()
    assert found is not None
    assert found[0] == pytest.approx(rate, rel=0.1)
    assert found[1] == "sound"


def test_the_ear_goes_before_the_sound() -> None:
    meter = SyllableRate()
    for hop in hops(5.0, 3.0):
        if round(hop.t * 100) % 20 == 0:
            meter.feed(Syllable(hop.t, hop.t + 0.2))
        meter.feed(hop)
    found = meter.rate()
    assert found is not None
    assert found == (pytest.approx(5.0, rel=0.06), "ear")


def test_an_ear_that_fell_silent_is_not_believed() -> None:
    meter = SyllableRate()
    meter.feed(Syllable(0.0, 0.2))
    for hop in hops(5.0, 4.0):
        meter.feed(hop)
    found = meter.rate()
    assert found is not None
    assert found[1] == "sound"


def test_syllables_of_the_turn_before_do_not_count() -> None:
    meter = SyllableRate()
    for hop in hops(2.0, 4.0, start=10.0):
        meter.feed(hop)
    for t in (8.0, 8.2, 8.4, 10.0, 10.25, 10.5, 10.75):
        meter.feed(Syllable(t, t + 0.25))
    assert meter.rate() == (pytest.approx(4.0, rel=0.05), "ear")


def test_the_ear_counts_as_far_as_it_has_heard() -> None:
    meter = SyllableRate()
    for hop in hops(4.0, 4.0):
        meter.feed(hop)
    for t in (0.1, 0.4, 0.7, 1.0):
        meter.feed(Syllable(t, t + 0.2))
    meter.heard_until(2.0)
    assert meter.rate() == (pytest.approx(2.0, rel=0.03), "ear")


def test_what_the_ear_hears_ahead_of_the_sound_counts_later() -> None:
    meter = SyllableRate()
    for t in (0.1, 0.35, 0.6, 0.85, 1.1, 1.35, 1.6, 1.85):
        meter.feed(Syllable(t, t + 0.2))
    for hop in hops(1.0, 4.0):
        meter.feed(hop)
    assert meter.rate() == (pytest.approx(4.0, rel=0.05), "ear")


def test_pauses_are_no_time_of_speech() -> None:
    meter = SyllableRate()
    for hop in [*hops(2.0, 5.0), *hops(2.0, 5.0, 2.0, speech=False), *hops(2.0, 5.0, 4.0)]:
        meter.feed(hop)
    found = meter.rate()
    assert found is not None
    assert found[0] == pytest.approx(5.0, rel=0.12)


def test_no_rate_without_speech() -> None:
    meter = SyllableRate()
    for hop in hops(2.0, 5.0, speech=False):
        meter.feed(hop)
    assert meter.rate() is None


def test_pace_measures_rate_and_level_only() -> None:
    pace = Pace("agent")
    events = [event for hop in hops(4.0, 5.0) for event in pace.feed(hop)]
    assert len(events) == 8
    last = events[-1]
    assert last == VoiceMeasured(
        t=last.t, leg="agent", rate_syl_s=last.rate_syl_s, rate_from="sound", level_db=last.level_db
    )
    assert last.rate_syl_s == pytest.approx(5.0, rel=0.1)
    assert -42.0 < last.level_db < -30.0
