"""Both legs' loudness, who speaks, and which leg cannot be trusted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent

from overlay.presenters.strip import LegView
from overlay.theme import Space, Theme, Type
from overlay.widgets.part import Part, smooth


class Meters(Part):
    """Two meters, one over the other; the speaker's name is lit, a dead leg has a mark and a sentence.

    bar: how long a meter is, in pixels at 100 %
    """

    THICK = 3.0
    ROW = 15.0

    def __init__(self, bar: float = 34.0) -> None:
        super().__init__()
        self._bar = bar
        self.customer = LegView()
        self.agent = LegView()

    def labels(self) -> tuple[str, str]:
        return self.tr("Cust."), self.tr("You")

    def show_meters(self, customer: LegView, agent: LegView) -> None:
        if (customer, agent) == (self.customer, self.agent):
            return
        known = (self.customer.dead, self.agent.dead, self.customer.speaking, self.agent.speaking)
        self.customer, self.agent = customer, agent
        if known != (customer.dead, agent.dead, customer.speaking, agent.speaking):
            self._name()
        self.update()

    def dress(self, theme: Theme) -> None:
        self.setFont(theme.font(Type.METER))
        super().dress(theme)
        self.setFixedSize(self.sizeHint())
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(
            round(self._label_width() + self.theme.real(Space.TINY + self._bar + 7)),
            self.theme.px(2 * self.ROW),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with smooth(self) as painter:
            for row, (label, meter) in enumerate(
                zip(self.labels(), (self.customer, self.agent), strict=True)
            ):
                self._row(painter, row * self.theme.real(self.ROW), label, meter)

    def _row(self, painter: QPainter, top: float, label: str, meter: LegView) -> None:
        real, palette = self.theme.real, self.theme.palette
        height, wide = real(self.ROW), self._label_width()
        painter.setFont(self.font())
        painter.setPen(QColor(palette.ink if meter.speaking or meter.dead else palette.soft))
        painter.drawText(QRectF(0, top, wide + 1, height), Qt.AlignmentFlag.AlignVCenter, label)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(
            wide + real(Space.TINY), top + (height - real(self.THICK)) / 2, real(self._bar), real(self.THICK)
        )
        painter.setBrush(QColor(palette.unlit))
        painter.drawRoundedRect(bar, real(1.5), real(1.5))
        if meter.level and not meter.dead:
            lit = QRectF(bar)
            lit.setWidth(max(real(self.THICK), bar.width() * meter.level))
            painter.setBrush(QColor(palette.ink if meter.speaking else palette.soft))
            painter.drawRoundedRect(lit, real(1.5), real(1.5))
        if meter.dead:
            painter.setFont(self.theme.font(Type.METER + 2, QFont.Weight.Bold))
            painter.setPen(QColor(palette.critical))
            mark = QRectF(bar.right(), top, real(7), height)
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")

    def _label_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max(metrics.horizontalAdvance(label) for label in self.labels())

    def _name(self) -> None:
        spoken = {
            (False, False): self.tr("nobody speaks"),
            (True, False): self.tr("the customer speaks"),
            (False, True): self.tr("you speak"),
            (True, True): self.tr("both speak"),
        }[(self.customer.speaking, self.agent.speaking)]
        dead = [
            text
            for text, meter in (
                (self.tr("no sound from the customer"), self.customer),
                (self.tr("no sound from your microphone"), self.agent),
            )
            if meter.dead
        ]
        self.setAccessibleName("; ".join([spoken, *dead]))
