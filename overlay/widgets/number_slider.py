"""A number between two bounds: a slider that says its value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget


class NumberSlider(QWidget):
    """Signals: settled: the slider was let go, or moved by a key, at this value"""

    settled = Signal(int)

    def __init__(self, value: int, low: int, high: int, step: int) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low, high)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(2 * step)
        self.slider.setValue(value)
        self.slider.setTracking(False)
        self.shown = QLabel(str(value))
        self.shown.setMinimumWidth(self.shown.fontMetrics().horizontalAdvance("0000"))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.sliderMoved.connect(self.shown.setNum)
        self.slider.valueChanged.connect(self.shown.setNum)
        self.slider.valueChanged.connect(self.settled)
        self.setFocusProxy(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.shown)

    def setAccessibleName(self, name: str) -> None:
        """The name belongs to what has the focus."""
        super().setAccessibleName(name)
        self.slider.setAccessibleName(name)
