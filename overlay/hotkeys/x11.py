"""Hotkeys on X11: the key is grabbed on the root window, so it reaches nobody else."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from Xlib import XK, X, display, error

from overlay.hotkeys.keys import Keys, UnknownKeys, parse

_MASKS = {"ctrl": X.ControlMask, "alt": X.Mod1Mask, "shift": X.ShiftMask, "meta": X.Mod4Mask}
# Caps Lock and Num Lock count as modifiers: a grab is wanted with each of them, too.
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class X11Hotkeys(QObject):
    """Signals: pressed: the name of what was pressed"""

    pressed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._display = display.Display()
        self._root = self._display.screen().root
        self._held: dict[tuple[int, int], str] = {}
        self._notifier = QSocketNotifier(self._display.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def hold(self, keys: Mapping[str, str]) -> set[str]:
        """See Hotkeys.hold."""
        self._release()
        return {name for name, written in keys.items() if written and not self._grab(name, written)}

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._release()
        self._display.close()

    def _grab(self, name: str, written: str) -> bool:
        try:
            keys = parse(written)
        except UnknownKeys:
            return False
        code, mask = self._code(keys)
        refused = error.CatchError(error.BadAccess)
        for lock in _LOCKS:
            self._root.grab_key(code, mask | lock, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error():
            self._ungrab(code, mask)
            return False
        self._held[code, mask] = name
        return True

    def _code(self, keys: Keys) -> tuple[int, int]:
        symbol = XK.string_to_keysym(keys.key.lower() if len(keys.key) == 1 else keys.key)
        mask = 0
        for modifier in keys.modifiers:
            mask |= _MASKS[modifier]
        return self._display.keysym_to_keycode(symbol), mask

    def _release(self) -> None:
        for code, mask in self._held:
            self._ungrab(code, mask)
        self._held.clear()
        self._display.sync()

    def _ungrab(self, code: int, mask: int) -> None:
        for lock in _LOCKS:
            self._root.ungrab_key(code, mask | lock)

    def _read(self) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.KeyPress:
                mask = event.state & (X.ControlMask | X.Mod1Mask | X.ShiftMask | X.Mod4Mask)
                if name := self._held.get((event.detail, mask)):
                    self.pressed.emit(name)
