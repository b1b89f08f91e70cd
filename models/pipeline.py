"""The way of the sound to the cue, stage by stage. Read this first.

    Block ─┬─ activity ── turns ─────────────── SpeechStarted, SpeechEnded
           ├─ prosody ─┬─ customer: voice ───── VoiceMeasured, VoiceStress ─┐
           │           └─ agent: pace ───────── VoiceMeasured               │
           └─ speech (Vosk) ─────────────────── Partial, Utterance ── words ┴─ fusion ── Feeling
                                                                                            │
    every event ── call state (CallState each half second) ── playbook ── CueShown, CueFollowed, CueExpired

The agent's leg goes through speech, turns and pace; it is never read for feeling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor

from audio.activity import ActivityDetector, SpeechTurns, TurnEdge
from audio.blocks import LEGS, Block, Leg
from audio.prosody import Prosody
from models.call.state import CallTracker
from models.call.tick import TICK_S, Tick
from models.events import Command, Event, SpeechEnded, SpeechStarted, Utterance, VoiceMeasured
from models.feeling.fusion import Fusion
from models.feeling.voice import VoiceReader
from models.parts import Parts
from models.playbook import Coach
from models.speech.pace import Pace
from models.speech.stream import SpeechStream


class _LegStages:
    """The stages that both legs have, one set a leg."""

    def __init__(self, leg: Leg, parts: Parts, worker: Executor) -> None:
        self.activity = ActivityDetector(leg)
        self.turns = SpeechTurns(leg)
        self.prosody = Prosody(leg)
        self.speech = SpeechStream(parts.speech, leg, worker) if parts.speech else None
        self._spoke_from = 0.0

    def turn(self, edge: TurnEdge) -> SpeechStarted | SpeechEnded:
        """The event of a turn's edge."""
        if edge.what == "started":
            self._spoke_from = edge.t
            return SpeechStarted(edge.known, edge.leg, edge.t)
        return SpeechEnded(edge.known, edge.leg, self._spoke_from, edge.t)


class Pipeline:
    """One call. Blocks of both legs in time order in, events out; the same blocks give the same events.

    workers: a one-thread executor a leg, for its slow stages; they belong to the caller
    """

    def __init__(self, parts: Parts, workers: Mapping[Leg, Executor]) -> None:
        self._stages: dict[Leg, _LegStages] = {leg: _LegStages(leg, parts, workers[leg]) for leg in LEGS}
        self._voice = VoiceReader()
        self._pace = Pace("agent")
        self._words = parts.words
        self._fusion = Fusion()
        self._tracker = CallTracker()
        self._coach = (
            Coach(parts.playbook, self._tracker, experience=parts.settings.experience)
            if parts.playbook
            else None
        )
        self._next_tick = TICK_S

    @property
    def late(self) -> int:
        """Answers of slow stages that had to be waited for."""
        return sum(stages.speech.late for stages in self._stages.values() if stages.speech)

    def feed(self, block: Block) -> Iterator[Event]:
        """20 ms of one leg, at RATE, customer's before agent's."""
        for event in self._hear(block):
            yield from self._tell(event)
        if block.leg == LEGS[-1]:
            while block.end >= self._next_tick:
                yield from self._tick(self._next_tick)
                self._next_tick += TICK_S

    def finish(self, t: float) -> Iterator[Event]:
        """The end of the call: what the recognisers still hold."""
        for stages in self._stages.values():
            if stages.speech:
                for event in stages.speech.finish(t):
                    yield from self._tell(event)

    def tell(self, event: Event) -> Iterator[Event]:
        """Something that happened outside the sound, such as the start of the call."""
        yield from self._tell(event)

    def command(self, command: Command, t: float) -> Iterator[Event]:
        """What the agent does with a cue."""
        if self._coach:
            for event in self._coach.command(command, t):
                yield from self._tell(event)

    def use_playbook(self, parts: Parts) -> None:
        """Another playbook is in force from now on; the state of the call stays."""
        if parts.playbook is None:
            return
        if self._coach:
            self._coach.swap(parts.playbook)
        else:
            self._coach = Coach(parts.playbook, self._tracker, experience=parts.settings.experience)

    def _hear(self, block: Block) -> Iterator[Event]:
        stages = self._stages[block.leg]
        activities = list(stages.activity.feed(block))
        for activity in activities:
            for edge in stages.turns.feed(activity):
                yield stages.turn(edge)
                if edge.what == "ended" and stages.speech:
                    stages.speech.end_turn(block.end)
        for voicing in stages.prosody.feed(block, activities):
            if block.leg == "customer":
                for item in self._voice.feed(voicing):
                    if isinstance(item, VoiceMeasured):
                        yield item
                    else:
                        yield from self._fusion.voice(item)
            else:
                yield from self._pace.feed(voicing)
        if stages.speech:
            for event in stages.speech.feed(block):
                yield event
                if self._words and isinstance(event, Utterance) and event.leg == "customer":
                    read = self._words.read(event.text)
                    yield from self._fusion.words(event.utterance, event.t, read)

    def _tell(self, event: Event) -> Iterator[Event]:
        """An event goes out, then to the state of the call and to the playbook."""
        yield event
        yield from self._tracker.feed(event)
        if self._coach:
            yield from self._coach.feed(event)

    def _tick(self, t: float) -> Iterator[Event]:
        for state in self._tracker.feed(Tick(t)):
            yield state
            if self._coach:
                yield from self._coach.feed(state)
