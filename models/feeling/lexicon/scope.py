"""The grammar round a word: denied, somebody else's, or over; and names and numbers, which feel nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from models.feeling.lexicon.notation import CLAUSE, load

Scope: TypeAlias = Literal["meant", "denied", "reported", "past"]

_FILE = Path(__file__).with_name("grammar-zh.txt")
_REACH_DENIAL = 10
_REACH_REPORT = 16


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled grammar of one language."""

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
        if denial := self.denial.search(before[-_REACH_DENIAL:]):
            negator = len(before[-_REACH_DENIAL:]) - denial.start()
            if not self.insistence.search(before[: len(before) - negator]):
                return "denied"
        near = before[-_REACH_REPORT:]
        if self.reporter.search(near) and not self.own_voice.search(near):
            return "reported"
        if self.family.search(near) and self.sent_me.match(chars[end:].lstrip("了")):
            return "reported"
        if self.past.search(chars[:start]) and not self.now.search(chars[:start]):
            return "past" if self.now.search(chars[end:]) else "meant"
        return "meant"

    def unfeeling(self, chars: str) -> list[tuple[int, int]]:
        """The stretches that are names, places or numbers."""
        return [found.span() for rule in (self.name, self.number) for found in rule.finditer(chars)]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The Chinese grammar."""
    sections = {section.header: section for section in load(_FILE)}
    negator, link = ("|".join(sections[name].patterns) for name in ("negator", "link"))
    return Grammar(
        denial=re.compile(f"(?:{negator})(?:{link})*$"),
        insistence=re.compile(f"(?:{'|'.join(sections['no-negation'].patterns)})$"),
        reporter=sections["reporter"].compile(),
        own_voice=sections["own-voice"].compile(),
        family=sections["family"].compile(),
        sent_me=sections["sent-me"].compile(),
        past=sections["past"].compile(),
        now=sections["now"].compile(),
        name=sections["name"].compile(),
        number=sections["number"].compile(),
    )
