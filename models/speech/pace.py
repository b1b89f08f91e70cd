"""How fast a leg speaks: syllables over time of speech, from the ear where it listens, else from the sound."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Literal, Protocol, TypeAlias

from audio.blocks import HOP_S, Leg, Voicing
from audio.loudness import gated_level_db
from audio.rate import SyllableNuclei
from models.events import VoiceMeasured

RateFrom: TypeAlias = Literal["ear", "sound"]

WINDOW_S = 6.0
EVERY_S = 0.5
EAR_BEHIND_S = 3.0
"""The ear's syllables count while the last of them is not older than this in time of speech."""
ENOUGH_S = 0.4
"""With less speech than this in the window there is no rate yet."""
EARLY_S = 0.1
"""A syllable that begins so much before the first speech that was detected still belongs to it."""


class HeardSyllable(Protocol):
    """What is needed of the ear's syllables: where each begins and ends."""

    @property
    def t(self) -> float: ...
    @property
    def t_end(self) -> float: ...


class SyllableRate:
    """Syllables a second of speech over the last `window_s` of stream time; pauses don't count as time."""

    def __init__(self, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._nuclei = SyllableNuclei()
        self._sound: deque[float] = deque()
        self._ear: deque[float] = deque()
        self._ear_until = -1.0
        self._speech: deque[float] = deque()

    def feed(self, item: Voicing | HeardSyllable) -> None:
        """A hop of the leg's sound, or a syllable that the ear heard in it."""
        if not isinstance(item, Voicing):
            self._ear.append(item.t)
            self.heard_until(item.t_end)
            return
        self._sound.extend(self._nuclei.feed(item))
        if item.speech:
            self._speech.append(item.t)
        for times in (self._sound, self._ear, self._speech):
            while times and times[0] < item.t - self._window_s:
                times.popleft()

    def heard_until(self, t: float) -> None:
        """The ear has given every syllable up to here."""
        self._ear_until = max(self._ear_until, t)

    def rate(self) -> tuple[float, RateFrom] | None:
        """(syllables a second, where they came from); None before there is ENOUGH_S of speech."""
        if len(self._speech) * HOP_S < ENOUGH_S:
            return None
        heard_s = sum(t <= self._ear_until for t in self._speech) * HOP_S
        syllables = sum(self._speech[0] - EARLY_S <= t <= self._speech[-1] for t in self._ear)
        if syllables and heard_s >= ENOUGH_S and self._speech[-1] - self._ear_until < EAR_BEHIND_S:
            return syllables / heard_s, "ear"
        return len(self._sound) / (len(self._speech) * HOP_S), "sound"


class Pace:
    """VoiceMeasured of a leg, rate and level only, every EVERY_S of speech: all that is read of the agent's voice."""

    def __init__(self, leg: Leg) -> None:
        self._leg: Leg = leg
        self._rate = SyllableRate()
        self._levels: deque[float] = deque(maxlen=round(WINDOW_S / HOP_S))
        self._hops = 0

    def feed(self, item: Voicing | HeardSyllable) -> Iterable[VoiceMeasured]:
        """What this hop completes; syllables complete nothing."""
        self._rate.feed(item)
        if not isinstance(item, Voicing) or not item.speech:
            return ()
        self._levels.append(item.level_db)
        self._hops += 1
        if self._hops % round(EVERY_S / HOP_S):
            return ()
        rate = self._rate.rate()
        if rate is None:
            return ()
        return (
            VoiceMeasured(
                t=item.t,
                leg=self._leg,
                rate_syl_s=rate[0],
                rate_from=rate[1],
                level_db=gated_level_db(list(self._levels)),
            ),
        )
