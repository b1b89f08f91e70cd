"""Keys that work wherever the focus is, on systems that allow it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QGuiApplication


class Hotkeys(Protocol):
    """One system's way. pressed: a signal with the name of what was pressed"""

    pressed: SignalInstance

    def hold(self, keys: Mapping[str, str]) -> set[str]:
        """Hold these keys from now on, and no others; name -> "Ctrl+Alt+J". Returns the names that are taken."""

    def close(self) -> None: ...


def hotkeys(parent: QObject) -> Hotkeys | None:
    """This system's hotkeys; None where no program may listen to keys that go to another one (Wayland)."""
    if QGuiApplication.platformName() == "xcb" and not _under_wayland():
        from overlay.hotkeys.x11 import X11Hotkeys

        return X11Hotkeys(parent)
    if sys.platform == "win32":
        from overlay.hotkeys.windows import WindowsHotkeys

        return WindowsHotkeys(parent)
    return None


def _under_wayland() -> bool:
    """XWayland grabs keys only while one of its own windows has the focus: that would look like a fault."""
    return bool(os.environ.get("WAYLAND_DISPLAY"))
