"""The way of the sound to the cue, stage by stage. Read this first.

    Block ─┬─ activity ── bleed ── turns ────── SpeechStarted, SpeechEnded
           ├─ speech (Vosk, at once) ────────── Partial, Utterance ───────────────┐
           ├─ ear (a look a second) ─────────── PhraseHeard, UtteranceCorrected ──┴─ words ─┐
           │        └ syllables ┐                                                           │
           └─ prosody ──────────┼─ customer: voice ── VoiceMeasured, VoiceStress ── fusion ─┴─ Feeling
                                └─ agent: pace ────── VoiceMeasured                              │
                                                                                                 │
    every event ── state of the call (CallState each half second) ── playbook ── CueShown, CueFollowed, CueExpired

The agent's leg goes through turns, words and pace; it is never read for feeling.
"""

from __future__ import annotations

from collections.abc import Iterator

from audio.bleed import BleedGate
from audio.blocks import LEGS, Block, Leg
from models.call.state import CallTracker
from models.call.tick import TICK_S, Tick
from models.ear.heard import Heard as EarStretch
from models.events import CallEnded, Command, Event, Partial, Utterance, UtteranceCorrected, VoiceMeasured
from models.feeling.fusion import Fusion
from models.feeling.voice import VoiceReader
from models.leg import Heard, LegStages
from models.parts import Parts
from models.playbook import Coach
from models.slow import Workers
from models.speech.pace import Pace


class Pipeline:
    """One call. Blocks of both legs in time order in, events out; the same blocks give the same events.

    workers: for the slow stages; they belong to the caller
    """

    def __init__(self, parts: Parts, workers: Workers) -> None:
        self._parts = parts
        bleed = BleedGate()
        self._legs = {leg: LegStages(leg, parts, workers, bleed) for leg in LEGS}
        self._voice = VoiceReader() if parts.voice else None
        self._pace = Pace("agent")
        self._fusion = Fusion()
        self._tracker = CallTracker(parts.settings.speech_language)
        self._coach: Coach | None = None
        self._next_tick = TICK_S
        list(self.use_playbook())

    @property
    def late(self) -> int:
        """Answers of slow stages that had to be waited for."""
        return sum(stages.late for stages in self._legs.values())

    def feed(self, block: Block) -> Iterator[Event]:
        """20 ms of one leg, at RATE, the customer's before the agent's."""
        stages = self._legs[block.leg]
        for item in stages.feed(block):
            yield from self._understand(block.leg, item)
        if block.leg == LEGS[-1] and block.end >= self._next_tick:
            for state in self._tracker.feed(Tick(self._next_tick)):
                yield state
                if self._coach:
                    yield from self._coach.feed(state)
            self._next_tick += TICK_S

    def finish(self, t: float) -> Iterator[Event]:
        """The end of the call: what the recognisers still hold."""
        for leg, stages in self._legs.items():
            for item in stages.finish(t):
                yield from self._understand(leg, item)

    def tell(self, event: Event) -> Iterator[Event]:
        """An event goes out, then to the state of the call and to the playbook; what the call's end brings about
        still belongs to the call."""
        if not isinstance(event, CallEnded):
            yield event
        yield from self._tracker.feed(event)
        if self._coach:
            yield from self._coach.feed(event)
        if isinstance(event, CallEnded):
            yield event

    def command(self, command: Command, t: float) -> Iterator[Event]:
        """What the agent does with a cue."""
        if self._coach:
            yield from self._coach.command(command, t)

    def use_playbook(self) -> Iterator[Event]:
        """What is wanted of the parts' playbook is in force from now on; the state of the call stays, cues of
        lost rules go."""
        playbook, experience = self._parts.cues_wanted, self._parts.settings.experience
        if playbook is None:
            return
        if self._coach:
            yield from self._coach.swap(playbook, experience)
        else:
            self._coach = Coach(playbook, self._tracker, experience=experience)

    def _understand(self, leg: Leg, item: Heard) -> Iterator[Event]:
        """What a leg's stages found becomes events; the customer's is read for feeling."""
        if isinstance(item, Partial | Utterance) and self._parts.reads_twice:
            yield item  # to be shown at once; the better reading, a moment later, is what counts
        elif isinstance(item, Event):
            yield from self.tell(item)
            if leg == "customer" and isinstance(item, Utterance | UtteranceCorrected) and self._parts.words:
                read = self._parts.words.read(item.text)
                for feeling in self._fusion.words(item, read):
                    yield from self.tell(feeling)
        elif leg == "agent":
            if not isinstance(item, EarStretch):
                for measured in self._pace.feed(item):
                    yield from self.tell(measured)
        elif self._voice:
            for found in self._voice.feed(item):
                for event in [found] if isinstance(found, VoiceMeasured) else self._fusion.voice(found):
                    yield from self.tell(event)
