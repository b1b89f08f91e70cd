"""The customer's level: seven bars, as many lit as the level, and its word."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEvent

from overlay.theme import Theme, Type
from overlay.widgets.part import Part, smooth

LEVELS = 7


def level_words() -> tuple[str, ...]:
    """The words of the levels 1 to 7."""
    return (
        QCoreApplication.translate("Level", "Pleased"),
        QCoreApplication.translate("Level", "Calm"),
        QCoreApplication.translate("Level", "Steady"),
        QCoreApplication.translate("Level", "Unsettled"),
        QCoreApplication.translate("Level", "Unhappy"),
        QCoreApplication.translate("Level", "Angry"),
        QCoreApplication.translate("Level", "Furious"),
    )


class LevelBars(Part):
    """Seven bars of rising height: number and height say the level, colour only underlines it."""

    BAR = 3.6
    GAP = 1.9
    LOW = 5.0
    HIGH = 23.0

    def __init__(self) -> None:
        super().__init__()
        self.level: int | None = None

    def show_level(self, level: int | None) -> None:
        if level != self.level:
            self.level = level
            self.update()

    def sizeHint(self) -> QSize:
        wide = LEVELS * self.BAR + (LEVELS - 1) * self.GAP
        return QSize(self.theme.px(wide) + 1, self.theme.px(self.HIGH))

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setFixedSize(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        real = self.theme.real
        lit, unlit = self.theme.level(self.level), QColor(self.theme.palette.unlit)
        with smooth(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            for bar in range(LEVELS):
                painter.setBrush(lit if self.level and bar < self.level else unlit)
                high = real(self.LOW + (self.HIGH - self.LOW) * bar / (LEVELS - 1))
                box = QRectF(bar * real(self.BAR + self.GAP), self.height() - high, real(self.BAR), high)
                painter.drawRoundedRect(box, real(self.BAR / 2), real(self.BAR / 2))


class LevelWord(Part):
    """The level's word in its colour; without a level, what the program is doing."""

    def __init__(self) -> None:
        super().__init__()
        self.level: int | None = None
        self.instead = ""

    def show_level(self, level: int | None, instead: str = "") -> None:
        if (level, instead) != (self.level, self.instead):
            self.level, self.instead = level, instead
            self._name()

    def text(self) -> str:
        return level_words()[self.level - 1] if self.level else self.instead

    def dress(self, theme: Theme) -> None:
        self.setFont(theme.font(Type.LEVEL, QFont.Weight.Bold))
        super().dress(theme)
        self._name()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        shown = level_words() if self.level else (self.instead,)
        wide = max(metrics.horizontalAdvance(word) for word in shown)
        return QSize(round(wide) + 2, self.theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        with smooth(self) as painter:
            painter.setFont(self.font())
            painter.setPen(self.theme.level(self.level))
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), where, self.text())

    def _name(self) -> None:
        if self.level:
            self.setAccessibleName(
                self.tr("Customer: {word}, level {level} of 7").format(word=self.text(), level=self.level)
            )
        else:
            self.setAccessibleName(self.instead)
        self.setFixedSize(self.sizeHint())
        self.update()
