"""The overlay without a screen: fed with events, it draws what an agent would see into a picture."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, QPoint, QRect, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from models import events
from overlay import language
from overlay.presenters.board import Board
from overlay.presenters.card import Language
from overlay.theme import PALETTES, Motion, PaletteName, Theme
from overlay.windows.dock import Dock

# What lies behind the overlay in a picture: nobody's wallpaper, top and bottom.
DESKTOPS: dict[PaletteName, tuple[str, str]] = {
    "dark": ("#2E3843", "#232B34"),
    "light": ("#EEF1F4", "#DFE5EB"),
    "contrast": ("#1A1A1A", "#1A1A1A"),
}
MARGIN = 24


class Stage:
    """The real windows on the platform "offscreen" (set QT_QPA_PLATFORM before the first one is made).

    Attributes: board, dock: as in the live overlay
    """

    def __init__(self, speech: Language = "zh", palette: PaletteName = "dark", percent: int = 100) -> None:
        self.app = application()
        language.speak(self.app, speech)
        self.palette: PaletteName = palette
        self.theme = Theme(PALETTES[palette], percent / 100, moves=False, latin=speech == "en")
        self.board = Board(speech)
        self.dock = Dock(self.board, self.theme)
        self.dock.open()
        self._followed: float | None = None

    def feed(self, event: events.AnyEvent) -> None:
        """One event; a followed cue leaves when its time is over in the call, for there is no other clock."""
        if self._followed is not None and event.t >= self._followed + Motion.FOLLOWED / 1000:
            self.board.card.left()
            self._followed = None
        self.board.feed(event)
        if isinstance(event, events.CueFollowed):
            self._followed = event.t
        self.dock.refresh()

    def grab(self, path: Path, pixels: float = 2.0) -> Path:
        """Write what is on the screen now, with a margin of desktop, at so many pixels a point."""
        panes = [pane for pane in self.dock.panes() if pane.isVisible() and pane is not self.dock.grip]
        picture(path, [(pane, pane.pos()) for pane in panes], self.palette, self.theme, pixels)
        return path

    def close(self) -> None:
        self.dock.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def application() -> QApplication:
    """The application there is, or a new one."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    qInstallMessageHandler(_say)
    return QApplication(["callcue"])


def _say(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What Qt has to say, but for what the platform without a screen cannot do: nobody asked it to."""
    if "plugin does not support" not in text:
        print(text, file=sys.stderr)


def picture(
    path: Path,
    windows: list[tuple[QWidget, QPoint]],
    palette: PaletteName,
    theme: Theme,
    pixels: float = 2.0,
) -> None:
    """Write windows as they stand to each other, on a desktop, as a PNG. Raises OSError if it cannot."""
    QApplication.sendPostedEvents()
    whole = QRect()
    for window, place in windows:
        whole = whole.united(QRect(place, window.size()))
    margin = theme.px(MARGIN)
    whole.adjust(-margin, -margin, margin, margin)
    image = QImage(whole.size() * pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixels)
    with QPainter(image) as painter:
        wall = QLinearGradient(0, 0, 0, whole.height())
        top, bottom = DESKTOPS[palette]
        wall.setColorAt(0, QColor(top))
        wall.setColorAt(1, QColor(bottom))
        painter.fillRect(QRect(QPoint(), whole.size()), wall)
        for window, place in windows:
            flags = QWidget.RenderFlag.DrawChildren
            if not window.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground):
                flags |= QWidget.RenderFlag.DrawWindowBackground
            window.render(painter, place - whole.topLeft(), QRegion(), flags)
    if not image.save(str(path)):
        raise OSError(f"The picture {path} cannot be written.")
