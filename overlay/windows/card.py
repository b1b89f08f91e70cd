"""The card: one thing to do, one sentence to say, and why."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from overlay.presenters.card import CardView
from overlay.theme import Motion, Space, Theme, Type, veiled
from overlay.widgets import icons
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.part import Dressed, smooth
from overlay.widgets.prose import Prose
from overlay.windows.card_details import CardDetails
from overlay.windows.pane import Pane

EDGE = 24
TAB = 23


class CardPane(Pane):
    """The cue on show; the next one peeks out below.

    Signals: done, dismiss, wording (another sentence, please), details (open or close them): what was pressed
    """

    done = Signal()
    dismiss = Signal()
    wording = Signal()
    details = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue cue")
        self.view: CardView | None = None
        self.title = Prose(Type.TITLE, weight=QFont.Weight.Bold, parent=self)
        self.say = Prose(Type.SENTENCE, lines=3, parent=self)
        self.why = Prose(Type.WHY, role="soft", parent=self)
        self.done_button = GlyphButton("tick", parent=self)
        self.dismiss_button = GlyphButton("cross", quiet=True, parent=self)
        self.wording_button = GlyphButton("turn", quiet=True, parent=self)
        self.details_button = GlyphButton("chevron", quiet=True, parent=self)
        self.more = CardDetails(self)
        self.done_button.clicked.connect(self.done)
        self.dismiss_button.clicked.connect(self.dismiss)
        self.wording_button.clicked.connect(self.wording)
        self.details_button.clicked.connect(self.details)
        self._tick = QVariantAnimation(self)
        self._tick.setDuration(Motion.TICK)
        self._tick.setStartValue(0.0)
        self._tick.setEndValue(1.0)
        self._tick.valueChanged.connect(self._draw_tick)
        self._ticked = 0.0

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        parts: tuple[Dressed, ...] = (self.title, self.say, self.why, self.more, *self._buttons())
        for part in parts:
            part.dress(theme)
        for small in (self.wording_button, self.details_button):
            small.setFixedSize(theme.px(26), theme.px(26))
        self._name_buttons()
        self._arrange()

    def show_view(self, view: CardView) -> None:
        if view == self.view:
            return
        before, self.view = self.view, view
        self.title.write(view.title)
        self.say.write(view.say)
        self.why.write(view.why)
        self.more.show_details(view.reasons, view.rated)
        self.setAccessibleName(f"{view.title}. {view.say}")
        if not view.followed and not (before and before.cue == view.cue):
            self.announce(self.accessibleName())
        self._name_buttons()
        self._arrange()
        if view.followed and not (before and before.followed):
            self._start_tick()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.say.geometry().contains(event.position().toPoint()):
            self.wording.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.view:
            return
        theme, card = self.theme, self._card_box()
        with smooth(self) as painter:
            if self.view.next_title:
                self._paint_tab(painter, card)
        self.paint_ground(card)
        with smooth(self) as painter:
            colour = theme.severity(self.view.severity)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            top = theme.real(15)
            bar = QRectF(theme.real(10), top, theme.real(4), card.height() - 2 * top)
            painter.drawRoundedRect(bar, theme.real(2), theme.real(2))
            round_box = QRectF(theme.real(EDGE), theme.real(13), theme.real(28), theme.real(28))
            if self.view.followed:
                colour = theme.level(1)
            painter.setBrush(veiled(colour, 0.17))
            painter.drawEllipse(round_box)
            inset = theme.real(5.5)
            box = round_box.adjusted(inset, inset, -inset, -inset)
            if self.view.followed:
                icons.paint_tick(painter, box, colour, self._ticked)
            else:
                icons.paint(painter, self.view.icon, box, colour)

    def _paint_tab(self, painter: QPainter, card: QRectF) -> None:
        theme, inset = self.theme, self.theme.real(Space.WIDE)
        tab = QRectF(inset, card.bottom() - theme.real(20), self.width() - 2 * inset, theme.real(TAB + 20))
        tab.adjust(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setClipRect(QRectF(0, card.bottom(), self.width(), theme.real(TAB)))
        painter.setBrush(theme.ground())
        painter.setPen(QPen(QColor(theme.palette.line), theme.real(1)))
        painter.drawRoundedRect(tab, theme.real(10), theme.real(10))
        painter.setFont(theme.font(Type.METER))
        painter.setPen(QColor(theme.palette.soft))
        text = self.tr("Next: {title}").format(title=self.view.next_title if self.view else "")
        row = QRectF(tab.left(), card.bottom(), tab.width(), theme.real(TAB - 1))
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _card_box(self) -> QRectF:
        tab = self.theme.px(TAB) if self.view and self.view.next_title else 0
        return QRectF(0, 0, self.width(), self.height() - tab)

    def _buttons(self) -> tuple[GlyphButton, ...]:
        return self.done_button, self.dismiss_button, self.wording_button, self.details_button

    def _arrange(self) -> None:
        """Place everything for the width; the height follows from the text."""
        if not self.view:
            return
        view, px, wide = self.view, self.theme.px, self.theme.px(Space.WIDTH)
        live = not view.followed
        self.done_button.setVisible(live)
        self.dismiss_button.setVisible(live)
        self.wording_button.setVisible(live and view.variants > 1)
        self.details_button.setVisible(live)
        x = wide - px(Space.SNUG)
        for button in (self.dismiss_button, self.done_button):
            x -= button.width()
            button.move(x, px(11))
        left = px(EDGE)
        title_left = left + px(28 + Space.SNUG)
        self.title.setGeometry(title_left, px(13), x - title_left - px(4), px(28))
        text_wide = wide - left - px(20)
        say_high = self.say.heightForWidth(text_wide)
        self.say.setGeometry(left, px(48), text_wide, say_high)
        row = px(48) + say_high + px(4)
        x = wide - px(Space.SNUG)
        for button in (self.details_button, self.wording_button):
            if button.isVisibleTo(self):
                x -= button.width()
                button.move(x, row)
        self.why.setGeometry(left, row + px(4), x - left - px(4), px(18))
        bottom = row + px(26)
        self.more.setVisible(view.opened)
        if view.opened:
            self.more.setGeometry(QRect(left, bottom + px(6), text_wide, self.more.heightForWidth(text_wide)))
            bottom = self.more.geometry().bottom()
        tab = px(TAB) if view.next_title else 0
        self.setFixedSize(wide, bottom + px(11) + tab)
        self.update()

    def _name_buttons(self) -> None:
        self.done_button.call(self.tr("Done"))
        self.dismiss_button.call(self.tr("Dismiss"))
        self.wording_button.call(self.tr("Another wording"))
        opened = bool(self.view and self.view.opened)
        self.details_button.call(
            self.tr("Hide the reasons") if opened else self.tr("Why this cue"),
            "chevron_up" if opened else "chevron",
        )

    def _start_tick(self) -> None:
        if self.theme.moves:
            self._tick.start()
        else:
            self._draw_tick(1.0)

    def _draw_tick(self, share: float) -> None:
        self._ticked = share
        self.update()
