"""From the sound of a working day to calls: when one begins, when it is over, and what its stream time is.

Between calls only the meters and the customer's voice activity run. The last PREROLL_S are kept, so that the
words with which a caller starts the call are in it.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from audio.activity import ActivityDetector, SpeechTurns
from audio.blocks import LEGS, Block, Health, Leg
from audio.watch import LegWatch
from models.events import (
    CallEnded,
    CallStarted,
    Command,
    CueRate,
    CueRated,
    EndCall,
    Event,
    LegHealth,
    LegLevel,
    SpeechEnded,
    SpeechStarted,
    StartCall,
    WrappedUp,
    WrapUp,
)
from models.health import sentence
from models.parts import Parts
from models.pipeline import Pipeline
from models.slow import Workers

PREROLL_S = 2.0
SPEECH_STARTS_S = 0.4
"""The customer has to speak for so long to start a call."""

StartedBy: TypeAlias = Literal["button", "hotkey", "command", "speech", "file"]
EndedBy: TypeAlias = Literal["button", "hotkey", "command", "silence", "file", "lost"]


class Session:
    """Stage: aligned blocks of both legs in (customer's before agent's), events out.

    workers: for the slow stages; they belong to the caller
    now: local wall-clock time as ISO 8601, for the record of the call only
    """

    def __init__(self, parts: Parts, workers: Workers, now: Callable[[], str] = str) -> None:
        self._parts = parts
        self._now = now
        self._workers = workers
        self._watch: dict[Leg, LegWatch] = {leg: LegWatch(leg) for leg in LEGS}
        self._recent: deque[Block] = deque(maxlen=len(LEGS) * round(PREROLL_S / 0.02))
        self._sources: dict[Leg, str] = dict.fromkeys(LEGS, "")
        self._call: str | None = None
        self._pipeline: Pipeline | None = None
        self._began = 0.0
        self._t = 0.0
        self._speaking: set[Leg] = set()
        self._last_speech = 0.0
        self._listen_for_speech()

    @property
    def call(self) -> str | None:
        """The id of the call that goes on."""
        return self._call

    @property
    def late(self) -> int:
        return self._pipeline.late if self._pipeline else 0

    @property
    def t(self) -> float:
        """Stream time: of the call, or since listening began."""
        return self._t - self._began

    def name_source(self, leg: Leg, name: str) -> None:
        """Where a leg's sound comes from, for the record."""
        self._sources[leg] = name

    def feed(self, block: Block) -> Iterator[Event]:
        """One block of one leg; `t` counts from when listening began."""
        self._t = max(self._t, block.end)
        for event in self._meter(block):
            yield from self._pipeline.tell(event) if self._pipeline is not None else (event,)
        if self._pipeline is not None:
            yield from self._in_call(replace(block, t=block.t - self._began))
        else:
            self._recent.append(block)
            if self._parts.settings.start_by_speech and self._customer_speaks(block):
                yield from self.start("speech")

    def command(self, command: Command) -> Iterator[Event]:
        """Start or end a call, note something about the last one, or something about a cue."""
        if isinstance(command, StartCall):
            yield from self.start(command.by, command.test)
        elif isinstance(command, EndCall):
            yield from self.end(command.by)
        elif isinstance(command, CueRate):
            yield CueRated(self.t, command.cue, command.helpful)
        elif isinstance(command, WrapUp):
            yield WrappedUp(self.t, command.call, command.note, command.disposition)
        elif self._pipeline is not None:
            yield from self._noting(self._pipeline.command(command, self.t))

    def start(self, by: StartedBy, test: bool = False) -> Iterator[Event]:
        """A call begins, now or (by speech) with the sound before the first word; no effect during a call.

        test: the agent only tries the devices
        """
        if self._pipeline is not None:
            return
        before = list(self._recent) if by == "speech" else []
        self._began = before[0].t if before else self._t
        self._call = uuid.uuid4().hex[:12]
        self._pipeline = Pipeline(self._parts, self._workers)
        self._speaking.clear()
        self._last_speech = 0.0
        customer, agent = (self._sources[leg] for leg in LEGS)
        yield from self._noting(
            self._pipeline.tell(CallStarted(0.0, self._call, by, self._now(), customer, agent, test))
        )
        self._recent.clear()
        for block in before:
            yield from self._in_call(replace(block, t=block.t - self._began))

    def end(self, by: EndedBy) -> Iterator[Event]:
        """The call is over; no effect between calls."""
        if self._pipeline is None or self._call is None:
            return
        pipeline, t = self._pipeline, self.t
        yield from self._noting(pipeline.finish(t))
        yield from self._noting(pipeline.tell(CallEnded(t, self._call, by)))
        self._pipeline, self._call, self._began = None, None, 0.0
        self._listen_for_speech()

    def use_playbook(self) -> Iterator[Event]:
        """The parts hold another playbook: in force at once, in a running call too."""
        if self._pipeline is not None:
            yield from self._pipeline.use_playbook()

    def _in_call(self, block: Block) -> Iterator[Event]:
        assert self._pipeline is not None
        yield from self._noting(self._pipeline.feed(block))
        quiet = self.t - self._last_speech
        if not self._speaking and quiet > self._parts.settings.end_after_silence_s:
            yield from self.end("silence")

    def _noting(self, events: Iterator[Event]) -> Iterator[Event]:
        """Who speaks, by the way."""
        for event in events:
            if isinstance(event, SpeechStarted):
                self._speaking.add(event.leg)
            elif isinstance(event, SpeechEnded):
                self._speaking.discard(event.leg)
                self._last_speech = event.t
            yield event

    def _meter(self, block: Block) -> Iterator[Event]:
        for item in self._watch[block.leg].feed(block):
            t = item.t - self._began
            if isinstance(item, Health):
                yield health_event(replace(item, t=t, since=item.since - self._began))
            else:
                yield LegLevel(
                    t, item.leg, round(item.level_db, 1), round(item.peak_db, 1), item.leg in self._speaking
                )

    def _listen_for_speech(self) -> None:
        self._ears = ActivityDetector("customer")
        self._turns = SpeechTurns("customer")
        self._first_word: float | None = None

    def _customer_speaks(self, block: Block) -> bool:
        if block.leg != "customer":
            return False
        for activity in self._ears.feed(block):
            for edge in self._turns.feed(activity):
                self._first_word = edge.t if edge.what == "started" else None
        return self._first_word is not None and block.end - self._first_word >= SPEECH_STARTS_S


def health_event(health: Health) -> LegHealth:
    """The event of a leg's health, with the sentence and the remedy where it is not well."""
    return LegHealth(health.t, health.leg, health.state, health.since, sentence(health.leg, health.state))
