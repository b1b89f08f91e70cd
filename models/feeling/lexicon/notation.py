"""The notation of the lexicon's files: `[header]` lines, then one or more patterns a line, `not` lines for exceptions.

A pattern is a regular expression of which a reader needs to know five things: (a|b) is either, x? is perhaps,
… is a gap of a few characters in the same clause (six in Chinese), ^ and $ are a clause's start and end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

CLAUSE = "，"
"""Stands for every mark between clauses in a plain text."""


_HEADER = re.compile(r"\[([a-z_-]+(?: [a-z_0-9.]+)?)\]")


class LexiconError(ValueError):
    """A lexicon file that cannot be read; the message names file and line."""


@dataclass(slots=True)
class Section:
    """The patterns under one header, and what looks like them but isn't meant.

    gap: characters that … spans; edge: what bounds a word, empty where words run together
    """

    header: str
    gap: int
    edge: str
    patterns: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    def compile(self) -> re.Pattern[str]:
        """All patterns as one expression."""
        return compile_any(self.patterns, self.gap, self.edge)

    def compile_exceptions(self) -> re.Pattern[str] | None:
        """All exceptions as one expression, if there are any."""
        return compile_any(self.exceptions, self.gap, self.edge) if self.exceptions else None


def compile_any(patterns: list[str], gap: int, edge: str) -> re.Pattern[str]:
    """One expression that matches where any of the patterns does."""
    source = f"{edge}(?:{'|'.join(patterns)}){edge}"
    source = source.replace("…", f"[^{CLAUSE}]{{0,{gap}}}?").replace("$", f"(?={CLAUSE}|$)")
    return re.compile(re.sub(r"(?<!\[)\^", f"(?:^|(?<={CLAUSE}))", source))


def load(path: Path, gap: int, edge: str) -> list[Section]:
    """Read a lexicon file.

    Raises:
        LexiconError: a pattern before the first header, or one that is no regular expression
    """
    sections: list[Section] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if header := _HEADER.fullmatch(line):
            sections.append(Section(header[1], gap, edge))
            continue
        if not sections:
            raise LexiconError(f"{path.name}, line {number}: a pattern before the first [header]")
        target, pattern = sections[-1].patterns, line
        if line.startswith("not "):
            target, pattern = sections[-1].exceptions, line[4:]
        try:
            compile_any([pattern], gap, edge)
        except re.error as error:
            raise LexiconError(f"{path.name}, line {number}: {error}") from error
        target.append(pattern)
    return sections
