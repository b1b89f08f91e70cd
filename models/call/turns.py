"""Whose turn it is: speaking, silence, monologues, both at once, who cut in.

A turn is what one party says until the other takes the floor; pauses and back-channels (嗯, 对) do not end it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from models.events import Leg, SpeechEnded, SpeechStarted

BACK_CHANNEL_S = 0.9
"""Speech shorter than this, while the other holds the floor, takes nothing from him."""
END_NOTICED_S = 0.5
"""Speech that goes on may have ended so long ago, unnoticed."""
CUT_IN_AFTER_S = 0.8
"""Who begins before the other has spoken for so long has not cut in: both began together."""
TURN_PAUSE_S = 2.0
"""After so much silence the next words are a new turn."""
RECENT_S = 30.0

_OTHER: dict[Leg, Leg] = {"customer": "agent", "agent": "customer"}


@dataclass(slots=True)
class _Party:
    """One leg: `began` is set while it speaks; `turn_start` .. `turn_end` is its latest turn.

    cut_in: it began while the other had the floor, and that has not been counted yet
    """

    began: float | None = None
    ended: float | None = None
    turn_start: float = 0.0
    turn_end: float = 0.0
    spoken: float = 0.0
    cut_in: bool = False
    interruptions: deque[float] = field(default_factory=lambda: deque(maxlen=100))


class Turns:
    """Follows SpeechStarted and SpeechEnded of both legs; ask it at any later time `now`."""

    def __init__(self) -> None:
        self._parties: dict[Leg, _Party] = {"customer": _Party(), "agent": _Party()}
        self._overtalk: deque[tuple[float, float]] = deque(maxlen=100)
        self._floor: Leg | None = None

    def started(self, event: SpeechStarted) -> None:
        """A leg began to speak."""
        me, other = self._parties[event.leg], self._parties[_OTHER[event.leg]]
        if me.began is not None:
            return
        me.began = event.start
        me.cut_in = other.began is not None and event.start - other.began >= CUT_IN_AFTER_S

    def ended(self, event: SpeechEnded) -> None:
        """A leg fell silent."""
        me, other = self._parties[event.leg], self._parties[_OTHER[event.leg]]
        start = event.start if me.began is None else me.began
        if me.began is not None and event.end - start >= BACK_CHANNEL_S:
            self._count(event.leg, me, event.end)
        me.began, me.ended = None, event.end
        me.spoken += max(0.0, event.end - start)
        if self._floor == event.leg:
            me.turn_end = event.end
        if other.began is not None and other.began >= event.end:
            other.cut_in = False
        if other.began is not None and event.end > other.began:
            self._overtalk.append((max(start, other.began), event.end))

    def advance(self, now: float) -> None:
        """Who by now has surely spoken for longer than a back-channel takes the floor, or has cut in."""
        for leg, me in self._parties.items():
            if me.began is not None and now - me.began >= BACK_CHANNEL_S + END_NOTICED_S:
                self._count(leg, me, now)

    def _count(self, leg: Leg, me: _Party, now: float) -> None:
        if self._parties[_OTHER[leg]].began is None:
            self._take_floor(leg, me)
        elif me.cut_in:
            me.cut_in = False
            me.interruptions.append(now)

    def _take_floor(self, leg: Leg, me: _Party) -> None:
        assert me.began is not None
        if self._floor != leg or me.began - me.turn_end > TURN_PAUSE_S:
            me.turn_start = me.began
        self._floor = leg
        me.cut_in = False

    def speaking(self) -> Leg | Literal["both"] | None:
        """Who is heard now."""
        customer, agent = (self._parties[leg].began is not None for leg in ("customer", "agent"))
        if customer and agent:
            return "both"
        return "customer" if customer else "agent" if agent else None

    @property
    def last(self) -> Leg | None:
        """Who took the floor last."""
        return self._floor

    def silence(self, leg: Leg, now: float) -> float:
        """Seconds since a leg stopped; 0 while it speaks, `now` where it never spoke."""
        party = self._parties[leg]
        return 0.0 if party.began is not None else now - (party.ended or 0.0)

    def speech(self, leg: Leg, now: float) -> float:
        """Seconds for which a leg has been speaking without a pause; 0 where it is silent."""
        began = self._parties[leg].began
        return 0.0 if began is None else max(0.0, now - began)

    def turn(self, leg: Leg, now: float) -> tuple[float, float]:
        """Start and end of a leg's latest turn; a running one ends now."""
        party = self._parties[leg]
        goes_on = party.began is not None and self._floor == leg
        return party.turn_start, (now if goes_on else party.turn_end)

    def monologue(self, leg: Leg, now: float) -> float:
        """Seconds for which a leg has held the floor; 0 where the other has it or there is silence."""
        if self._floor != leg or self.silence(leg, now) > TURN_PAUSE_S:
            return 0.0
        start, end = self.turn(leg, now)
        return end - start

    def interruptions(self, leg: Leg, now: float) -> int:
        """How often a leg cut in over the last 30 s."""
        return sum(now - t <= RECENT_S for t in self._parties[leg].interruptions)

    def overtalk(self, now: float) -> float:
        """Seconds of both speaking at once over the last 30 s."""
        total = sum(max(0.0, end - max(start, now - RECENT_S)) for start, end in self._overtalk)
        begun = [party.began for party in self._parties.values() if party.began is not None]
        return total + (max(0.0, now - max(begun)) if len(begun) == len(self._parties) else 0.0)

    def dead_air(self, now: float) -> float:
        """Seconds for which neither has spoken; 0 until both have been heard once."""
        ends = [party.ended for party in self._parties.values()]
        if self.speaking() is not None or any(end is None for end in ends):
            return 0.0
        return now - max(end for end in ends if end is not None)

    def agent_share(self) -> float:
        """The agent's share of all finished speech, 0.5 before there is any."""
        customer, agent = self._parties["customer"].spoken, self._parties["agent"].spoken
        return agent / (customer + agent) if customer + agent else 0.5
