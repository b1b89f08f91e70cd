"""Events to the written call: what each party said, corrected as better readings come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from models import events
from overlay.presenters.strip import clock

LINES_AT_MOST = 2000
WORDS_AT_MOST = 200
# What the recogniser is less sure of than this may well be wrong.
SURE = 0.5


Spans: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Line:
    """One utterance.

    settled: so many characters will not change any more
    felt, unsure: (start, end) of words that told a feeling, and of those that may have been misheard
    """

    utterance: str
    leg: events.Leg
    at: str
    text: str
    settled: int
    felt: Spans = ()
    unsure: Spans = ()

    @property
    def goes_on(self) -> bool:
        return self.settled < len(self.text)


class TranscriptPresenter:
    """Feed it events; `lines` is the call so far, oldest first, the latest lines kept."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], Line] = {}
        self._felt: dict[str, None] = {}
        self._partials: dict[events.Leg, events.Partial] = {}
        self._read: dict[events.Leg, events.UtteranceCorrected] = {}

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.Partial():
                self._partials[event.leg] = event
                self._write_partial(event.leg)
            case events.UtteranceCorrected(goes_on=True) if self._goes_on(event):
                self._read[event.leg] = event
                self._write_partial(event.leg)
            case events.Utterance() | events.UtteranceCorrected():
                text = event.shown or event.text
                unsure = doubtful(text, event.words)
                self._write(event.leg, event.utterance, event.start, text, len(text), unsure)
            case events.Feeling():
                self._feel([reason.words for reason in event.reasons if reason.words])
            case events.CallStarted():
                self._lines.clear()
                self._felt.clear()
                self._partials.clear()
                self._read.clear()
            case _:
                pass

    def _write(
        self, leg: events.Leg, utterance: str, start: float, text: str, settled: int, unsure: Spans = ()
    ) -> None:
        key = (leg, utterance)
        if not text:
            self._lines.pop(key, None)
            return
        line = Line(utterance, leg, clock(start), text, min(settled, len(text)), unsure=unsure)
        self._lines[key] = replace(line, felt=self._marks(line))
        while len(self._lines) > LINES_AT_MOST:
            self._lines.pop(next(iter(self._lines)))

    def _goes_on(self, event: events.UtteranceCorrected) -> bool:
        """Whether more of that utterance than was read again is known."""
        partial = self._partials.get(event.leg)
        return partial is not None and partial.utterance == event.utterance

    def _write_partial(self, leg: events.Leg) -> None:
        """What was said last, its beginning as it was read again since.

        The two readings differ in characters, seldom in their number; so the second takes the place of as many.
        """
        partial, read = self._partials[leg], self._read.get(leg)
        text, settled = partial.text, partial.settled
        unsure: Spans = ()
        if read and read.utterance == partial.utterance:
            better = read.shown or read.text
            text, settled = better + text[len(read.text) :], len(better)
            unsure = doubtful(better, read.words)
        self._write(leg, partial.utterance, partial.start, text, settled, unsure)

    def _feel(self, words: list[str]) -> None:
        new = [word for word in words if word not in self._felt]
        if not new:
            return
        self._felt.update(dict.fromkeys(new))
        while len(self._felt) > WORDS_AT_MOST:
            self._felt.pop(next(iter(self._felt)))
        for key, line in self._lines.items():
            if any(word in line.text for word in new):
                self._lines[key] = replace(line, felt=self._marks(line))

    def _marks(self, line: Line) -> Spans:
        """Only the customer's words are read for feeling."""
        if line.leg != "customer":
            return ()
        marks = []
        for word in self._felt:
            at = line.text.find(word)
            while at >= 0:
                marks.append((at, at + len(word)))
                at = line.text.find(word, at + len(word))
        return tuple(sorted(marks))


def doubtful(text: str, words: tuple[events.Word, ...]) -> Spans:
    """Where the words stand that may have been misheard; neighbours are one span. Words that the text does not
    show as they are (a number in digits) are passed over."""
    spans: list[tuple[int, int]] = []
    at = 0
    for word in words:
        found = text.find(word.text, at) if word.text else -1
        if found < 0:
            continue
        at = found + len(word.text)
        if word.confidence >= SURE:
            continue
        if spans and not text[spans[-1][1] : found].strip():
            spans[-1] = (spans[-1][0], at)
        else:
            spans.append((found, at))
    return tuple(spans)
