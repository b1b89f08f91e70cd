"""The strip: the call at a glance, and its buttons while it is reached for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from overlay.presenters.strip import StripView
from overlay.theme import Space, Theme, Type
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.level import LevelBars, LevelWord
from overlay.widgets.meters import Meters
from overlay.widgets.part import Dressed, Part, smooth
from overlay.widgets.sparkline import Sparkline
from overlay.windows.pane import Pane


class CallClock(Part):
    """The call's time, and under it whether its sound is being written."""

    def __init__(self) -> None:
        super().__init__()
        self.time = ""
        self.recording = False

    def show_time(self, time: str, recording: bool) -> None:
        if (time, recording) == (self.time, self.recording):
            return
        wider = len(time) != len(self.time)
        self.time, self.recording = time, recording
        self.setAccessibleName(f"{time}, {self._kept()}")
        if wider:
            self.setFixedSize(self.sizeHint())
        self.update()

    def dress(self, theme: Theme) -> None:
        self.setFont(theme.font(Type.TIME))
        super().dress(theme)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        small = QFontMetricsF(self.theme.font(Type.METER)).horizontalAdvance(self._note())
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.time or "00:00")
        return QSize(round(max(wide, small)) + 2, self.theme.px(33))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, right = self.theme, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        half = self.height() / 2
        with smooth(self) as painter:
            painter.setFont(self.font())
            painter.setPen(QColor(theme.palette.ink if self.time else theme.palette.soft))
            painter.drawText(QRectF(0, 0, self.width(), half + 2), right, self.time or "--:--")
            painter.setFont(theme.font(Type.METER))
            painter.setPen(QColor(theme.palette.critical if self.recording else theme.palette.soft))
            painter.drawText(QRectF(0, half, self.width(), half), right, self._note())
            if self.recording:
                wide = painter.fontMetrics().horizontalAdvance(self._note())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.palette.critical))
                dot = QPointF(self.width() - wide - theme.real(7), half * 1.5)
                painter.drawEllipse(dot, theme.real(2.6), theme.real(2.6))

    def _note(self) -> str:
        return self.tr("Rec") if self.recording else self.tr("No rec.")

    def _kept(self) -> str:
        return self.tr("the sound is being recorded") if self.recording else self.tr("nothing is recorded")


class StripPane(Pane):
    """Level, two minutes, meters, time; while it is reached for, buttons stand where the two minutes were.

    Signals: call, pause, transcript, settings: that button was pressed
    """

    call = Signal()
    pause = Signal()
    transcript = Signal()
    settings = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue")
        self.view = StripView()
        self.bars, self.word, self.spark = LevelBars(), LevelWord(), Sparkline()
        self.meters, self.clock = Meters(), CallClock()
        self.call_button = GlyphButton("phone")
        self.pause_button = GlyphButton("pause")
        self.transcript_button = GlyphButton("text")
        self.settings_button = GlyphButton("sliders")
        self.call_button.clicked.connect(self.call)
        self.pause_button.clicked.connect(self.pause)
        self.transcript_button.clicked.connect(self.transcript)
        self.settings_button.clicked.connect(self.settings)
        self._tools = QWidget()
        self._row = QHBoxLayout(self)
        for part in (self.bars, self.word, self.spark, self._tools, self.meters, self.clock):
            self._row.addWidget(part)
        self._row.setStretchFactor(self.spark, 1)
        self._row.setStretchFactor(self._tools, 1)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.addStretch(1)
        for button in self.buttons():
            tools.addWidget(button)
        self._tools.hide()

    def buttons(self) -> tuple[GlyphButton, ...]:
        return self.call_button, self.pause_button, self.transcript_button, self.settings_button

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        parts: tuple[Dressed, ...] = (
            self.bars,
            self.word,
            self.spark,
            self.meters,
            self.clock,
            *self.buttons(),
        )
        for part in parts:
            part.dress(theme)
        self.spark.setFixedHeight(theme.px(30))
        self._row.setContentsMargins(theme.px(Space.GRIP - 2), 0, theme.px(Space.SNUG), 0)
        self._row.setSpacing(theme.px(Space.SNUG - 1))
        layout = self._tools.layout()
        assert layout is not None
        layout.setSpacing(theme.px(2))
        self.setFixedSize(theme.px(Space.WIDTH), theme.px(Space.STRIP))
        self._name_buttons()
        self.show_view(self.view, again=True)

    def show_view(self, view: StripView, again: bool = False) -> None:
        if view == self.view and not again:
            return
        phase, self.view = self.view.phase, view
        level = view.level if view.phase == "in_call" else None
        self.bars.show_level(level)
        self.word.show_level(level, self._instead(view.phase))
        self.spark.show_trace(view.trace, view.marks, level)
        self.meters.show_meters(view.customer, view.agent)
        self.clock.show_time(view.clock, view.recording)
        if phase != view.phase:
            self._name_buttons()

    def reach(self, reached: bool) -> None:
        """Show the buttons, or the two minutes."""
        self._tools.setVisible(reached)
        self.spark.setVisible(not reached)
        self.meters.setVisible(not reached)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with smooth(self) as painter:
            paint_grip(painter, self.theme, self.height())

    def _instead(self, phase: str) -> str:
        return {
            "offline": self.tr("Not connected"),
            "starting": self.tr("Starting"),
            "ready": self.tr("Ready"),
            "paused": self.tr("Paused"),
        }.get(phase, self.tr("Listening"))

    def _name_buttons(self) -> None:
        in_call, paused = self.view.phase == "in_call", self.view.phase == "paused"
        self.call_button.call(
            self.tr("End the call") if in_call else self.tr("Start the call"),
            "hang_up" if in_call else "phone",
        )
        self.pause_button.call(
            self.tr("Listen again") if paused else self.tr("Pause listening"), "play" if paused else "pause"
        )
        self.transcript_button.call(self.tr("What is said"))
        self.settings_button.call(self.tr("Settings"))


def paint_grip(painter: QPainter, theme: Theme, height: int) -> None:
    """Three dots, one over the other, at the left."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.palette.soft))
    radius, step, x = theme.real(1.4), theme.real(5), theme.real(11.5)
    for row in (-1, 0, 1):
        painter.drawEllipse(QRectF(x - radius, height / 2 + row * step - radius, 2 * radius, 2 * radius))
