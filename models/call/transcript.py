"""What was said so far: the latest text of every utterance, by leg. Bounded."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from models.events import Leg, Partial, Utterance, UtteranceCorrected, Word

KEPT = 200
"""Utterances of both legs that are kept."""

Words = Partial | Utterance | UtteranceCorrected


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance as it reads now.

    final: it is over; `words` give times where the recogniser had them; reread: from the second reading
    """

    leg: Leg
    utterance: str
    text: str
    start: float
    end: float
    final: bool
    words: tuple[Word, ...] = ()
    reread: bool = False

    def time_of(self, at: int) -> float:
        """Stream time at which the character before `at` ends: from the words, else by its share of the text."""
        passed = 0
        for word in self.words:
            passed += len(word.text)
            if passed >= at:
                return word.end
        return self.start + (self.end - self.start) * min(1.0, at / max(1, len(self.text)))


class Transcript:
    """Takes Partial, Utterance and UtteranceCorrected; of a partial only what is settled counts."""

    def __init__(self) -> None:
        self._lines: OrderedDict[tuple[Leg, str], Line] = OrderedDict()

    def feed(self, event: Words) -> Line | None:
        """The line as it reads now; None where nothing changed."""
        key = (event.leg, event.utterance)
        old = self._lines.get(key)
        new = _line(event)
        if new is None or (old is not None and old.final and not new.final):
            return None
        if old is not None and (old.text, old.final) == (new.text, new.final):
            return None
        self._lines[key] = new
        while len(self._lines) > KEPT:
            self._lines.popitem(last=False)
        return new

    def line(self, leg: Leg, utterance: str) -> Line | None:
        """One utterance as it reads now, if it is known."""
        return self._lines.get((leg, utterance))

    def lines(self, leg: Leg | None = None, since: float = 0.0) -> list[Line]:
        """The lines that end after `since`, of one leg or of both, in the order in which they began to be known."""
        return [line for line in self._lines.values() if leg in (None, line.leg) and line.end > since]


def _line(event: Words) -> Line | None:
    if isinstance(event, Partial):
        text = event.text[: event.settled]
        return Line(event.leg, event.utterance, text, event.start, event.t, False) if text.strip() else None
    reread = isinstance(event, UtteranceCorrected)
    final = not (isinstance(event, UtteranceCorrected) and event.goes_on)
    return Line(event.leg, event.utterance, event.text, event.start, event.end, final, event.words, reread)
