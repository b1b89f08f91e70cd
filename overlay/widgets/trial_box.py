"""The test call: a button, and for both voices whether they arrived and what was understood."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from overlay.presenters.trial import LegTrial, TrialView
from overlay.theme import Space, Theme
from overlay.widgets import icons
from overlay.widgets.part import Part, smooth

# Of what was understood, the end, in so many pixels at 100 %.
WORDS = 130


class Mark(Part):
    """A ring; a tick once it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.done = False

    def mark(self, done: bool) -> None:
        self.done = done
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(18), self.theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        real, palette = self.theme.real, self.theme.palette
        with smooth(self) as painter:
            if self.done:
                icons.paint(painter, "tick", self.rect().toRectF(), self.theme.level(1))
                return
            painter.setPen(QColor(palette.soft))
            painter.drawEllipse(self.rect().toRectF().center(), real(5), real(5))


class TrialBox(QWidget):
    """Signals: toggled: begin the test, or end it"""

    toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.view = TrialView()
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.toggled)
        self.marks = (Mark(), Mark())
        self.lines = (QLabel(), QLabel())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(Space.SMALL))
        grid.setVerticalSpacing(theme.px(Space.TINY))
        for row, (mark, line) in enumerate(zip(self.marks, self.lines, strict=True)):
            mark.dress(theme)
            mark.setFixedSize(mark.sizeHint())
            line.setWordWrap(True)
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, row, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self._write()

    def show_view(self, view: TrialView) -> None:
        if view != self.view:
            self.view = view
            self._write()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        view = self.view
        self.button.setText(self.tr("End the test") if view.running else self.tr("Test call"))
        self.button.setEnabled(view.possible)
        texts = (
            self._said(view.agent, self.tr("You: say a sentence"), self.tr("You are heard")),
            self._said(
                view.customer,
                self.tr("Customer: let someone call you, or play any voice"),
                self.tr("The customer is heard"),
            ),
        )
        for mark, line, leg, text in zip(
            self.marks, self.lines, (view.agent, view.customer), texts, strict=True
        ):
            mark.mark(leg.heard)
            line.setText(text)

    def _said(self, leg: LegTrial, wanted: str, arrived: str) -> str:
        if not leg.heard:
            return wanted
        metrics = self.lines[0].fontMetrics()
        words = metrics.elidedText(leg.words, Qt.TextElideMode.ElideLeft, self.theme.px(WORDS))
        return self.tr("{arrived}: “{words}”").format(arrived=arrived, words=words) if words else arrived
