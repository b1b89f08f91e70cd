"""What every part of a window has in common: it is drawn from a theme."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from overlay.theme import Theme


class Dressed(Protocol):
    """What wears a theme."""

    def dress(self, theme: Theme) -> None: ...


class Part(QWidget):
    """A widget drawn from a theme.

    Attributes: theme: the tokens in force, set by `dress`
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()

    def dress(self, theme: Theme) -> None:
        """Wear another theme; parts that have a size of their own extend this."""
        self.theme = theme
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.dress(self.theme)
        super().changeEvent(event)


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with edges smoothed; end it, or use it as a context."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
