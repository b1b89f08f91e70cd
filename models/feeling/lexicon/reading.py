"""Finding the lexicon's words in a plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.feeling.lexicon.notation import load
from models.feeling.lexicon.scope import Scope, grammar

_HERE = Path(__file__).parent
_NEAR = 8
"""An exception counts for a word when it begins or ends within so many characters of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon in a plain text.

    name: the flag or the group of feeling words; strength: of a flag, 0..1, and 0 for a feeling;
    feeling: what the group speaks for, empty for a flag
    """

    name: str
    start: int
    end: int
    scope: Scope
    strength: float = 0.0
    feeling: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    said: re.Pattern[str]
    exception: re.Pattern[str] | None
    strength: float = 0.0
    feeling: str = ""

    def excepted(self, chars: str, start: int, end: int) -> bool:
        if self.exception is None:
            return False
        nearby = self.exception.finditer(chars)
        return any(found.start() < end + _NEAR and found.end() > start - _NEAR for found in nearby)


def find_hits(chars: str) -> list[Hit]:
    """Every word of the lexicon in a plain text, names and numbers left out, in the order of the text."""
    rules_of_scope = grammar()
    unfeeling = rules_of_scope.unfeeling(chars)
    hits = []
    for rule in _rules():
        for found in rule.said.finditer(chars):
            start, end = found.span()
            if any(start < stop and end > begin for begin, stop in unfeeling if not _is_number_word(chars, start, end)):
                continue
            if rule.excepted(chars, start, end):
                continue
            scope = rules_of_scope.scope(chars, start, end)
            hits.append(Hit(rule.name, start, end, scope, rule.strength, rule.feeling))
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _is_number_word(chars: str, start: int, end: int) -> bool:
    """Whether digits are part of what is meant: 12315, 七十八岁, 等了三个小时."""
    return bool(re.search("[0-9零一二两三四五六七八九十幺]", chars[start:end]))


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for section in load(_HERE / "flags-zh.txt"):
        flag, strength = section.header.split()
        rules.append(_Rule(flag, section.compile(), section.compile_exceptions(), float(strength)))
    for section in load(_HERE / "feelings-zh.txt"):
        group, feeling = section.header.split()
        rules.append(_Rule(group, section.compile(), section.compile_exceptions(), feeling=feeling))
    return tuple(rules)
