"""One leg's way from sound to words: the stages that customer and agent have alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from audio.activity import ActivityDetector, SpeechTurns, TurnEdge
from audio.bleed import BleedGate
from audio.blocks import Activity, Block, Leg, Voicing
from audio.prosody import Prosody
from models.ear.heard import Heard as EarStretch
from models.ear.phrases import PhraseSpotter, spell
from models.ear.reading import Syllable
from models.events import Event, SpeechEnded, SpeechStarted
from models.parts import Parts
from models.slow import Workers
from models.speech.ear_stream import EarStream
from models.speech.stream import SpeechStream

Heard: TypeAlias = Event | Voicing | Syllable | EarStretch
"""What comes out: events, and what a leg's voice is measured by; the ear's stretches of the customer's leg alone."""


class LegStages:
    """Blocks of one leg in, what was heard out. bleed: shared by both legs, the customer's is fed first."""

    def __init__(self, leg: Leg, parts: Parts, workers: Workers, bleed: BleedGate) -> None:
        self._leg: Leg = leg
        self._bleed = bleed
        self._activity = ActivityDetector(leg)
        self._turns = SpeechTurns(leg)
        self._prosody = Prosody(leg)
        self._speech = SpeechStream(parts.speech, leg, workers.speech[leg]) if parts.speech else None
        self._ear = None
        if parts.ear:
            phrases = parts.playbook.phrases_to_hear()[leg] if parts.playbook else ()
            self._ear = EarStream(leg, parts.ear, PhraseSpotter(spell(phrases)), parts.reading, workers.ear)
        self._turn = 1
        self._turn_start = 0.0
        self._in_turn = False
        self._speaking = False

    @property
    def late(self) -> int:
        return sum(slow.late for slow in (self._speech, self._ear) if slow)

    @property
    def utterance(self) -> str:
        """The id of what is being said: `c1, c2 ...` for the customer, `a1 ...` for the agent; one a turn."""
        return f"{self._leg[0]}{self._turn}"

    def feed(self, block: Block) -> Iterator[Heard]:
        activities = self._active(block)
        for edge in (edge for activity in activities for edge in self._turns.feed(activity)):
            yield self._turned(edge, block.end)
        if self._speech:
            yield from self._speech.feed(block, self.utterance if self._in_turn else None)
        if self._ear:
            yield from self._ear.feed(block, self._speaking, self.utterance)
        yield from self._prosody.feed(block, activities)

    def finish(self, t: float) -> Iterator[Heard]:
        for slow in (self._speech, self._ear):
            if slow:
                yield from slow.finish(t)

    def _active(self, block: Block) -> list[Activity]:
        """Whether the leg speaks; of the agent's, the customer's voice from the earpiece is taken away."""
        activities = list(self._activity.feed(block))
        if self._leg == "agent":
            activities = self._bleed.agent(block, activities)
        if activities:
            self._speaking = activities[-1].speech
        if self._leg == "customer":
            self._bleed.customer(block, self._speaking)
        return activities

    def _turned(self, edge: TurnEdge, t: float) -> SpeechStarted | SpeechEnded:
        self._in_turn = edge.what == "started"
        if self._in_turn:
            self._turn_start = edge.t
            return SpeechStarted(edge.known, self._leg, edge.t)
        if self._speech:
            self._speech.end_turn(t)
        if self._ear:
            self._ear.end_turn(self.utterance)
        self._turn += 1
        return SpeechEnded(edge.known, self._leg, self._turn_start, edge.t)
