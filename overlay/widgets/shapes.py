"""The shapes of the icons, in a square of 24 units: strokes and filled parts, one look, no bitmaps."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform


@dataclass(frozen=True)
class Icon:
    """Lines to stroke and shapes to fill."""

    lines: QPainterPath = field(default_factory=QPainterPath)
    fills: QPainterPath = field(default_factory=QPainterPath)


def _line(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for stroke in strokes:
        path.addPath(_line(*stroke))
    return path


def _round(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _arc(x: float, y: float, radius: float, start: float, span: float) -> QPainterPath:
    """Part of a circle; degrees, counter-clockwise from three o'clock."""
    box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start)
    path.arcTo(box, start, span)
    return path


def _outline_bubble() -> QPainterPath:
    path = QPainterPath(QPointF(6.5, 4.5))
    path.lineTo(17.5, 4.5)
    path.quadTo(20.5, 4.5, 20.5, 7.5)
    path.lineTo(20.5, 13.5)
    path.quadTo(20.5, 16.5, 17.5, 16.5)
    path.lineTo(11.5, 16.5)
    path.lineTo(7.5, 20)
    path.lineTo(7.5, 16.5)
    path.lineTo(6.5, 16.5)
    path.quadTo(3.5, 16.5, 3.5, 13.5)
    path.lineTo(3.5, 7.5)
    path.quadTo(3.5, 4.5, 6.5, 4.5)
    return path


def _person(x: float, y: float) -> QPainterPath:
    path = _round(x, y, 3.2)
    path.addPath(_arc(x, y + 11, 6, 25, 130))
    return path


def bubble() -> Icon:
    return Icon(lines=_outline_bubble())


def heart() -> Icon:
    path = QPainterPath(QPointF(12, 20))
    path.cubicTo(4.5, 14.6, 3.2, 11.4, 3.6, 8.9)
    path.cubicTo(4.2, 5.2, 9.4, 3.9, 12, 8)
    path.cubicTo(14.6, 3.9, 19.8, 5.2, 20.4, 8.9)
    path.cubicTo(20.8, 11.4, 19.5, 14.6, 12, 20)
    return Icon(fills=path)


def fork() -> Icon:
    path = QPainterPath(QPointF(12, 20))
    path.lineTo(12, 13.5)
    path.quadTo(6, 12, 5.5, 4.8)
    path.moveTo(12, 13.5)
    path.quadTo(18, 12, 18.5, 4.8)
    return Icon(lines=path)


def shield() -> Icon:
    path = QPainterPath(QPointF(12, 3.5))
    path.lineTo(19.5, 6)
    path.lineTo(19.5, 11.5)
    path.cubicTo(19.5, 16.2, 16.2, 19, 12, 20.8)
    path.cubicTo(7.8, 19, 4.5, 16.2, 4.5, 11.5)
    path.lineTo(4.5, 6)
    path.closeSubpath()
    return Icon(lines=path)


def ear() -> Icon:
    path = QPainterPath(QPointF(6.5, 10))
    path.cubicTo(6.3, 1.6, 17.7, 1.6, 17.5, 9.4)
    path.cubicTo(17.4, 13.4, 13.9, 14, 13.8, 17.2)
    path.cubicTo(13.7, 21.4, 8.6, 21.6, 8, 18)
    path.moveTo(9.8, 10)
    path.cubicTo(9.8, 5.8, 14.3, 6, 14.1, 9.2)
    path.cubicTo(14, 11.2, 12.3, 11.3, 11.6, 13.2)
    return Icon(lines=path)


def waves() -> Icon:
    path = QPainterPath()
    for y in (8.0, 12.5, 17.0):
        path.moveTo(3.8, y)
        path.cubicTo(7, y - 4, 9.3, y + 3.4, 12, y)
        path.cubicTo(14.7, y - 3.4, 17, y + 4, 20.2, y)
    return Icon(lines=path)


def equals_bubble() -> Icon:
    path = _outline_bubble()
    path.addPath(_lines(((8, 9), (16, 9)), ((8, 12.4), (13, 12.4))))
    return Icon(lines=path)


def question() -> Icon:
    path = QPainterPath(QPointF(8, 8.6))
    path.cubicTo(8.2, 2.6, 16.4, 3, 16.2, 8.4)
    path.cubicTo(16.1, 11.6, 12.1, 11.6, 12, 15.4)
    return Icon(lines=path, fills=_round(12, 19.6, 1.4))


def target() -> Icon:
    path = _round(12, 12, 8.2)
    path.addPath(_round(12, 12, 3.6))
    return Icon(lines=path)


def steps() -> Icon:
    return Icon(lines=_line((3.5, 19.5), (8.5, 19.5), (8.5, 14), (14, 14), (14, 8.5), (20, 8.5), (20, 4)))


def plus() -> Icon:
    path = _round(12, 12, 8.4)
    path.addPath(_lines(((12, 8), (12, 16)), ((8, 12), (16, 12))))
    return Icon(lines=path)


def hand() -> Icon:
    path = QPainterPath(QPointF(3.5, 14))
    path.cubicTo(7, 11.5, 9, 12.2, 11, 14)
    path.lineTo(14.6, 14)
    path.cubicTo(16.6, 14.4, 16.2, 16.6, 14.4, 16.6)
    path.lineTo(10.5, 16.6)
    path.moveTo(16, 15)
    path.lineTo(19.6, 12.6)
    path.cubicTo(21.4, 12, 21.6, 14, 20.4, 14.8)
    path.lineTo(15, 19)
    path.cubicTo(11, 20.4, 8, 19, 3.5, 19)
    path.addPath(_round(13, 7, 3))
    return Icon(lines=path)


def umbrella() -> Icon:
    path = _arc(12, 12.5, 8.5, 0, 180)
    path.lineTo(20.5, 12.5)
    path.addPath(_line((12, 4), (12, 18)))
    path.addPath(_arc(14, 18, 2, 180, 150))
    return Icon(lines=path)


def book() -> Icon:
    path = QPainterPath(QPointF(12, 6.5))
    path.cubicTo(9, 4.4, 6.5, 4.4, 3.5, 5.2)
    path.lineTo(3.5, 18.4)
    path.cubicTo(6.5, 17.6, 9, 17.6, 12, 19.6)
    path.cubicTo(15, 17.6, 17.5, 17.6, 20.5, 18.4)
    path.lineTo(20.5, 5.2)
    path.cubicTo(17.5, 4.4, 15, 4.4, 12, 6.5)
    path.lineTo(12, 19.6)
    return Icon(lines=path)


def gauge() -> Icon:
    path = _arc(12, 15, 8.5, -20, 220)
    path.addPath(_line((12, 15), (7.6, 10.4)))
    return Icon(lines=path, fills=_round(12, 15, 1.6))


def clock() -> Icon:
    path = _round(12, 12, 8.4)
    path.addPath(_line((12, 7), (12, 12.4), (15.6, 14.4)))
    return Icon(lines=path)


def person_up() -> Icon:
    path = _person(9.4, 8)
    path.addPath(_lines(((18, 14), (18, 5)), ((15, 8), (18, 5), (21, 8))))
    return Icon(lines=path)


def people() -> Icon:
    path = _person(12, 7.6)
    return Icon(lines=path)


def anchor() -> Icon:
    path = _round(12, 5.6, 2.2)
    path.addPath(_lines(((12, 8), (12, 20)), ((8.2, 11), (15.8, 11))))
    path.addPath(_arc(12, 11.6, 8.4, 190, 160))
    return Icon(lines=path)


def cradle() -> Icon:
    path = _arc(12, 10, 9.4, 200, 140)
    small = QTransform().translate(4.6, 1.6).scale(0.62, 0.62).map(heart().fills)
    return Icon(lines=path, fills=small)


def once() -> Icon:
    path = _outline_bubble()
    path.addPath(_line((10.4, 8.6), (12.4, 7.4), (12.4, 13.4)))
    return Icon(lines=path)


def star() -> Icon:
    path = QPainterPath(QPointF(12, 3.6))
    for x, y in ((14.5, 9.1), (20.4, 9.7), (16, 13.7), (17.3, 19.5), (12, 16.5), (6.7, 19.5), (8, 13.7),
                 (3.6, 9.7), (9.5, 9.1)):  # fmt: skip
        path.lineTo(x, y)
    path.closeSubpath()
    return Icon(lines=path)


def calendar() -> Icon:
    path = QPainterPath()
    path.addRoundedRect(QRectF(4, 5.5, 16, 14.5), 2.4, 2.4)
    path.addPath(_lines(((4, 10), (20, 10)), ((8.5, 3.4), (8.5, 7)), ((15.5, 3.4), (15.5, 7))))
    path.addPath(_line((9, 14.6), (11.2, 16.8), (15.4, 12.8)))
    return Icon(lines=path)


def smile() -> Icon:
    path = _round(12, 12, 8.4)
    path.addPath(_arc(12, 12, 4.6, 205, 130))
    dots = _round(9, 9.8, 1.15)
    dots.addPath(_round(15, 9.8, 1.15))
    return Icon(lines=path, fills=dots)


def leaf() -> Icon:
    path = QPainterPath(QPointF(5, 19))
    path.cubicTo(3, 9, 9, 4.4, 19.6, 4.4)
    path.cubicTo(20.4, 14.6, 14.6, 20.4, 7.4, 16.6)
    path.moveTo(5, 19.8)
    path.cubicTo(8, 13.4, 11, 11, 14.4, 9.4)
    return Icon(lines=path)


def tick() -> Icon:
    return Icon(lines=_line((4.5, 12.5), (9.8, 17.8), (19.5, 6.5)))


def cross() -> Icon:
    return Icon(lines=_lines(((6, 6), (18, 18)), ((18, 6), (6, 18))))


def warning() -> Icon:
    path = QPainterPath(QPointF(12, 4))
    path.lineTo(21, 19.6)
    path.lineTo(3, 19.6)
    path.closeSubpath()
    path.addPath(_line((12, 10), (12, 14)))
    return Icon(lines=path, fills=_round(12, 16.9, 1.1))


def phone() -> Icon:
    path = QPainterPath(QPointF(6.4, 4.2))
    path.lineTo(9, 4.2)
    path.lineTo(10.6, 8.6)
    path.lineTo(8.4, 10.2)
    path.cubicTo(9.6, 12.8, 11.2, 14.4, 13.8, 15.6)
    path.lineTo(15.4, 13.4)
    path.lineTo(19.8, 15)
    path.lineTo(19.8, 17.6)
    path.cubicTo(19.8, 18.8, 18.8, 19.8, 17.4, 19.6)
    path.cubicTo(10.4, 18.8, 5.2, 13.6, 4.4, 6.6)
    path.cubicTo(4.2, 5.2, 5.2, 4.2, 6.4, 4.2)
    return Icon(lines=path)


def hang_up() -> Icon:
    path = QPainterPath(QPointF(3.4, 14))
    path.cubicTo(8, 8.6, 16, 8.6, 20.6, 14)
    path.lineTo(19, 16.6)
    path.lineTo(15.4, 15.2)
    path.lineTo(15.2, 12.4)
    path.cubicTo(13, 11.7, 11, 11.7, 8.8, 12.4)
    path.lineTo(8.6, 15.2)
    path.lineTo(5, 16.6)
    path.closeSubpath()
    return Icon(lines=path)


def pause() -> Icon:
    return Icon(lines=_lines(((8.5, 5.5), (8.5, 18.5)), ((15.5, 5.5), (15.5, 18.5))))


def play() -> Icon:
    return Icon(lines=_line((7.5, 5), (18.5, 12), (7.5, 19), (7.5, 5)))


def lines_of_text() -> Icon:
    return Icon(lines=_lines(((4.5, 7), (19.5, 7)), ((4.5, 12), (19.5, 12)), ((4.5, 17), (13.5, 17))))


def sliders() -> Icon:
    path = _lines(((4, 8), (12.6, 8)), ((17.4, 8), (20, 8)), ((4, 16), (6.6, 16)), ((11.4, 16), (20, 16)))
    path.addPath(_round(15, 8, 2.4))
    path.addPath(_round(9, 16, 2.4))
    return Icon(lines=path)


def turn() -> Icon:
    path = _arc(12, 12, 7.6, 60, 250)
    path.addPath(_line((12.2, 2.9), (15.8, 5.4), (13.2, 8.8)))
    return Icon(lines=path)


def lock() -> Icon:
    path = QPainterPath()
    path.addRoundedRect(QRectF(5, 10.5, 14, 9.5), 2.2, 2.2)
    path.addPath(_arc(12, 9, 4.2, 0, 180))
    path.addPath(_lines(((7.8, 9), (7.8, 10.4)), ((16.2, 9), (16.2, 10.4))))
    return Icon(lines=path)


def chevron() -> Icon:
    return Icon(lines=_line((5.5, 9), (12, 15.5), (18.5, 9)))


def chevron_up() -> Icon:
    return Icon(lines=_line((5.5, 15.5), (12, 9), (18.5, 15.5)))
