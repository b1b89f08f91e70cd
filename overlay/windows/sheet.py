"""An ordinary window, with a frame and a focus, for what the agent opens on purpose."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from overlay.style import sheet
from overlay.theme import Theme


class Sheet(QWidget):
    """A window dressed from the tokens. Extend `dress` for sizes and `name` for texts."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme()

    def dress(self, theme: Theme) -> None:
        self.theme = theme
        self.setStyleSheet(sheet(theme))
        self.name()

    def name(self) -> None:
        """Write every text in the language of now."""

    def open(self) -> None:
        """Come to the front: the agent asked for it, so it may have the focus."""
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.name()
        super().changeEvent(event)
