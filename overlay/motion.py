"""Whether the system was asked for less motion, followed while the program runs."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

# SPI_GETCLIENTAREAANIMATION
_GET_CLIENT_AREA_ANIMATION = 0x1042
ASK_AGAIN_MS = 5000
_GNOME = ("org.gnome.desktop.interface", "enable-animations")


class MotionWish(QObject):
    """Asks without waiting for the answer; until it comes, motion is welcome.

    On Linux gsettings tells every change; the other systems are asked again every few seconds.

    Attributes: less: less motion is wanted
    Signals: changed: the wish is another one now
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.less = False
        self._programs: list[QProcess] = []
        self._again = QTimer(self, interval=ASK_AGAIN_MS)

    def follow(self) -> None:
        """Ask now, and from now on hear of changes."""
        if sys.platform == "linux":
            self._hear(["gsettings", "get", *_GNOME], lambda said: "false" in said)
            self._hear(["gsettings", "monitor", *_GNOME], lambda said: "false" in said)
            return
        ask = self._ask_windows if sys.platform == "win32" else self._ask_mac
        self._again.timeout.connect(ask)
        self._again.start()
        ask()

    def close(self) -> None:
        self._again.stop()
        for program in self._programs:
            program.blockSignals(True)
            program.kill()
            program.waitForFinished(500)

    def _hear(self, command: list[str], wants_less: Callable[[str], bool]) -> None:
        """Every line that a small program of the system says is its latest word; none is no wish."""
        program = QProcess(self)
        self._programs.append(program)

        def read() -> None:
            while program.canReadLine():
                self._take(wants_less(bytes(program.readLine().data()).decode("utf-8", "replace")))

        program.readyReadStandardOutput.connect(read)
        program.start(command[0], command[1:])

    def _take(self, less: bool) -> None:
        if less != self.less:
            self.less = less
            self.changed.emit()

    def _ask_windows(self) -> None:
        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined]
            _GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animated), 0
        )
        self._take(not animated.value)

    def _ask_mac(self) -> None:
        while self._programs:
            self._programs.pop().deleteLater()
        self._hear(
            ["defaults", "read", "com.apple.universalaccess", "reduceMotion"],
            lambda said: said.strip() == "1",
        )
