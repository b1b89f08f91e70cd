"""What the card unfolds on demand: the reasons for a cue, and what the agent thinks of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from overlay.theme import Theme, Type
from overlay.widgets.chip import Chip
from overlay.widgets.part import Dressed, Part, smooth
from overlay.widgets.prose import Prose

REASONS_AT_MOST = 4


class CardDetails(Part):
    """A line for each reason, then four answers.

    Signals: rated: helpful or not; snooze: quiet for ten minutes; mute: quiet for this call
    """

    rated = Signal(bool)
    snooze = Signal()
    mute = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.reasons = [
            Prose(Type.WHY + 1, role="soft", lines=2, parent=self) for _ in range(REASONS_AT_MOST)
        ]
        self.helpful, self.unhelpful, self.later, self.never = (Chip(self) for _ in range(4))
        for chip in (self.helpful, self.unhelpful):
            chip.setCheckable(True)
        self.helpful.clicked.connect(lambda: self.rated.emit(True))
        self.unhelpful.clicked.connect(lambda: self.rated.emit(False))
        self.later.clicked.connect(self.snooze)
        self.never.clicked.connect(self.mute)

    def chips(self) -> tuple[Chip, ...]:
        return self.helpful, self.unhelpful, self.later, self.never

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        parts: tuple[Dressed, ...] = (*self.reasons, *self.chips())
        for part in parts:
            part.dress(theme)
        self.helpful.call(self.tr("Helpful"))
        self.unhelpful.call(self.tr("Not helpful"))
        self.later.call(self.tr("Quiet 10 min"))
        self.never.call(self.tr("Not this call"))

    def show_details(self, reasons: tuple[str, ...], rated: bool | None) -> None:
        for line, text in zip(self.reasons, (*reasons, "", "", "", ""), strict=False):
            line.write(text)
        self.helpful.setChecked(rated is True)
        self.unhelpful.setChecked(rated is False)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Arrange for the width, and say how high that is."""
        px = self.theme.px
        y = px(8)
        for line in self.reasons:
            line.setVisible(bool(line.text))
            if line.text:
                high = line.heightForWidth(width - px(14))
                line.setGeometry(px(14), y, width - px(14), high)
                y += high + px(2)
        x, y = 0, y + px(6)
        for chip in self.chips():
            if x and x + chip.width() > width:
                x, y = 0, y + chip.height() + px(6)
            chip.move(x, y)
            x += chip.width() + px(5)
        return y + self.chips()[0].height() + px(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        with smooth(self) as painter:
            painter.setPen(QPen(QColor(theme.palette.line), theme.real(1)))
            painter.drawLine(0, 0, self.width(), 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.palette.soft))
            for line in self.reasons:
                if line.text:
                    radius = theme.real(1.6)
                    y = line.y() + line.line_height() / 2
                    painter.drawEllipse(QRectF(theme.real(3), y - radius, 2 * radius, 2 * radius))
