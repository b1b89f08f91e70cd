"""Where the panes stand: geometry alone, no windows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize


def kept_inside(place: QPoint, size: QSize, ground: QRect) -> QPoint:
    """The nearest place from which a window of this size is wholly on the ground."""
    right = max(ground.left(), ground.right() + 1 - size.width())
    bottom = max(ground.top(), ground.bottom() + 1 - size.height())
    return QPoint(
        min(max(place.x(), ground.left()), right),
        min(max(place.y(), ground.top()), bottom),
    )


def docked(place: QPoint, size: QSize, ground: QRect, within: int) -> QPoint:
    """The place itself, or flush with the edges of the ground that it comes so close to."""
    box = QRect(place, size)
    x = ground.left() if box.left() - ground.left() <= within else box.left()
    y = ground.top() if box.top() - ground.top() <= within else box.top()
    if ground.right() - box.right() <= within:
        x = ground.right() + 1 - size.width()
    if ground.bottom() - box.bottom() <= within:
        y = ground.bottom() + 1 - size.height()
    return QPoint(x, y)


def first_place(size: QSize, ground: QRect, margin: int) -> QPoint:
    """Where the strip stands before anybody moved it: top right, clear of the edge."""
    return QPoint(ground.right() + 1 - size.width() - margin, ground.top() + margin)


def cornered(corner: str, size: QSize, ground: QRect, margin: int) -> QPoint:
    """The place of that name: "top_left", "bottom" (in the middle) ..., clear of the edge."""
    inner = ground.adjusted(margin, margin, -margin, -margin)
    x = inner.center().x() - size.width() // 2
    if corner.endswith("left"):
        x = inner.left()
    elif corner.endswith("right"):
        x = inner.right() + 1 - size.width()
    y = inner.top() if corner.startswith("top") else inner.bottom() + 1 - size.height()
    return QPoint(x, y)


def stacked(strip: QRect, sizes: Sequence[QSize], ground: QRect, gap: int) -> list[QPoint]:
    """Places for what hangs on the strip, nearest first: below it, or above where there is more room."""
    below = strip.center().y() <= ground.center().y()
    places, edge = [], strip.bottom() + 1 if below else strip.top()
    for size in sizes:
        top = edge + gap if below else edge - gap - size.height()
        places.append(kept_inside(QPoint(strip.left(), top), size, ground))
        edge = top + size.height() if below else top
    return places


def nearest(place: QPoint, grounds: Sequence[QRect]) -> QRect:
    """The ground (a screen's free part) that a point is on, or else the closest one. There is at least one."""

    def distance(ground: QRect) -> int:
        x = max(ground.left() - place.x(), 0, place.x() - ground.right())
        y = max(ground.top() - place.y(), 0, place.y() - ground.bottom())
        return x * x + y * y

    return min(grounds, key=distance)
