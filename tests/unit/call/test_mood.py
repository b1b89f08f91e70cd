from __future__ import annotations

import pytest

from models.call.mood import Mood
from models.events import Feeling


def feeling(t: float, anger: float = 0.0, pleasure: float = 0.0) -> Feeling:
    return Feeling(t, anger, anger, 0.0, 0.0, 0.0, pleasure, pleasure - anger, "both")


def follow(*readings: tuple[float, float], until: float) -> Mood:
    """A mood with these (t, anger) readings, advanced every half second."""
    mood, waiting = Mood(), list(readings)
    for step in range(int(until * 2) + 1):
        now = step / 2
        while waiting and waiting[0][0] <= now:
            mood.feed(feeling(*waiting.pop(0)))
        mood.advance(now)
    return mood


def test_before_anything_is_read_the_customer_counts_as_calm() -> None:
    mood = Mood()
    mood.advance(1.0)
    assert mood.stress(1.0) == 0.0
    assert mood.level == 3


def test_a_feeling_lasts_through_the_agents_answer_and_then_fades() -> None:
    mood = follow((1.0, 0.8), until=1.0)
    assert mood.value("anger", 15.0) == pytest.approx(0.8)
    assert mood.value("anger", 41.0) == pytest.approx(0.4)


def test_the_level_rises_with_anger_and_falls_with_pleasure() -> None:
    assert follow((1.0, 0.95), until=2.0).level == 7
    mood = Mood()
    mood.feed(feeling(1.0, pleasure=0.9))
    mood.advance(1.0)
    assert mood.level == 1


def test_the_level_does_not_flap_about_a_step() -> None:
    mood, levels = Mood(), set()
    for n in range(20):
        mood.turn_began(1.0 + n)
        mood.feed(feeling(1.0 + n, 0.6 + (0.03 if n % 2 else -0.03)))
        mood.advance(1.0 + n)
        levels.add(mood.level)
    assert levels == {mood.level}


def test_the_trend_shows_which_way_it_goes() -> None:
    assert follow((0.0, 0.1), (12.0, 0.9), until=19.0).trend(19.0) > 0.5
    assert follow((0.0, 0.9), (12.0, 0.1), until=19.0).trend(19.0) < -0.5
    assert follow((0.0, 0.9), until=5.0).trend(5.0) == 0.0


def test_a_feeling_is_the_mean_of_the_latest_turn() -> None:
    mood = follow((1.0, 0.9), (2.0, 0.3), (3.0, 0.9), until=3.0)
    assert mood.value("anger", 3.0) == pytest.approx(0.7)
    mood.feed(feeling(8.0, 0.1))
    mood.turn_began(7.5)
    assert mood.value("anger", 8.0) == pytest.approx(0.1)


def test_peak_and_hard_time_are_kept() -> None:
    mood = Mood()
    for step in range(21):
        now = step / 2
        if now in (2.0, 6.0):
            mood.feed(feeling(now, 0.9 if now == 2.0 else 0.1))
            mood.turn_began(now)
        mood.advance(now)
    assert mood.peak == pytest.approx(0.9)
    assert mood.peak_at == pytest.approx(2.0)
    assert mood.hard_time == pytest.approx(4.0, abs=0.6)
