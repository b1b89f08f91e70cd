"""What a person gave cannot be measured."""

from __future__ import annotations

from models.events import Text


class BadInput(Exception):
    """`text` says what is wrong, where, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
