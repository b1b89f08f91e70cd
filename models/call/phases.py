"""Where the call stands: greeting, problem, solution, closing."""

from __future__ import annotations

import re
from typing import Literal

from models.call.transcript import Line
from models.call.vocabulary import Vocabulary

Phase = Literal["greeting", "problem", "solution", "closing"]

STORY = 6
"""Characters (words in English: a third) of the customer's that are more than a greeting."""
REOPENED = 12
"""Characters without a farewell after which a closing was no closing."""


class Phases:
    """Moves on with what is said; it goes back only where a closing turns out to be none."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._solving = re.compile("|".join(vocabulary.solving))
        self._closing = re.compile("|".join(vocabulary.closing))
        self.phase: Phase = "greeting"

    def feed(self, line: Line) -> None:
        """Take a finished line of either leg."""
        text = line.text.lower()
        if self.phase == "greeting":
            if line.leg == "customer" and len(text) >= STORY:
                self.phase = "problem"
        elif self._closing.search(text):
            self.phase = "closing"
        elif line.leg == "agent" and self._solving.search(text):
            self.phase = "solution"
        elif self.phase == "closing" and line.leg == "customer" and len(text) >= REOPENED:
            self.phase = "problem"
