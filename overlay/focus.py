"""Which window has the keyboard, and giving it back: the agent asked for the overlay's keys only for a moment."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtGui import QGuiApplication

_REVERT_TO_PARENT = 2
_CURRENT_TIME = 0


class Focus:
    """Remembers who had the keyboard. Where the system does not tell, it does nothing."""

    def __init__(self) -> None:
        self._had: int | None = None

    def remember(self) -> None:
        """Note who has the keyboard now, unless somebody is noted already."""
        if self._had is None:
            self._had = _who()

    def give_back(self) -> None:
        """Give the keyboard to whom it was taken from."""
        had, self._had = self._had, None
        if had:
            _give(had)


def _who() -> int | None:
    if sys.platform == "win32":
        return int(ctypes.windll.user32.GetForegroundWindow()) or None
    if QGuiApplication.platformName() != "xcb":
        return None
    window, revert = ctypes.c_ulong(), ctypes.c_int()
    with _X11() as x11:
        x11.library.XGetInputFocus(x11.display, ctypes.byref(window), ctypes.byref(revert))
    return window.value or None


def _give(window: int) -> None:
    if sys.platform == "win32":
        ctypes.windll.user32.SetForegroundWindow(window)
        return
    with _X11() as x11:
        x11.library.XSetInputFocus(x11.display, window, _REVERT_TO_PARENT, _CURRENT_TIME)


class _X11:
    """A connection to the X server for one question. Errors (a window that is gone) end nothing."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL("libX11.so.6")
        self.library.XOpenDisplay.restype = ctypes.c_void_p
        self.library.XGetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        self.library.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
        self.library.XCloseDisplay.argtypes = [ctypes.c_void_p]

    def __enter__(self) -> _X11:
        self.display = self.library.XOpenDisplay(None)
        return self

    def __exit__(self, *_: object) -> None:
        self.library.XCloseDisplay(self.display)
