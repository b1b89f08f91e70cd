"""Questions: open ones, closed ones, and those that only check who is calling."""

from __future__ import annotations

import re
from typing import Literal

from models.call.transcript import Line
from models.call.vocabulary import Vocabulary

Kind = Literal["open", "closed", "identity"]


class QuestionReader:
    """Tells what kind of question a line asks, from its words; a recogniser gives no question marks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._open = re.compile("|".join(vocabulary.open_questions))
        self._closed = re.compile("|".join(vocabulary.closed_questions))
        self._identity = re.compile("|".join(vocabulary.identity))

    def kind(self, text: str) -> Kind | None:
        """None where nothing is asked."""
        text = text.lower().strip(" 。.")
        asked_open = self._open.search(text)
        if not asked_open and not self._closed.search(text):
            return None
        if self._identity.search(text):
            return "identity"
        return "open" if asked_open else "closed"

    def count(self, lines: list[Line]) -> tuple[int, int, int]:
        """Of the agent's lines: all questions, the open ones, and the closed ones in a row at the end."""
        kinds = [kind for line in lines if (kind := self.kind(line.text))]
        run = 0
        for kind in reversed(kinds):
            if kind == "open":
                break
            run += kind == "closed"
        return len(kinds), kinds.count("open"), run
