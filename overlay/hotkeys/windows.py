"""Hotkeys on Windows: RegisterHotKey, whose messages come through Qt's event loop."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QObject, Signal
from PySide6.QtGui import QGuiApplication

from overlay.hotkeys.keys import Keys, UnknownKeys, parse

_MASKS = {"alt": 0x0001, "ctrl": 0x0002, "shift": 0x0004, "meta": 0x0008}
_NO_REPEAT = 0x4000
_WM_HOTKEY = 0x0312
_F1 = 0x70


class WindowsHotkeys(QObject):
    """Signals: pressed: the name of what was pressed"""

    pressed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined]
        self._held: dict[int, str] = {}
        self._messages = _Messages(self._hear)
        if app := QGuiApplication.instance():
            app.installNativeEventFilter(self._messages)

    def hold(self, keys: Mapping[str, str]) -> set[str]:
        """See Hotkeys.hold."""
        self._release()
        return {name for name, written in keys.items() if written and not self._register(name, written)}

    def close(self) -> None:
        self._release()
        if app := QGuiApplication.instance():
            app.removeNativeEventFilter(self._messages)

    def _hear(self, number: int) -> None:
        if name := self._held.get(number):
            self.pressed.emit(name)

    def _register(self, name: str, written: str) -> bool:
        try:
            keys = parse(written)
        except UnknownKeys:
            return False
        number = len(self._held) + 1
        if not self._user32.RegisterHotKey(None, number, _mask(keys), _code(keys)):
            return False
        self._held[number] = name
        return True

    def _release(self) -> None:
        for number in self._held:
            self._user32.UnregisterHotKey(None, number)
        self._held.clear()


class _Messages(QAbstractNativeEventFilter):
    """Picks the hotkeys' messages out of all of this program's."""

    def __init__(self, hear: Callable[[int], None]) -> None:
        super().__init__()
        self._hear = hear

    def nativeEventFilter(self, kind: object, message: int) -> tuple[bool, int]:
        said = wintypes.MSG.from_address(int(message))
        if said.message == _WM_HOTKEY:
            self._hear(said.wParam)
        return False, 0


def _mask(keys: Keys) -> int:
    mask = _NO_REPEAT
    for modifier in keys.modifiers:
        mask |= _MASKS[modifier]
    return mask


def _code(keys: Keys) -> int:
    """Virtual-key codes: letters and digits are their ASCII codes, F1 is 0x70."""
    return ord(keys.key) if len(keys.key) == 1 else _F1 + int(keys.key[1:]) - 1
