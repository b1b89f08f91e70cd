"""A text as the lexicon reads it: simplified characters, no blanks or fillers, key words mended by their sound."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.feeling.lexicon.notation import CLAUSE
from models.speech.soundalike import SAME_SOUND, Phrases

_HERE = Path(__file__).parent
_FILLERS = frozenset("呃")


@dataclass(frozen=True, slots=True)
class Plain:
    """chars: the plain text; places: where each of its characters stands in the text as it was said.

    marks: the telling marks of a text that was typed: "!", "?", "…", doubled where it was typed more than once
    """

    chars: str
    places: tuple[int, ...]
    marks: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text of the plain characters from `start` to before `end`."""
        return self.places[start], self.places[end - 1] + 1


def plain_chinese(text: str) -> Plain:
    """Simplified characters without blanks; marks between clauses become one `CLAUSE`, none at either end."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace() or char in _FILLERS:
            continue
        simple = _simplified().get(char) or unicodedata.normalize("NFKC", char).lower()[:1]
        if not simple.isalnum():
            simple = CLAUSE
            if not chars or chars[-1] == CLAUSE:
                continue
        chars.append(simple)
        places.append(place)
    if chars and chars[-1] == CLAUSE:
        chars.pop()
        places.pop()
    return Plain(_mended("".join(chars)), tuple(places), _marks(text))


def plain_english(text: str) -> Plain:
    """Small letters, one blank between words; marks between clauses become one `CLAUSE`, none at either end."""
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        small = "'" if char == "’" else unicodedata.normalize("NFKC", char).lower()[:1]
        if small.isspace():
            small = " "
        elif not small.isalnum() and small != "'":
            small = CLAUSE
        if small in (" ", CLAUSE) and (not chars or chars[-1] in (" ", CLAUSE)):
            if chars and small == CLAUSE:
                chars[-1] = CLAUSE
            continue
        chars.append(small)
        places.append(place)
    while chars and chars[-1] in (" ", CLAUSE):
        chars.pop()
        places.pop()
    return Plain("".join(chars), tuple(places), _marks(text))


def _marks(text: str) -> tuple[str, ...]:
    typed = unicodedata.normalize("NFKC", text)
    counts = {"!": typed.count("!"), "?": typed.count("?"), "…": typed.count("..") + typed.count("。。")}
    return tuple(mark if times == 1 else mark * 2 for mark, times in counts.items() if times)


def _mended(chars: str) -> str:
    """Key words that are there by their sound alone, written as they are meant; the length stays."""
    found = _keys().find(chars)
    mended = list(chars)
    taken = {
        place
        for match in found
        if chars[match.start : match.end] == match.phrase
        for place in range(match.start, match.end)
    }
    for match in sorted(found, key=lambda match: (-len(match.phrase), -match.score)):
        places = range(match.start, match.end)
        if (match.score < SAME_SOUND and len(match.phrase) < 4) or len(places) != len(match.phrase):
            continue
        if taken.isdisjoint(places):
            mended[match.start : match.end] = match.phrase
            taken.update(places)
    return "".join(mended)


@lru_cache(maxsize=1)
def _keys() -> Phrases:
    lines = (_HERE / "keys-zh.txt").read_text(encoding="utf-8").splitlines()
    return Phrases(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    traditional, simplified = (_HERE / "traditional-zh.txt").read_text(encoding="utf-8").split()
    return dict(zip(traditional, simplified, strict=True))
