"""The notice: what is wrong, in one sentence, and the button that leads to its remedy."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent

from overlay.presenters.notices import NoticeView
from overlay.theme import Space, Theme, Type
from overlay.widgets import icons
from overlay.widgets.chip import Chip
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.part import smooth
from overlay.widgets.prose import Prose
from overlay.windows.pane import Pane


class NoticePane(Pane):
    """One sentence in at most four lines.

    Signals: remedy: the button was pressed; dismiss: it was read, and is not so grave that it must stay
    """

    remedy = Signal()
    dismiss = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue notice")
        self.view: NoticeView | None = None
        self.text = Prose(Type.BODY, lines=4, parent=self)
        self.chip = Chip(self)
        self.chip.clicked.connect(self.remedy)
        self.dismiss_button = GlyphButton("cross", quiet=True, parent=self)
        self.dismiss_button.clicked.connect(self.dismiss)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.text.dress(theme)
        self.chip.dress(theme)
        self.dismiss_button.dress(theme)
        self.dismiss_button.setFixedSize(theme.px(26), theme.px(26))
        self._arrange()

    def show_view(self, view: NoticeView) -> None:
        if view != self.view:
            self.view = view
            more = f"  +{view.more}" if view.more else ""
            self.text.role = view.severity if view.severity != "info" else "ink"
            self.text.write(view.text + more)
            self.setAccessibleName(view.text)
            self.announce(view.text)
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.view:
            side = self.theme.real(17)
            box = QRectF(self.theme.real(14), self.theme.real(11), side, side)
            with smooth(self) as painter:
                icons.paint(painter, "warning", box, self.theme.severity(self.view.severity))

    def _arrange(self) -> None:
        theme, wide = self.theme, self.theme.px(Space.WIDTH)
        left, top = theme.px(40), theme.px(10)
        right = wide - theme.px(Space.SNUG)
        self.dismiss_button.call(self.tr("Dismiss"))
        self.dismiss_button.setVisible(bool(self.view and self.view.severity != "critical"))
        if self.dismiss_button.isVisibleTo(self):
            right -= self.dismiss_button.width()
            self.dismiss_button.move(right, theme.px(7))
        self.chip.call(self.tr("Check devices"))
        self.chip.setVisible(bool(self.view and self.view.leg))
        if self.chip.isVisibleTo(self):
            right -= self.chip.width()
            self.chip.move(right, theme.px(8))
        text_wide = right - left - theme.px(Space.SNUG)
        high = self.text.heightForWidth(text_wide)
        self.text.setGeometry(left, top, text_wide, high)
        self.setFixedSize(wide, max(high + 2 * top, theme.px(40)))
        self.update()
