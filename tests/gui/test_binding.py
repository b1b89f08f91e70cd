"""The binding itself: PySide6 6.12.0 on Python 3.11 loses a reference to None with every call that returns
nothing, until the interpreter ends in "deallocating None". No such version may be installed."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QImage, QPainter


def test_calls_that_return_nothing_cost_no_reference(qapp: object) -> None:
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(2000):
        painter.setPen(QColor("red"))
    after = sys.getrefcount(None)
    painter.end()
    assert after > before - 200
