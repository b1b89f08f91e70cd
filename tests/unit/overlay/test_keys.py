"""Hotkeys as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlay.hotkeys.keys import Keys, UnknownKeys, parse
from overlay.hotkeys.windows import _code, _mask


def test_modifiers_and_a_key() -> None:
    assert parse("Ctrl+Alt+J") == Keys(frozenset({"ctrl", "alt"}), "J")
    assert parse("shift + F12") == Keys(frozenset({"shift"}), "F12")
    assert parse("F5") == Keys(frozenset(), "F5")


@pytest.mark.parametrize(
    "written", ["", "J", "Shift+J", "Ctrl+", "Hyper+J", "Ctrl+Alt", "Ctrl+ä", "F25", "Ctrl++"]
)
def test_what_is_no_hotkey(written: str) -> None:
    with pytest.raises(UnknownKeys):
        parse(written)


@given(st.text(max_size=20))
def test_anything_typed_is_a_hotkey_or_refused(written: str) -> None:
    try:
        keys = parse(written)
    except UnknownKeys:
        return
    assert keys.key.isalnum()


def test_windows_codes() -> None:
    keys = parse("Ctrl+Alt+J")
    assert (_mask(keys), _code(keys)) == (0x4003, 0x4A)
    assert _code(parse("Alt+F4")) == 0x73
