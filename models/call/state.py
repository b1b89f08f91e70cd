"""The state of the call: takes every event, keeps the named signals current, says so twice a second.

Pure: the same events give the same states. It reads no clock; time is what the events say.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from statistics import median

from models.call.mood import FEELINGS, Mood
from models.call.phases import Phase, Phases
from models.call.questions import QuestionReader
from models.call.signals import FLAG_S, FLAGS, SIGNALS
from models.call.style import Style, StyleReader
from models.call.tick import Tick
from models.call.transcript import Line, Transcript
from models.call.triggers import Trigger, Triggers
from models.call.turns import Turns
from models.call.vocabulary import VOCABULARIES, Language
from models.events import (
    CallState,
    Event,
    Feeling,
    Leg,
    LegLevel,
    Partial,
    SpeechEnded,
    SpeechStarted,
    Utterance,
    UtteranceCorrected,
    VoiceMeasured,
)

RATE_S = 8.0
"""A leg's pace is the median of what was measured over so many seconds."""
FASTEST_SYL_S = 10.0
"""Nobody speaks faster for long; what was measured beyond is no measure."""
STALE_TURN_S = 20.0
"""What was said in a turn that ended so long ago is no longer the matter at hand."""
ECHO_LENGTH = 2
"""Characters (English: words) in a row that count as taken up."""

_UNITS = {"zh": re.compile(r"[\u4e00-\u9fff0-9A-Za-z]"), "en": re.compile(r"[\w']+")}


class CallTracker:
    """Feed it every event of the pipeline, and a `Tick` every half second.

    signals: name -> value, always current (the names of models/call/signals.py)
    """

    def __init__(self, language: Language = "zh") -> None:
        vocabulary = VOCABULARIES[language]
        self.now = 0.0
        self.signals: dict[str, float] = {signal.name: 0.0 for signal in SIGNALS}
        self.transcript = Transcript()
        self.style: Style | None = None
        self._units = _UNITS[language]
        self._turns = Turns()
        self._mood = Mood()
        self._phases = Phases(vocabulary)
        self._styles = StyleReader(vocabulary)
        self._questions = QuestionReader(vocabulary)
        self._triggers = Triggers()
        self._rates: dict[Leg, deque[tuple[float, float]]] = {
            "customer": deque(maxlen=64),
            "agent": deque(maxlen=64),
        }
        self._heard_rate: dict[Leg, bool] = {"customer": False, "agent": False}
        self._flagged: dict[str, float] = {}
        self._refresh()

    @property
    def phase(self) -> Phase:
        """Where the call stands."""
        return self._phases.phase

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """What was said before each rise of the customer's feeling so far."""
        return tuple(self._triggers.found)

    def feed(self, event: Event | Tick) -> Iterable[CallState]:
        """Take an event; a Tick gives the state of that moment."""
        self.now = max(self.now, event.t)
        match event:
            case SpeechStarted():
                self._turns.started(event)
            case SpeechEnded():
                self._turns.ended(event)
                self._read_turns()
            case Feeling():
                self._feel(event)
            case VoiceMeasured():
                self._measure(event)
            case Partial() | Utterance() | UtteranceCorrected():
                if line := self.transcript.feed(event):
                    self._read(line)
            case Tick():
                self._mood.advance(self.now)
                self._triggers.feed(self.now, self._mood.stress(self.now), self.transcript)
            case LegLevel() if event.leg == "customer":
                pass
            case _:
                return ()
        self._refresh()
        return (self._state(),) if isinstance(event, Tick) else ()

    def _state(self) -> CallState:
        return CallState(
            t=self.now,
            level=self._mood.level,
            trend=round(self._mood.trend(self.now), 3),
            phase=self.phase,
            style=self.style,
            speaking=self._turns.speaking(),
            signals={name: round(value, 3) for name, value in self.signals.items()},
        )

    def _feel(self, event: Feeling) -> None:
        self._mood.feed(event)
        for flag in event.flags:
            self._flagged[flag] = event.t

    def _measure(self, event: VoiceMeasured) -> None:
        self._heard_rate[event.leg] |= event.rate_from == "ear"
        counted = event.rate_from == "ear" or not self._heard_rate[event.leg]
        if counted and event.rate_syl_s <= FASTEST_SYL_S:
            self._rates[event.leg].append((event.t, event.rate_syl_s))
        if event.leg == "customer" and event.rate_ratio is not None:
            self.signals["customer.rate_ratio"] = event.rate_ratio

    def _read(self, line: Line) -> None:
        if line.final:
            self._phases.feed(line)
            if line.leg == "customer":
                self.style = self._styles.read(self.transcript.lines("customer"))
            asked, opened, run = self._questions.count(self.transcript.lines())
            self.signals["agent.questions"] = asked
            self.signals["agent.open_questions"] = opened
            self.signals["agent.closed_run"] = run
        self._read_turns()

    def _read_turns(self) -> None:
        """What was said in each leg's latest turn: how much, which questions, how much of it taken up."""
        customer, agent = (self._turn_text(leg) for leg in ("customer", "agent"))
        said, echoed = self._units.findall(customer.lower()), self._units.findall(agent.lower())
        self.signals["customer.characters"] = len(said)
        self.signals["agent.characters"] = len(echoed)
        self.signals["customer.questions"] = sum(
            self._questions.kind(text) is not None for text in re.split(r"[，。？！,.?! ]+", customer) if text
        )
        self.signals["agent.echo"] = _taken_up(said, echoed)

    def _turn_text(self, leg: Leg) -> str:
        start, end = self._turns.turn(leg, self.now)
        if self.now - end > STALE_TURN_S:
            return ""
        return " ".join(line.text for line in self.transcript.lines(leg, since=start))

    def _refresh(self) -> None:
        """Bring every signal that time or turns move up to date."""
        now, signals, turns, mood = self.now, self.signals, self._turns, self._mood
        turns.advance(now)
        mood.turn_began(turns.turn("customer", now)[0])
        for name in FEELINGS:
            signals[f"customer.{name}"] = mood.value(name, now)
        signals["customer.valence"] = mood.valence
        signals["customer.stress"] = mood.stress(now)
        signals["customer.disagree"] = float(mood.disagree)
        signals["customer.level"] = mood.level
        signals["customer.trend"] = mood.trend(now)
        signals["customer.peak"] = mood.peak
        signals["customer.since_peak"] = now - mood.peak_at
        signals["customer.hard_time"] = mood.hard_time
        for leg in ("customer", "agent"):
            self._refresh_leg(leg, now)
        signals["customer.monologue"] = turns.monologue("customer", now)
        signals["call.elapsed"] = now
        signals["call.dead_air"] = turns.dead_air(now)
        signals["call.customer_last"] = float(turns.last == "customer")
        signals["call.overtalk"] = turns.overtalk(now)
        signals["call.agent_share"] = turns.agent_share()
        for flag in FLAGS:
            signals[f"flag.{flag}"] = float(now - self._flagged.get(flag, -FLAG_S) < FLAG_S)

    def _refresh_leg(self, leg: Leg, now: float) -> None:
        signals = self.signals
        start, end = self._turns.turn(leg, now)
        signals[f"{leg}.silence"] = self._turns.silence(leg, now)
        signals[f"{leg}.speech"] = self._turns.speech(leg, now)
        signals[f"{leg}.turn"] = end - start
        signals[f"{leg}.interruptions"] = self._turns.interruptions(leg, now)
        recent = [rate for t, rate in self._rates[leg] if now - t <= RATE_S]
        signals[f"{leg}.rate"] = median(recent) if recent else 0.0


def _taken_up(said: list[str], answered: list[str]) -> float:
    """Share of the customer's units that stand in runs of ECHO_LENGTH which the agent said again, 0..1."""
    runs = {tuple(answered[i : i + ECHO_LENGTH]) for i in range(len(answered) - ECHO_LENGTH + 1)}
    again: set[int] = set()
    for i in range(len(said) - ECHO_LENGTH + 1):
        if tuple(said[i : i + ECHO_LENGTH]) in runs:
            again.update(range(i, i + ECHO_LENGTH))
    return len(again) / len(said) if said else 0.0
