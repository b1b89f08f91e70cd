"""What the desktop can do: compose translucent windows, keep one on top; and how it looks."""

from __future__ import annotations

import ctypes
import functools

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from overlay.theme import PaletteName


@functools.cache
def is_composited() -> bool:
    """Whether translucent windows are blended with what lies below. Without, what is see-through is black."""
    return _x11_compositor_runs() if QGuiApplication.platformName() == "xcb" else True


def keeps_on_top() -> bool:
    """Whether a window can ask to stay above the others; Wayland's own protocol has no word for it."""
    return not QGuiApplication.platformName().startswith("wayland")


def stacks_windows() -> bool:
    """Whether there are windows above and below each other at all."""
    return QGuiApplication.platformName() not in ("offscreen", "minimal")


def flush() -> None:
    """Send at once what was asked of the X server: Qt keeps it until the next event, which may be long in coming."""
    app = QGuiApplication.instance()
    if QGuiApplication.platformName() != "xcb" or not isinstance(app, QGuiApplication):
        return
    if (library := _x11()) and (native := app.nativeInterface()):
        library.XFlush(ctypes.c_void_p(native.display()))


def appearance() -> PaletteName:
    """The system's own: high contrast before dark before light; dark where it does not say."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"


@functools.cache
def _x11() -> ctypes.CDLL | None:
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x11.XGetSelectionOwner.restype = ctypes.c_ulong
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    return x11


def _x11_compositor_runs() -> bool:
    """Whether somebody owns the selection that compositors own (EWMH, _NET_WM_CM_Sn)."""
    if not (x11 := _x11()) or not (display := x11.XOpenDisplay(None)):
        return False
    try:
        screen = x11.XDefaultScreen(ctypes.c_void_p(display))
        atom = x11.XInternAtom(display, b"_NET_WM_CM_S%d" % screen, 0)
        return bool(x11.XGetSelectionOwner(display, atom))
    finally:
        x11.XCloseDisplay(display)
