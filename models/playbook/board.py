"""The card and the cues waiting behind it: who is up, who moves up, who has to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.events import CueExpired, CueShown, CueUpdated, Reason
from models.playbook.rules import Rule

REASONS = 4
"""Reasons that a card keeps."""


@dataclass(slots=True)
class Card:
    """A cue that is up.

    since: words from then on led to it; expires: when its time is over; told: when its reasons were last said
    """

    cue: str
    rule: Rule
    shown_at: float
    since: float
    expires: float
    say: tuple[str, ...]
    reasons: tuple[Reason, ...]
    told: float


BoardEvent = CueShown | CueUpdated | CueExpired


@dataclass(slots=True)
class Board:
    """At most one card and `places` waiting ones, those by falling priority."""

    places: int
    main: Card | None = None
    waiting: list[Card] = field(default_factory=list)

    def cards(self) -> Iterator[Card]:
        """All of them, the one on top first."""
        if self.main is not None:
            yield self.main
        yield from self.waiting

    def find(self, cue: str) -> Card | None:
        """The card of a cue, if it is still up."""
        return next((card for card in self.cards() if card.cue == cue), None)

    def inhibits(self, rule: str) -> bool:
        """Whether a cue that is up keeps this rule quiet."""
        return any(rule in card.rule.inhibits for card in self.cards())

    def take(self, card: Card, now: float) -> Iterator[BoardEvent]:
        """Put up a new card: on top where it matters at least as much as the one there, else behind it."""
        for other in [other for other in self.cards() if other.rule.id in card.rule.inhibits]:
            self.remove(other)
            yield CueExpired(now, other.cue, other.rule.id, "inhibited")
        if self.main is None or _rank(card.rule) >= _rank(self.main.rule):
            if self.main is not None:
                yield CueExpired(now, self.main.cue, self.main.rule.id, "replaced")
            self.main = card
            yield _shown(card, "main")
            return
        self.waiting.append(card)
        self.waiting.sort(key=lambda other: _rank(other.rule), reverse=True)
        yield _shown(card, "waiting")
        if len(self.waiting) > self.places:
            last = self.waiting.pop()
            yield CueExpired(now, last.cue, last.rule.id, "replaced")

    def accepts(self, rule: Rule) -> bool:
        """Whether a card of this rule would find a place."""
        if self.main is None or _rank(rule) >= _rank(self.main.rule):
            return True
        if len(self.waiting) < self.places:
            return True
        return bool(self.waiting) and _rank(rule) > _rank(self.waiting[-1].rule)

    def remove(self, card: Card) -> None:
        """Take a card down."""
        if self.main is card:
            self.main = None
        else:
            self.waiting.remove(card)

    def add_reasons(self, card: Card, new: Sequence[Reason], now: float) -> CueUpdated:
        """More reasons for a cue that is up; the newest stay."""
        card.reasons = (*card.reasons, *new)[-REASONS:]
        return CueUpdated(now, card.cue, "main" if card is self.main else "waiting", card.reasons)

    def move_up(self, now: float) -> CueUpdated | None:
        """Where the top is free, the first in line goes there, for its full time."""
        if self.main is not None or not self.waiting:
            return None
        self.main = self.waiting.pop(0)
        self.main.expires = now + self.main.rule.keep
        return CueUpdated(now, self.main.cue, "main", self.main.reasons)


def takes_place_of(new: Rule, old: Rule) -> bool:
    """Whether a new card is the better answer to the same need: it keeps the old one quiet and matters as much."""
    return old.id in new.inhibits and _rank(new) >= _rank(old)


def _rank(rule: Rule) -> tuple[bool, int]:
    return rule.severity == "critical", rule.priority


def _shown(card: Card, place: Literal["main", "waiting"]) -> CueShown:
    rule = card.rule
    return CueShown(
        card.shown_at, card.cue, rule.id, rule.title, card.say, rule.why, rule.severity,
        icon=rule.icon or rule.id, place=place, keep=rule.keep, reasons=card.reasons,
    )  # fmt: skip
