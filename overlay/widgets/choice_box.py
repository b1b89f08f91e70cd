"""A box to choose from, with a chevron of our own."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from overlay.theme import Theme
from overlay.widgets import icons
from overlay.widgets.part import smooth


class ChoiceBox(QComboBox):
    """A combo box; the wheel scrolls the page and never changes a setting in passing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.real(12)
        box = QRectF(self.width() - self.theme.real(22), (self.height() - side) / 2, side, side)
        with smooth(self) as painter:
            icons.paint(painter, "chevron", box, QColor(self.theme.palette.soft))
