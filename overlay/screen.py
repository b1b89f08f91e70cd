"""Is there a screen, and by which road does Qt reach it? No Qt in here: it must be asked before Qt starts."""

from __future__ import annotations

import ctypes
import os
import sys


def has_screen() -> bool:
    """Whether a window could be seen by somebody."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x11_answers()


def choose_platform() -> None:
    """Under Wayland go through XWayland where there is one: only X11 lets a window choose its place and stay
    on top without the focus."""
    if sys.platform == "linux" and "QT_QPA_PLATFORM" not in os.environ and _x11_answers():
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    if sys.platform == "darwin":
        # Else every window that comes up would bring the whole program to the front.
        os.environ.setdefault("QT_MAC_SET_RAISE_PROCESS", "0")


def _x11_answers() -> bool:
    """Qt aborts the whole process where DISPLAY names a server that does not answer; so ask it first."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    if not (display := x11.XOpenDisplay(None)):
        return False
    x11.XCloseDisplay(display)
    return True
