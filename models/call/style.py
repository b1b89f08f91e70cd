"""The caller's style, from how the customer talks: a hint for the wording of a cue, never a verdict."""

from __future__ import annotations

import re
from typing import Literal

from models.call.transcript import Line
from models.call.vocabulary import Vocabulary

Style = Literal["commanding", "lively", "careful", "patient"]

ENOUGH_LINES = 3
"""Utterances of the customer before a style is guessed."""
ENOUGH_MARKS = 3
"""Marks of the leading style that it takes; the next must have a mark less for each two."""
SHORT = 12
"""A mark weighs double in an utterance of so few characters: who commands is brief."""


class StyleReader:
    """Counts each style's marks in what the customer says."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._marks: dict[Style, re.Pattern[str]] = {
            "commanding": _any(vocabulary.commanding),
            "lively": _any(vocabulary.lively),
            "careful": _any(vocabulary.careful),
            "patient": _any(vocabulary.patient),
        }

    def read(self, lines: list[Line]) -> Style | None:
        """The style of the customer who said these lines; None where it does not show."""
        if len(lines) < ENOUGH_LINES:
            return None
        counts: dict[Style, int] = dict.fromkeys(self._marks, 0)
        for line in lines:
            for style, marks in self._marks.items():
                found = len(marks.findall(line.text.lower()))
                brief = style == "commanding" and len(line.text) <= SHORT
                counts[style] += 2 * found if brief else found
        (first, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
        return first if most >= ENOUGH_MARKS and second <= most / 2 else None


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
