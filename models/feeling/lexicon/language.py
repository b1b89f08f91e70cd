"""What differs between the languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models.feeling.lexicon.notation import Section, load
from models.feeling.lexicon.plain import Plain, plain_chinese, plain_english

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Language:
    """plain: makes a text plain; unit: what the linear model's runs are made of; blank: between units of a run;
    gap, edge: see Section; reach_of_denial, reach_of_report: see Grammar.
    """

    code: str
    plain: Callable[[str], Plain]
    unit: re.Pattern[str]
    blank: str
    gap: int
    edge: str
    reach_of_denial: int
    reach_of_report: int

    def sections(self, file: str) -> list[Section]:
        """One of the lexicon's files: flags, feelings or grammar.

        Raises:
            LexiconError: it is broken
        """
        return load(_HERE / f"{file}-{self.code}.txt", self.gap, self.edge)


LANGUAGES = {
    "zh": Language("zh", plain_chinese, re.compile("数+|否+|他{2,}|昔+|[^，]"), "", 6, "", 10, 16),
    "en": Language("en", plain_english, re.compile("数+|否+|他+|昔+|[^， ]+"), " ", 24, r"\b", 30, 40),
}
