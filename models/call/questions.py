"""Questions: open ones, closed ones, those that only want a yes, those that check who is calling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from models.call.transcript import Line
from models.call.vocabulary import Vocabulary

Kind = Literal["open", "closed", "confirming", "identity"]

REMEMBERED = 512
"""Texts whose kind is remembered: the whole call is counted anew with every word."""
LONG_ANSWER = 15
"""Characters (words in English) from which a customer's answer is no short one."""


class QuestionReader:
    """Tells what kind of question a line asks, from its words; a recogniser gives no question marks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._open = re.compile("|".join(vocabulary.open_questions))
        self._closed = re.compile("|".join(vocabulary.closed_questions))
        self._confirming = re.compile("|".join(vocabulary.confirming))
        self._identity = re.compile("|".join(vocabulary.identity))
        self.kind = lru_cache(maxsize=REMEMBERED)(self._kind)

    def _kind(self, text: str) -> Kind | None:
        """What kind of question a text asks; None where nothing is asked."""
        text = text.lower().strip(" 。.？?！!")
        asked_open = self._open.search(text)
        if not asked_open and not self._closed.search(text):
            return None
        if self._identity.search(text):
            return "identity"
        if self._confirming.search(text):
            return "confirming"
        return "open" if asked_open else "closed"

    def count(self, lines: list[Line]) -> tuple[int, int, int]:
        """Of the agent's lines: all questions, the open ones, and the closed ones in a row at the end.

        A row ends with an open question, with a question of the customer's, and with an answer that is not short.
        """
        asked = opened = run = 0
        for line in lines:
            kind = self.kind(line.text)
            if line.leg == "customer":
                run = 0 if kind or _length(line.text) >= LONG_ANSWER else run
                continue
            asked += kind is not None
            opened += kind == "open"
            run = 0 if kind == "open" else run + (kind == "closed")
        return asked, opened, run


def _length(text: str) -> int:
    return len(text.split()) if text.isascii() else len(text)
