"""A minute to breathe: a circle that grows and shrinks, and goes by itself."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPaintEvent

from overlay.theme import Space, Theme, Type, veiled
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.part import smooth
from overlay.windows.pane import Pane

# Four seconds in and six out: six breaths a minute, the slow pace that calms (Zaccaro et al. 2018,
# Frontiers in Human Neuroscience 12:353).
IN_S = 4.0
OUT_S = 6.0
BREATHS = 6


class BreathingPane(Pane):
    """Where less motion is wanted the circle stands still and only the words change.

    Signals: over: the minute has passed, or the agent has had enough
    """

    over = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue breathing")
        self.seconds = 0.0
        self.close_button = GlyphButton("cross", quiet=True, parent=self)
        self.close_button.clicked.connect(self._end)
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue((IN_S + OUT_S) * BREATHS)
        self._clock.setDuration(int((IN_S + OUT_S) * BREATHS * 1000))
        self._clock.valueChanged.connect(self.show_second)
        self._clock.finished.connect(self.over)

    def begin(self) -> None:
        self._clock.start()

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.close_button.dress(theme)
        self.close_button.call(self.tr("Close"))
        self.setFixedSize(theme.px(Space.WIDTH), theme.px(Space.CARD))
        self.close_button.move(self.width() - theme.px(Space.SNUG) - self.close_button.width(), theme.px(8))

    def show_second(self, seconds: float) -> None:
        """Draw this moment of the minute; the name changes with each half breath."""
        before = self._word()
        self.seconds = seconds
        if self._word() != before or not self.accessibleName():
            self.setAccessibleName(self._word())
        if self.theme.moves or self._word() != before:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, real = self.theme, self.theme.real
        middle = QPointF(real(76), self.height() / 2)
        colour = theme.level(1)
        radius = real(18 + 24 * self._fullness()) if theme.moves else real(30)
        with smooth(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veiled(colour, 0.16))
            painter.drawEllipse(middle, real(46), real(46))
            painter.setBrush(veiled(colour, 0.75))
            painter.drawEllipse(middle, radius, radius)
            painter.setFont(theme.font(Type.TITLE))
            painter.setPen(QColor(theme.palette.ink))
            text = QRectF(real(146), 0, self.width() - real(146), self.height())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._word())

    def _in_breath(self) -> float:
        return self.seconds % (IN_S + OUT_S)

    def _fullness(self) -> float:
        """How full the lungs are, 0..1, turning gently at both ends."""
        at = self._in_breath()
        share = at / IN_S if at < IN_S else 1 - (at - IN_S) / OUT_S
        return (1 - math.cos(math.pi * share)) / 2

    def _word(self) -> str:
        return self.tr("Breathe in") if self._in_breath() < IN_S else self.tr("And slowly out")

    def _end(self) -> None:
        self._clock.stop()
        self.over.emit()
