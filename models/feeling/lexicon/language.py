"""What differs between the languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from models.feeling.lexicon.plain import Plain, plain_chinese, plain_english


@dataclass(frozen=True, slots=True)
class Language:
    """plain: makes a text plain; unit: what the linear model's runs are made of; blank: between units of a run;
    gap: characters that … spans; reach_of_denial, reach_of_report: see Grammar."""

    plain: Callable[[str], Plain]
    unit: re.Pattern[str]
    blank: str
    gap: int
    reach_of_denial: int
    reach_of_report: int


LANGUAGES = {
    "zh": Language(plain_chinese, re.compile("数+|否+|他{2,}|昔+|[^，]"), "", 6, 10, 16),
    "en": Language(plain_english, re.compile("数+|否+|他+|昔+|[^， ]+"), " ", 24, 30, 40),
}
