"""Two minutes of the customer's feeling as a line, with a ring where a cue came."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainterPath, QPaintEvent, QPen, QPolygonF

from overlay.theme import veiled
from overlay.widgets.part import Part, smooth

Points = tuple[tuple[float, float], ...]


class Sparkline(Part):
    """A line through points of 0..1 in both directions; y up is worse."""

    def __init__(self) -> None:
        super().__init__()
        self.points: Points = ()
        self.marks: tuple[float, ...] = ()
        self.level: int | None = None

    def show_trace(self, points: Points, marks: tuple[float, ...], level: int | None) -> None:
        if (points, marks, level) == (self.points, self.marks, self.level):
            return
        if len(marks) != len(self.marks) or not self.accessibleName():
            self.setAccessibleName(self.tr("The last two minutes; cues: {count}").format(count=len(marks)))
        self.points, self.marks, self.level = points, marks, level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(60), self.theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self.points) < 2:
            return
        real, colour = self.theme.real, self.theme.level(self.level)
        line = [self._at(x, y) for x, y in self.points]
        with smooth(self) as painter:
            below = QPainterPath(QPointF(line[0].x(), self.height()))
            for point in line:
                below.lineTo(point)
            below.lineTo(line[-1].x(), self.height())
            painter.fillPath(below, veiled(colour, 0.13))
            pen = QPen(colour, real(1.9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(line))
            painter.setPen(QPen(QColor(self.theme.palette.ink), real(1.5)))
            painter.setBrush(QColor(self.theme.palette.ground))
            for x in self.marks:
                painter.drawEllipse(self._at(x, self._height(x)), real(2.7), real(2.7))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(line[-1], real(2.6), real(2.6))

    def _at(self, x: float, y: float) -> QPointF:
        edge = self.theme.real(4)
        return QPointF(
            edge + x * (self.width() - 2 * edge), self.height() - edge - y * (self.height() - 2 * edge)
        )

    def _height(self, x: float) -> float:
        """Where the line is at x: a ring sits on the line."""
        place = bisect_left(self.points, (x, 0.0))
        if place == 0 or place >= len(self.points):
            return self.points[min(place, len(self.points) - 1)][1]
        (x0, y0), (x1, y1) = self.points[place - 1], self.points[place]
        return y0 if x1 == x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
