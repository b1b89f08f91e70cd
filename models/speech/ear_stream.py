"""One leg through the ear, beside the pipeline: syllables, key phrases and the second reading of what is said.

A look is asked for when the listener says so, and its answer counts DELAY_S later. The reading of an utterance
that goes on starts where its words are settled, so that a long monologue costs no more than a short one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from audio.blocks import RATE, Block, Leg
from models.ear.ear import LONGEST_S, Ear
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.listener import Listener, Pass
from models.ear.phrases import PhraseHit, PhraseSpotter
from models.ear.reading import Syllable, read_syllables
from models.events import PhraseHeard, UtteranceCorrected, Word
from models.slow import Slow
from models.speech import numbers
from models.speech.second_reading import Reading, SecondReading, settled

DELAY_S = 0.3
"""A look takes about 0.1 s of a core, the last one of an utterance, which is heard as a whole, up to 0.25 s."""
WHOLE_S = 10.0
"""An utterance up to this length is read as a whole each time."""
BEFORE_S = 1.0
"""So much of what came before is heard along with an utterance that is heard as a whole."""
SURE_PHRASE = -0.6
"""Where a reading follows, a phrase counts by its sound alone only if each of its units was about as sure as this."""
BEHIND_S = 2.0
"""Words so far behind the edge that two readings agree on are not read again."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a worker makes of one pass."""

    utterance: str
    edge: float
    settled: Heard
    syllables: tuple[Syllable, ...]
    hits: tuple[PhraseHit, ...]
    reading: tuple[Word, ...]


class EarStream:
    """Stage: blocks of one leg in; syllables, PhraseHeard and UtteranceCorrected out.

    Of the customer's leg, the settled stretches too: their states hold the timbre that feeling is read from.
    """

    def __init__(
        self, leg: Leg, ear: Ear, phrases: PhraseSpotter, reading: SecondReading | None, worker: Executor
    ) -> None:
        self._leg: Leg = leg
        self._listener = Listener(leg)
        self._slow: Slow[_Look] = Slow(worker, DELAY_S)
        self._looker = _Looker(leg, ear, phrases, reading)
        self._least = SURE_PHRASE if reading else -np.inf
        self._over: deque[str] = deque(maxlen=8)

    @property
    def late(self) -> int:
        return self._slow.late

    def feed(
        self, block: Block, speaking: bool, utterance: str
    ) -> Iterator[Syllable | Heard | PhraseHeard | UtteranceCorrected]:
        """What is due by the end of this block; speaking: it holds speech; utterance: to which it belongs."""
        for due in self._listener.feed(block, speaking):
            self._slow.ask(block.end, lambda asked=due: self._looker.look(asked, utterance))  # type: ignore[misc]
        yield from self._answers(block.end)

    def end_turn(self, utterance: str) -> None:
        """The leg has fallen silent: the next answer about that utterance is its last."""
        self._over.append(utterance)

    def finish(self, t: float) -> Iterator[Syllable | Heard | PhraseHeard | UtteranceCorrected]:
        """The rest, at the end of the call."""
        yield from self._answers(t + DELAY_S)

    def _answers(self, t: float) -> Iterator[Syllable | Heard | PhraseHeard | UtteranceCorrected]:
        for due, look in self._slow.answers(t):
            yield from look.syllables
            if self._leg == "customer":
                yield look.settled
            for hit in (hit for hit in look.hits if hit.score >= self._least):
                yield PhraseHeard(
                    due, self._leg, hit.phrase, round(hit.t, 3), round(hit.t_end, 3), round(hit.score, 3)
                )
            if look.reading:
                yield self._corrected(due, look)

    def _corrected(self, due: float, look: _Look) -> UtteranceCorrected:
        words = look.reading
        lengths = [len(word.text) for word in words]
        text = "".join(word.text for word in words)
        return UtteranceCorrected(
            round(due, 3),
            self._leg,
            look.utterance,
            text,
            words[0].start,
            words[-1].end,
            words,
            round(float(np.average([word.confidence for word in words], weights=lengths)), 3),
            goes_on=look.utterance not in self._over,
            shown=numbers.shown(text),
        )


class _Looker:
    """The worker's side: what was heard of the utterance so far. Used by one thread, in the order of asking."""

    def __init__(self, leg: Leg, ear: Ear, phrases: PhraseSpotter, reading: SecondReading | None) -> None:
        self._ear = ear
        self._listener = Listener(leg)
        self._phrases = phrases
        self._reading = reading
        self._utterance = ""
        self._heard: Heard | None = None
        self._read_from = 0.0
        self._fixed: tuple[Word, ...] = ()
        self._before = Reading((), "", 0.0)
        self._sound = np.zeros(0, np.float32)
        self._sound_end = 0.0

    def look(self, asked: Pass, utterance: str) -> _Look:
        """One pass through the ear, and everything that is read from it."""
        progress = self._listener.take(asked, self._ear.hear(asked.samples, asked.t0))
        hits = [*self._phrases.feed(progress.settled), *self._phrases.look_ahead(progress.tentative)]
        words = self._read(asked, progress.settled, utterance) if self._reading else ()
        syllables = tuple(read_syllables(progress.settled))
        return _Look(utterance, asked.t, progress.settled, syllables, tuple(hits), words)

    def _read(self, asked: Pass, heard: Heard, utterance: str) -> tuple[Word, ...]:
        assert self._reading
        if utterance != self._utterance or self._heard is None:
            self._utterance, self._heard = utterance, heard
            self._read_from, self._fixed, self._before = heard.t0, (), Reading((), "", 0.0)
        else:
            self._heard = _joined(self._heard, heard)
        self._keep_sound(asked)
        if asked.settles >= asked.t - FRAME_S:  # the leg has stopped: what it said is heard again as a whole
            whole = self._ear.hear(self._sound, self._sound_end - len(self._sound) / RATE)
            self._heard = whole.between(self._read_from, whole.t_end)
        now = self._reading.read(self._heard.between(self._read_from, self._heard.t_end), self._fixed)
        words = (*self._fixed, *now.words)
        if asked.t - self._read_from > WHOLE_S:
            sure = [word for word in settled(self._before, now) if word.end < asked.t - BEHIND_S]
            if sure:
                self._fixed = (*self._fixed, *sure)
                self._read_from = sure[-1].end
                self._heard = self._heard.between(self._read_from, self._heard.t_end)
                now = Reading(now.words[len(sure) :], "", 0.0)
        self._before = now
        return words

    def _keep_sound(self, asked: Pass) -> None:
        """The utterance's sound from a little before where reading starts, as far as the ear can take it at once."""
        start = max(self._sound_end, asked.t0)
        silence = np.zeros(
            max(0, round((start - self._sound_end) * RATE)) if len(self._sound) else 0, np.float32
        )
        new = asked.samples[round((start - asked.t0) * RATE) :]
        self._sound_end = asked.t
        wanted = min(LONGEST_S, asked.t - self._read_from + BEFORE_S)
        self._sound = np.concatenate([self._sound, silence, new])[-round(wanted * RATE) :]


def _joined(before: Heard, after: Heard) -> Heard:
    """Two stretches as one; what lies between them was silence."""
    gap = nothing_heard(before.t_end, max(0, round((after.t0 - before.t_end) / FRAME_S)))
    parts = (before.log_posteriors, gap.log_posteriors, after.log_posteriors)
    return Heard(before.t0, np.concatenate(parts))
