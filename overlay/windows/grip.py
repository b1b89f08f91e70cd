"""The grip: the one place where the strip can always be touched."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent

from overlay import desktop
from overlay.theme import Space, Theme
from overlay.windows.pane import Pane
from overlay.windows.strip import paint_grip


class GripPane(Pane):
    """A small window over the strip's left end, for the strip itself lets every click through.

    Signals: reached: the pointer came; held, dragged, dropped: a drag began, has come so far, is over
    """

    reached = Signal()
    held = Signal()
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue grip")
        self._from: QPoint | None = None
        self.setCursor(Qt.CursorShape.SizeAllCursor)

    @property
    def is_held(self) -> bool:
        """Whether a drag is under way."""
        return self._from is not None

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setAccessibleName(self.tr("Move the strip"))
        self.setFixedSize(theme.px(Space.GRIP - 2), theme.px(Space.STRIP))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.reached.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().toPoint()
        self.held.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.dragged.emit(event.globalPosition().toPoint() - self._from)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.dropped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if desktop.is_composited():
            # Wholly transparent pixels get no clicks on Windows.
            painter.fillRect(self.rect(), QColor(0, 0, 0, 1))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.theme.palette.ground))
        paint_grip(painter, self.theme, self.height())
