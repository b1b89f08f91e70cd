"""A few lines of text: wrapped, cut with an ellipsis where they would be more than there is room for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from overlay.theme import Theme
from overlay.widgets.part import Part, smooth

LEADING = 1.42
PAUSES = "，。；：？！"


class Prose(Part):
    """Text in at most so many lines.

    Attributes: role: which of the palette's inks ("ink", "soft", "critical" ...); size: pixels at 100 %
    """

    def __init__(
        self,
        size: float,
        role: str = "ink",
        lines: int = 1,
        weight: QFont.Weight = QFont.Weight.Normal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.size_at_100 = size
        self.role = role
        self.lines = lines
        self.weight = weight
        self._text = ""
        self._cached: tuple[object, list[str]] = (None, [])

    @property
    def text(self) -> str:
        return self._text

    def write(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def dress(self, theme: Theme) -> None:
        self.setFont(theme.font(self.size_at_100, self.weight))
        super().dress(theme)

    def is_cut(self) -> bool:
        """Whether the text is longer than its lines."""
        return len(self._wrapped(self.width())) > self.lines

    def line_height(self) -> float:
        return self.theme.real(self.size_at_100) * LEADING

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        count = max(1, min(self.lines, len(self._wrapped(width))))
        return round(count * self.line_height())

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        return QSize(round(wide) + 1, round(self.line_height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, round(self.line_height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetricsF(self.font())
        lines = self._wrapped(self.width())
        shown = lines[: self.lines]
        if len(lines) > self.lines:
            rest = "".join(lines[self.lines - 1 :])
            shown[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        height = self.line_height()
        base = (height + metrics.ascent() - metrics.descent()) / 2
        with smooth(self) as painter:
            painter.setFont(self.font())
            painter.setPen(QColor(getattr(self.theme.palette, self.role)))
            for row, line in enumerate(shown):
                painter.drawText(QPointF(0, row * height + base), line.rstrip())

    def _wrapped(self, width: int) -> list[str]:
        """The lines for this width; no last line of one lonely word, where the lines can be evened out."""
        key = (self._text, width, self.font().key())
        if key != self._cached[0]:
            self._cached = key, self._balanced(width)
        return self._cached[1]

    def _balanced(self, width: int) -> list[str]:
        lines = self._broken(width)
        if not 1 < len(lines) <= self.lines:
            return lines
        if len(lines) == 2 and (halves := self._at_a_pause(width)):
            return halves
        too_narrow, wide_enough = width // 2, width
        while wide_enough - too_narrow > 4:
            middle = (too_narrow + wide_enough) // 2
            if len(self._broken(middle)) > len(lines):
                too_narrow = middle
            else:
                wide_enough = middle
        return self._broken(wide_enough)

    def _at_a_pause(self, width: int) -> list[str]:
        """Chinese in two lines is read best if the first ends where one takes breath; empty if none fits."""
        metrics = QFontMetricsF(self.font())
        halves = [
            (self._text[: at + 1], self._text[at + 1 :])
            for at, sign in enumerate(self._text[:-1])
            if sign in PAUSES and self._text[at + 1] not in PAUSES
        ]
        measured = [(sorted(metrics.horizontalAdvance(half) for half in pair), pair) for pair in halves]
        fitting = [(long, pair) for (short, long), pair in measured if long <= width and short >= width / 4]
        return list(min(fitting)[1]) if fitting else []

    def _broken(self, width: int) -> list[str]:
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        pieces: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            pieces.append(self._text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return pieces
