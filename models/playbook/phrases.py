"""Finding a playbook's phrases in what was said: by sound in Chinese, by word in English, by pattern.

Patterns are matched by re2, whose time grows with the text and not with the pattern's ambition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import re2

from models.call.vocabulary import Language
from models.feeling import acts
from models.speech.soundalike import Phrases

PATTERN_MEMORY = 1 << 20
"""Bytes that a compiled pattern may take; one that takes more is refused."""

_NEGATED_ZH = re.compile(r"(.?)(不是|不会|不想|不要|不用|没有|没说|没想|不|没|别)[要想说去再会跟给]{0,2}$")
_OTHERS_ZH = re.compile(r"(邻居|朋友|同事|同学|亲戚|别人|人家|有人|听说)[^，。？！]{0,8}$")
_NEGATED_EN = re.compile(r"\b(?:not|never|\w+n't|cannot)(?: \w+)?$")
_OTHERS_EN = re.compile(r"\b(?:neighbou?r|friend|colleague)(?: \w+){0,3}$")
_WORD_EN = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a group.

    how: "sound" (by sound in Chinese, by whole words in English), "exact" (these characters), "pattern" (re2),
    "means" (an act of models/feeling/acts.py, whatever the words)
    """

    text: str
    how: Literal["sound", "exact", "pattern", "means"] = "sound"


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text: characters start to end, and how well it fits, 0..1."""

    phrase: str
    start: int
    end: int
    score: float


def compile_pattern(pattern: str) -> Any:
    """A re2 pattern that ignores case. Raises re2.error where re2 cannot take it."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    return re2.compile(pattern, options)


class PhraseFinder:
    """Looks for many phrases of one language at once. Negated ones and others' stories do not count."""

    def __init__(self, phrases: Iterable[Phrase], language: Language) -> None:
        wanted = tuple(dict.fromkeys(phrases))
        self._void = _void_zh if language == "zh" else _void_en
        self._patterns = [(p.text, compile_pattern(p.text)) for p in wanted if p.how == "pattern"]
        self._exact = [p.text for p in wanted if p.how == "exact"]
        self._acts = {p.text for p in wanted if p.how == "means"}
        spoken = [p.text for p in wanted if p.how == "sound"]
        self._sounds = Phrases(spoken) if language == "zh" else None
        self._words: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        if language == "en":
            for text in spoken:
                words = tuple(_WORD_EN.findall(text.lower()))
                self._words.setdefault(words[0], []).append((text, words))

    def find(self, text: str) -> list[Hit]:
        """Every place where a phrase is meant, in no particular order."""
        lowered = text.lower()
        hits = [*self._by_sound(text), *self._by_word(lowered), *self._by_character(lowered)]
        meant = [hit for hit in hits if not self._void(lowered, hit)]
        return [*meant, *self._by_meaning(text)] if self._acts else meant

    def _by_sound(self, text: str) -> Iterator[Hit]:
        if self._sounds is not None:
            for match in self._sounds.find(text):
                yield Hit(match.phrase, match.start, match.end, match.score)

    def _by_word(self, text: str) -> Iterator[Hit]:
        if not self._words:
            return
        said = [(word.group(), word.start(), word.end()) for word in _WORD_EN.finditer(text)]
        for i, (first, start, _) in enumerate(said):
            for phrase, words in self._words.get(first, ()):
                if tuple(word for word, _, _ in said[i : i + len(words)]) == words:
                    yield Hit(phrase, start, said[i + len(words) - 1][2], 1.0)

    def _by_character(self, text: str) -> Iterator[Hit]:
        for phrase in self._exact:
            at = text.find(phrase.lower())
            while at >= 0:
                yield Hit(phrase, at, at + len(phrase), 1.0)
                at = text.find(phrase.lower(), at + len(phrase))
        for pattern, compiled in self._patterns:
            for match in compiled.finditer(text):
                if match.end() > match.start():
                    yield Hit(pattern, match.start(), match.end(), 1.0)

    def _by_meaning(self, text: str) -> Iterator[Hit]:
        if reader := acts.shipped():
            for act in reader.find(text, self._acts):
                yield Hit(act.name, act.start, act.end, act.probability)


def _void_zh(text: str, hit: Hit) -> bool:
    """不/没 just before (but 是不是 asks), the middle of a question (行不行), or somebody else's story."""
    before = text[: hit.start].rstrip()
    said = text[hit.start : hit.end]
    if _OTHERS_ZH.search(before) or (said[0] in "不没" and before[-1:] == said[1:2] != ""):
        return True
    match = _NEGATED_ZH.search(before)
    if match is None:
        return False
    asks = match.group(1) and before[match.start(2) + 1 :].startswith(match.group(1))
    return not asks


def _void_en(text: str, hit: Hit) -> bool:
    before = text[: hit.start].rstrip()
    return _NEGATED_EN.search(before) is not None or _OTHERS_EN.search(before) is not None
