"""Finding the lexicon's words in a plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.feeling.lexicon.language import LANGUAGES, Language
from models.feeling.lexicon.scope import Grammar, Scope, grammar

_NEAR = 8
"""An exception counts for a word when it begins or ends within so many characters of it."""
_NUMBER_WORD = re.compile("[0-9零一二两三四五六七八九十幺]")
"""Numbers may be part of what is meant: 12315, 七十八岁, 等了三个小时."""


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


class Lexicon:
    """The words and the grammar of one language."""

    def __init__(self, language: Language, rules: Sequence[_Rule], rules_of_scope: Grammar) -> None:
        self.language = language
        self.grammar = rules_of_scope
        self._rules = tuple(rules)

    @classmethod
    def load(cls, code: str) -> Lexicon:
        """The lexicon for "zh" or "en".

        Raises:
            LexiconError: one of its files is broken
        """
        language = LANGUAGES[code]
        rules = []
        for section in language.sections("flags"):
            flag, strength = section.header.split()
            rules.append(_Rule(flag, section.compile(), section.compile_exceptions(), float(strength)))
        for section in language.sections("feelings"):
            group, feeling = section.header.split()
            rules.append(_Rule(group, section.compile(), section.compile_exceptions(), feeling=feeling))
        reaches = language.reach_of_denial, language.reach_of_report
        return cls(language, rules, grammar(language.sections("grammar"), *reaches))

    def find(self, chars: str) -> list[Hit]:
        """Every word of the lexicon in a plain text, in the order of the text; names and numbers left out."""
        unfeeling = self.grammar.unfeeling(chars)
        hits = []
        for rule in self._rules:
            for found in rule.said.finditer(chars):
                start, end = found.span()
                inside = any(start < stop and end > begin for begin, stop in unfeeling)
                if start == end or (inside and not _NUMBER_WORD.search(chars, start, end)):
                    continue
                if rule.excepted(chars, start, end):
                    continue
                scope = self.grammar.scope(chars, start, end)
                hits.append(Hit(rule.name, start, end, scope, rule.strength, rule.feeling))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))
