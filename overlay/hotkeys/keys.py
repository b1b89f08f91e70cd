"""A hotkey as it is written ("Ctrl+Alt+J"), taken apart."""

from __future__ import annotations

from dataclasses import dataclass

_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "alt": "alt",
    "shift": "shift",
    "meta": "meta",
    "win": "meta",
}


class UnknownKeys(ValueError):
    """What is written is no hotkey."""


@dataclass(frozen=True)
class Keys:
    """modifiers: of "ctrl", "alt", "shift", "meta"; key: one letter, digit, or F1 to F24, upper case"""

    modifiers: frozenset[str]
    key: str


def parse(written: str) -> Keys:
    """Raises UnknownKeys where it is not modifiers and one key; a letter alone would take it from all programs."""
    *modifiers, key = (part.strip() for part in written.split("+"))
    names = {_MODIFIERS.get(modifier.lower(), "") for modifier in modifiers}
    key = key.upper()
    is_function = key[:1] == "F" and key[1:].isdigit() and 1 <= int(key[1:]) <= 24
    is_plain = len(key) == 1 and key.isascii() and key.isalnum()
    if "" in names or not (is_function or (is_plain and names & {"ctrl", "alt", "meta"})):
        raise UnknownKeys(written)
    return Keys(frozenset(names), key)
