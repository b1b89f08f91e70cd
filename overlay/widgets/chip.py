"""A button that is a few words in a rounded frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from overlay.theme import Space, Theme, Type, veiled
from overlay.widgets.part import smooth


class Chip(QAbstractButton):
    """A short text that can be pressed; checked, it is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dress(self, theme: Theme) -> None:
        self.theme = theme
        self.setFont(theme.font(Type.WHY))
        self.setFixedSize(self.sizeHint())
        self.update()

    def call(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(wide) + self.theme.px(Space.WIDE), self.theme.px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, theme = self.theme.palette, self.theme
        ink = QColor(palette.ink)
        with smooth(self) as painter:
            painter.setFont(self.font())
            lit = self.isDown() or self.underMouse() or self.isChecked()
            painter.setBrush(veiled(ink, 0.16) if lit else Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(palette.info if self.hasFocus() else palette.edge))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, theme.real(8), theme.real(8))
            painter.setPen(ink if lit else QColor(palette.soft))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
