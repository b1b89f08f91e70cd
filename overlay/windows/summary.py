"""The card after a call: how it went, what to note, then gone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen

from overlay.presenters.summary import SummaryView
from overlay.presenters.wrap_up import WrapUpView
from overlay.theme import Space, Theme, Type
from overlay.widgets.chip import Chip
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.level import level_words
from overlay.widgets.part import Dressed, smooth
from overlay.widgets.prose import Prose
from overlay.windows.pane import Pane
from overlay.windows.wrap_up import WrapUp

EDGE = 20
ROW = 96


class SummaryPane(Pane):
    """Start, peak and end of the customer's feeling; what helped; one thing to try. For the agent's eyes only.
    Below it the wrap-up, which goes into the record.

    Signals: closed: seen; breathe: a minute to breathe; pause: a break, nothing is listened to
    """

    closed = Signal()
    breathe = Signal()
    pause = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue summary")
        self.view: SummaryView | None = None
        self.title = Prose(Type.LEVEL, weight=QFont.Weight.Bold, parent=self)
        self.private = Prose(Type.METER, role="soft", parent=self)
        self.lines = [Prose(Type.BODY, lines=2, parent=self) for _ in range(3)]
        self.close_button = GlyphButton("cross", quiet=True, parent=self)
        self.breathe_chip, self.break_chip = Chip(self), Chip(self)
        self.wrap_up = WrapUp(self)
        self._asks = False
        self.close_button.clicked.connect(self.closed)
        self.breathe_chip.clicked.connect(self.breathe)
        self.break_chip.clicked.connect(self.pause)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        parts: tuple[Dressed, ...] = (
            self.title,
            self.private,
            *self.lines,
            self.close_button,
            self.wrap_up,
            *self._chips(),
        )
        for part in parts:
            part.dress(theme)
        self._write()

    def show_view(self, view: SummaryView, wrap_up: WrapUpView | None) -> None:
        """wrap_up: None where no record is kept"""
        if (view, wrap_up) == (self.view, self.wrap_up.view if self._asks else None):
            return
        self.view, self._asks = view, wrap_up is not None
        if wrap_up:
            self.wrap_up.show_view(wrap_up)
        self._write()

    def is_busy(self) -> bool:
        """Whether the agent is at it."""
        return self.underMouse() or self.wrap_up.note.hasFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.view:
            return
        view, real = self.view, self.theme.real
        stops = (
            (self.tr("Start"), view.first, ""),
            (self.tr("Peak"), view.peak, view.peak_at),
            (self.tr("End"), view.last, view.duration),
        )
        left, right, y = real(EDGE + 8), self.width() - real(EDGE + 8), real(ROW - 36)
        step = (right - left) / 2
        points = [
            QPointF(left + i * step * 0.94 + real(8), y - real(4.5) * (stop[1] - 4))
            for i, stop in enumerate(stops)
        ]
        with smooth(self) as painter:
            painter.setPen(QPen(QColor(self.theme.palette.unlit), real(1.6)))
            painter.drawPolyline(points)
            for point, (name, level, at) in zip(points, stops, strict=True):
                self._stop(painter, point, name, level, at)

    def _stop(self, painter: QPainter, point: QPointF, name: str, level: int, at: str) -> None:
        real, colour = self.theme.real, self.theme.level(level)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(point, real(4), real(4))
        box = QRectF(point.x() - real(70), real(ROW - 18), real(140), real(18))
        box.moveLeft(min(max(box.left(), real(EDGE)), self.width() - real(EDGE) - box.width()))
        align = Qt.AlignmentFlag.AlignHCenter
        if box.left() == real(EDGE):
            align = Qt.AlignmentFlag.AlignLeft
        elif box.right() >= self.width() - real(EDGE) - 1:
            align = Qt.AlignmentFlag.AlignRight
        painter.setFont(self.theme.font(Type.BODY, QFont.Weight.Bold))
        painter.setPen(colour)
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, level_words()[level - 1])
        painter.setFont(self.theme.font(Type.METER))
        painter.setPen(QColor(self.theme.palette.soft))
        box.translate(0, real(17))
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, f"{name}  {at}".strip())

    def _chips(self) -> tuple[Chip, ...]:
        return self.breathe_chip, self.break_chip

    def _write(self) -> None:
        """Put the view into words, and arrange them."""
        self.close_button.call(self.tr("Close"))
        self.breathe_chip.call(self.tr("Breathe for a minute"))
        self.break_chip.call(self.tr("Take a break"))
        if not (view := self.view):
            return
        self.title.write(self.tr("How the call went"))
        self.private.write(self.tr("Only you see this."))
        texts = [
            self.tr("What helped: {title}").format(title=view.helped) if view.helped else "",
            self.tr("Next time try: {title}").format(title=view.missed) if view.missed else "",
            self.tr("That was a hard one. You may want a moment.") if view.hard else "",
        ]
        self._arrange(texts)
        self.setAccessibleName(
            ". ".join(
                [
                    self.title.text,
                    f"{level_words()[view.first - 1]}, {level_words()[view.peak - 1]}, {level_words()[view.last - 1]}",
                    *(text for text in texts if text),
                ]
            )
        )
        self.update()

    def _arrange(self, texts: list[str]) -> None:
        """Everything below each other; the height follows from what there is to say."""
        px, wide = self.theme.px, self.theme.px(Space.WIDTH)
        inner = wide - 2 * px(EDGE)
        self.title.setGeometry(px(EDGE), px(12), self.title.sizeHint().width() + px(2), px(24))
        self.close_button.move(wide - px(Space.SNUG) - self.close_button.width(), px(8))
        left = self.title.geometry().right() + px(Space.SNUG)
        self.private.setGeometry(left, px(16), self.close_button.x() - left, px(18))
        y = px(ROW + (30 if any(texts) else 22))
        for line, text in zip(self.lines, texts, strict=True):
            line.setVisible(bool(text))
            line.write(text)
            if text:
                high = line.heightForWidth(inner)
                line.setGeometry(px(EDGE), y, inner, high)
                y += high + px(3)
        hard, x = bool(self.view and self.view.hard), px(EDGE)
        for chip in self._chips():
            chip.setVisible(hard)
            chip.move(x, y + px(5))
            x += chip.width() + px(Space.SMALL)
        y += px(5) + self.break_chip.height() if hard else 0
        self.wrap_up.setVisible(self._asks)
        if self._asks:
            high = self.wrap_up.heightForWidth(inner)
            self.wrap_up.setGeometry(px(EDGE), y + px(Space.SNUG), inner, high)
            y += high + px(Space.SMALL)
        self.setFixedSize(wide, y + px(Space.SNUG))
