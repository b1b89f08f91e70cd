"""Finding phrases by their sound: a recogniser writes 头诉 where the caller said 投诉.

Text becomes toneless pinyin syllables. Two syllables are *near* when southern speakers and Mandarin
recognisers confuse them: z/zh, c/ch, s/sh, n/l, f/hu, in/ing, en/eng, an/ang. Blanks between characters do
not count; digits are read out, traditional characters sound like simplified ones; other marks end a phrase.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pypinyin import lazy_pinyin

SAME_SOUND = 0.9
NEAR_SOUND = 0.6
SHORT = 2
"""Phrases of so many characters or fewer must sound the same: nearly alike would hit ordinary words."""

_COMMON_WORDS = Path(__file__).with_name("common-words-zh.txt")
_TOKENS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[0-9A-Za-z０-９]|\s+|.", re.DOTALL)
_NUMERALS = "零一二三四五六七八九"
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n"}
_GRAMMAR = frozenset(
    "的了是不没有在就也都和跟给把被我你您他她它们这那个一几还又再要会能可吗呢吧啊去来到得地找"
)
_F_AS_HU = {"a": "ua", "an": "uan", "ang": "uang", "ei": "ui", "en": "un", "eng": "ong", "o": "uo", "u": "u"}


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    start, end: characters of the text; score: 1.0 the same characters, from 0.9 the same sound, less where a
    syllable is only near; exact: the same characters
    """

    phrase: str
    start: int
    end: int
    score: float
    exact: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """One syllable, digit or letter of a text: as written, as it sounds, as it sounds at its vaguest."""

    char: str
    sound: str
    near: str
    at: int


class Phrases:
    """Looks for many phrases at once.

    phrases: to look for; tolerance: share of a phrase's syllables that may be only near, 0..1. A phrase of
    one character is found by its character alone. A phrase of two is not heard in another common word (精力
    is no 经理) nor where a word of grammar stands in a character's place (没提 is no 媒体).
    """

    def __init__(self, phrases: Iterable[str], tolerance: float = 0.34) -> None:
        if not 0.0 <= tolerance <= 1.0:
            raise ValueError(f"tolerance is a share, 0 to 1, not {tolerance}")
        self._tolerance = tolerance
        self._by_head: dict[str, list[tuple[str, tuple[_Unit, ...]]]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            units = tuple(syllables(phrase))
            if not units:
                raise ValueError(f"phrase {phrase!r} has no character that can be heard")
            for head in _heads(units[:2]):
                self._by_head[head].append((phrase, units))

    def find(self, text: str) -> list[Match]:
        """Every place where a phrase is said, in the order of the text, the longer first where two begin."""
        units = tuple(syllables(text))
        found = set()
        for i in range(len(units)):
            for head in (*_heads(units[i : i + 2]), *_heads(units[i : i + 1])):
                for phrase, wanted in self._by_head.get(head, ()):
                    match = _compare(phrase, wanted, units[i : i + len(wanted)], self._tolerance)
                    if match and (match.exact or not _across_words(wanted, units, i)):
                        found.add(match)
        return sorted(found, key=lambda match: (match.start, -match.end, match.phrase))


def find(text: str, phrase: str, tolerance: float = 0.34) -> list[Match]:
    """Where one phrase is said in a text; for many phrases prepare a `Phrases`."""
    return Phrases([phrase], tolerance).find(text)


def syllables(text: str) -> Iterator[_Unit]:
    """The units of a text that can be heard, with their places; a mark between sentences has no sound."""
    for token in _TOKENS.finditer(text):
        run, start = token.group(), token.start()
        if run.isspace():
            continue
        if not run[0].isalnum():
            if start and token.end() < len(text):
                yield _Unit(run, "", "", start)
        elif run[0].isascii() or run.isdecimal():
            # A digit is read out, and then it is a number: 7 is 七 and no 气.
            spoken = _NUMERALS[int(run)] if run.isdecimal() else run.lower()
            yield _Unit(spoken, spoken, spoken, start)
        else:
            for offset, (char, sound) in enumerate(zip(run, _sounds(run), strict=True)):
                yield _Unit("一" if char == "幺" else char, sound, vague(sound), start + offset)


@lru_cache(maxsize=512)
def _sounds(run: str) -> tuple[str, ...]:
    """One toneless syllable a character, the reading picked by the word."""
    spoken = lazy_pinyin(run)
    if len(spoken) != len(run):  # characters that pypinyin does not know come back in one lump
        spoken = [sound for char in run for sound in lazy_pinyin(char)]
    return tuple(spoken)


@lru_cache(maxsize=2048)
def vague(sound: str) -> str:
    """A syllable with the confusions folded together: zhang, zang, zhan and zan all give zan."""
    if sound.startswith("f"):
        sound = "h" + _F_AS_HU.get(sound[1:], sound[1:])
    for initial, folded in _INITIALS.items():
        if sound.startswith(initial):
            sound = folded + sound[len(initial) :]
            break
    return sound[:-1] if sound.endswith(("ang", "eng", "ing")) else sound


def _heads(units: tuple[_Unit, ...]) -> tuple[str, str]:
    """Two keys to find a phrase by: its characters, whose reading may vary, and its sounds."""
    return "".join(unit.char for unit in units), " ".join(unit.near for unit in units)


def _compare(
    phrase: str, wanted: tuple[_Unit, ...], said: tuple[_Unit, ...], tolerance: float
) -> Match | None:
    if len(said) < len(wanted):
        return None
    same = alike = 0
    for want, have in zip(wanted, said, strict=True):
        if want.char != have.char and want.near != have.near:
            return None
        same += want.char == have.char
        alike += want.char == have.char or want.sound == have.sound
    size = len(wanted)
    near = size - alike
    start, end = said[0].at, said[-1].at + 1
    if same == size:
        return Match(phrase, start, end, 1.0, True)
    if size == 1 or near > size * tolerance or (size <= SHORT and near):
        return None
    if size <= SHORT and _is_no_slip(wanted, said):
        return None
    score = (same + SAME_SOUND * (alike - same) + NEAR_SOUND * near) / size
    return Match(phrase, start, end, score, False)


def _is_no_slip(wanted: tuple[_Unit, ...], said: tuple[_Unit, ...]) -> bool:
    """Whether two characters were meant as they are written, though they sound like the phrase looked for."""
    other = [have.char for want, have in zip(wanted, said, strict=True) if want.char != have.char]
    return "".join(unit.char for unit in said) in _common_words() or not _GRAMMAR.isdisjoint(other)


def _across_words(wanted: tuple[_Unit, ...], units: tuple[_Unit, ...], first: int) -> bool:
    """Whether a differing character of two belongs to a common word with the character beside them."""
    if len(wanted) != SHORT:
        return False
    pairs = ((0, units[max(0, first - 1) : first + 1]), (1, units[first + 1 : first + 3]))
    return any(
        len(pair) == SHORT
        and wanted[place].char != units[first + place].char
        and "".join(unit.char for unit in pair) in _common_words()
        for place, pair in pairs
    )


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    return frozenset(_COMMON_WORDS.read_text(encoding="utf-8").split())
