"""The customer's feeling over time: the latest values, level, trend, peak. Fed by Feeling events alone."""

from __future__ import annotations

from collections import deque

from models.events import Feeling

TURN_S = 10.0
"""A feeling is the mean of what was read in the customer's latest turn, of its last so many seconds: one reading alone,
above all one of half a sentence, is wrong too often."""
FADE_AFTER_S = 20.0
"""It counts as heard for so long after its last reading, then it fades ..."""
FADE_HALF_S = 20.0
"""... by half in every such time: silence is no proof of calm, nor of anger."""
HARD = 0.6
"""Stress from here on is hard on the agent who listens."""
TREND_S = 20.0

LEVEL_STEPS = (-0.45, -0.15, 0.2, 0.4, 0.6, 0.8)
"""Stress less pleasure at which the level goes from 1 to 2, .. from 6 to 7 (7: furious)."""
HYSTERESIS = 0.06

FEELINGS = ("arousal", "anger", "sadness", "anxiety", "confusion", "pleasure")


class Mood:
    """What the customer seems to feel now, and how it got there."""

    def __init__(self) -> None:
        self._latest: Feeling | None = None
        self._readings: deque[Feeling] = deque(maxlen=64)
        self._values = dict.fromkeys(FEELINGS, 0.0)
        self._advanced = 0.0
        self._past: deque[tuple[float, float]] = deque(maxlen=64)
        self.level = 3
        self.peak = 0.0
        self.peak_at = 0.0
        self.hard_time = 0.0

    def feed(self, feeling: Feeling) -> None:
        """Take a new reading."""
        self._latest = feeling
        self._readings.append(feeling)
        self._average()

    def turn_began(self, t: float) -> None:
        """The customer's latest turn began at t: what was read before it is over."""
        if self._readings and self._readings[0].t < t <= self._readings[-1].t:
            self._readings = deque((one for one in self._readings if one.t >= t), maxlen=64)
            self._average()

    def _average(self) -> None:
        newest = self._readings[-1].t
        recent = [one for one in self._readings if newest - one.t <= TURN_S]
        for name in FEELINGS:
            self._values[name] = sum(float(getattr(one, name)) for one in recent) / len(recent)

    def advance(self, now: float) -> None:
        """Let time pass; call it at least every half second."""
        stress = self.stress(now)
        if stress >= HARD:
            self.hard_time += max(0.0, now - self._advanced)
        self._advanced = now
        if stress > self.peak:
            self.peak, self.peak_at = stress, now
        self._past.append((now, stress))
        while self._past and now - self._past[0][0] > TREND_S:
            self._past.popleft()
        self._step_level(stress - self.value("pleasure", now))

    def value(self, name: str, now: float) -> float:
        """One feeling, faded where it was read long ago."""
        if self._latest is None:
            return 0.0
        age = now - self._latest.t - FADE_AFTER_S
        return self._values[name] * (0.5 ** (age / FADE_HALF_S) if age > 0 else 1.0)

    @property
    def valence(self) -> float:
        """Good less bad feeling, as it was read last."""
        return 0.0 if self._latest is None else self._latest.valence

    def stress(self, now: float) -> float:
        """The higher of anger and anxiety; sadness is heard too uncertainly to count."""
        return max(self.value("anger", now), self.value("anxiety", now))

    def trend(self, now: float) -> float:
        """Stress of the last 5 s less that of 15 to 20 s ago, -1..1; 0 before 15 s are known."""
        late = [stress for t, stress in self._past if now - t <= 5.0]
        early = [stress for t, stress in self._past if now - t >= 15.0]
        if not late or not early:
            return 0.0
        return max(-1.0, min(1.0, sum(late) / len(late) - sum(early) / len(early)))

    @property
    def disagree(self) -> bool:
        """Voice and words point different ways."""
        return self._latest is not None and self._latest.disagree

    def _step_level(self, score: float) -> None:
        """Up where a step is passed by the hysteresis, down likewise."""
        while self.level <= len(LEVEL_STEPS) and score > LEVEL_STEPS[self.level - 1] + HYSTERESIS:
            self.level += 1
        while self.level > 1 and score < LEVEL_STEPS[self.level - 2] - HYSTERESIS:
            self.level -= 1
