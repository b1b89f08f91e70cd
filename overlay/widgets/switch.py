"""A switch: on or off, with its text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from overlay.theme import Theme, Type
from overlay.widgets.part import smooth


class Switch(QCheckBox):
    """A check box drawn as a switch; the knob's side says the state, colour only underlines it."""

    WIDE = 34.0
    HIGH = 20.0
    GAP = 10.0

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__(text)
        self.theme = theme
        self.setFont(theme.font(Type.BODY))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        real = self.theme.real
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(real(self.WIDE + self.GAP) + wide), self.theme.px(26))

    def hitButton(self, place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, real = self.theme.palette, self.theme.real
        on, enabled = self.isChecked(), self.isEnabled()
        top = (self.height() - real(self.HIGH)) / 2
        track = QRectF(1, top, real(self.WIDE) - 2, real(self.HIGH)).adjusted(0.5, 0.5, -0.5, -0.5)
        with smooth(self) as painter:
            colour = QColor(palette.info if on and enabled else palette.unlit)
            edge = colour if on else QColor(palette.soft)
            painter.setPen(QPen(QColor(palette.ink) if self.hasFocus() else edge, real(1.2)))
            painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
            knob = real(self.HIGH) - real(8)
            x = track.right() - knob - real(3.5) if on else track.left() + real(3.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.ground if on else palette.soft))
            painter.drawEllipse(QRectF(x, track.center().y() - knob / 2, knob, knob))
            painter.setPen(QColor(palette.ink if enabled else palette.soft))
            painter.setFont(self.font())
            text = QRectF(real(self.WIDE + self.GAP), 0, self.width(), self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
