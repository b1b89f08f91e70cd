"""What the linear model sees of a text: short runs of characters, and the words of the lexicon with their scope."""

from __future__ import annotations

from dataclasses import dataclass

from models.feeling.lexicon.plain import Plain
from models.feeling.lexicon.reading import Hit, Lexicon

LONGEST = 2
"""Units in a run. Longer runs were tried; they fit what is written for training and nothing else."""

_HIDDEN = {"denied": "否", "reported": "他", "past": "昔"}
_STILL_SAID = ("waited", "blame")
"""Groups whose words keep their sense when they speak of the past: 之前等了三天 is a complaint still."""
_NUMBER = "数"
_MARKS = frozenset((*_HIDDEN.values(), _NUMBER))


@dataclass(frozen=True, slots=True)
class Token:
    """One feature of a text, and the plain characters that it comes from; none for a mark."""

    name: str
    start: int
    end: int


def tokens(plain: Plain, hits: list[Hit], lexicon: Lexicon) -> list[Token]:
    """The features of a plain text, each once. Words that aren't meant, names and numbers are hidden."""
    chars = plain.chars
    shown = list(chars)
    for start, end in lexicon.grammar.unfeeling(chars):
        shown[start:end] = _NUMBER * (end - start)
    found = {f"[{mark}]": Token(f"[{mark}]", 0, 0) for mark in plain.marks}
    for hit in hits:
        name = f"[{hit.name}]" if hit.scope == "meant" else f"[{hit.name}/{hit.scope}]"
        found.setdefault(name, Token(name, hit.start, hit.end))
        if hit.scope != "meant" and not (hit.scope == "past" and hit.name in _STILL_SAID):
            shown[hit.start : hit.end] = _HIDDEN[hit.scope] * (hit.end - hit.start)
    units = [(unit.group(), *unit.span()) for unit in lexicon.language.unit.finditer("".join(shown))]
    framed = [("^", 0, 0), *((_once(text), start, end) for text, start, end in units), ("$", 0, 0)]
    for size in range(1, LONGEST + 1):
        for i in range(len(framed) - size + 1):
            run = framed[i : i + size]
            inside = [unit for unit in run if unit[0] not in "^$"]
            if inside:
                name = lexicon.language.blank.join(text for text, _, _ in run)
                found.setdefault(name, Token(name, inside[0][1], inside[-1][2]))
    return list(found.values())


def _once(unit: str) -> str:
    """A hidden stretch is one unit, whatever its length."""
    return unit[0] if unit[0] in _MARKS else unit
