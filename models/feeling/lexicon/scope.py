"""The grammar round a word: denied, somebody else's, or over; and names and numbers, which feel nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from models.feeling.lexicon.notation import CLAUSE, Section

Scope: TypeAlias = Literal["meant", "denied", "reported", "past"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The grammar of one language.

    reach_of_denial, reach_of_report: so many characters before a word may deny it or say whose it is
    """

    reach_of_denial: int
    reach_of_report: int

    denial: re.Pattern[str]
    insistence: re.Pattern[str]
    reporter: re.Pattern[str]
    own_voice: re.Pattern[str]
    family: re.Pattern[str]
    sent_me: re.Pattern[str]
    past: re.Pattern[str]
    now: re.Pattern[str]
    name: re.Pattern[str]
    number: re.Pattern[str]

    def scope(self, chars: str, start: int, end: int) -> Scope:
        """How the word from `start` to before `end` is meant."""
        before = chars[:start].rpartition(CLAUSE)[2]
        denial = self.denial.search(before, max(0, len(before) - self.reach_of_denial))
        if denial and not self.insistence.search(before[: denial.start()]):
            return "denied"
        near = before[-self.reach_of_report :]
        if self.reporter.search(near) and not self.own_voice.search(near):
            return "reported"
        if self.family.search(near) and self.sent_me.search(chars[end:]):
            return "reported"
        if self.past.search(chars[:start]) and not self.now.search(chars[:start]):
            return "past" if self.now.search(chars[end:]) else "meant"
        return "meant"

    def unfeeling(self, chars: str) -> list[tuple[int, int]]:
        """The stretches that are names, places or numbers."""
        return [found.span() for rule in (self.name, self.number) for found in rule.finditer(chars)]


def grammar(sections: list[Section], reach_of_denial: int, reach_of_report: int) -> Grammar:
    """Put a grammar together from its file's sections."""
    by_name = {section.header: section for section in sections}
    negator, link, insistence = (
        "|".join(by_name[name].patterns) for name in ("negator", "link", "no-negation")
    )
    edge = sections[0].edge
    return Grammar(
        reach_of_denial,
        reach_of_report,
        denial=re.compile(f"{edge}(?:{negator}){edge}(?: ?(?:{link}){edge})* ?$"),
        insistence=re.compile(f"(?:{insistence}) ?$"),
        reporter=by_name["reporter"].compile(),
        own_voice=by_name["own-voice"].compile(),
        family=by_name["family"].compile(),
        sent_me=by_name["sent-me"].compile(),
        past=by_name["past"].compile(),
        now=by_name["now"].compile(),
        name=by_name["name"].compile(),
        number=by_name["number"].compile(),
    )
