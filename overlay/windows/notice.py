"""The notice: what is wrong, in one sentence, and the button that leads to its remedy."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent

from overlay.presenters.notices import NoticeView
from overlay.theme import Space, Theme, Type
from overlay.widgets import icons
from overlay.widgets.chip import Chip
from overlay.widgets.part import smooth
from overlay.widgets.prose import Prose
from overlay.windows.pane import Pane


class NoticePane(Pane):
    """One sentence in at most four lines.

    Signals: remedy: the button was pressed
    """

    remedy = Signal()

    def __init__(self) -> None:
        super().__init__("CallCue notice")
        self.view: NoticeView | None = None
        self.text = Prose(Type.BODY, lines=4, parent=self)
        self.chip = Chip(self)
        self.chip.clicked.connect(self.remedy)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.text.dress(theme)
        self.chip.dress(theme)
        self._arrange()

    def show_view(self, view: NoticeView) -> None:
        if view != self.view:
            self.view = view
            more = f"  +{view.more}" if view.more else ""
            self.text.role = view.severity if view.severity != "info" else "ink"
            self.text.write(view.text + more)
            self.setAccessibleName(view.text)
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
        self.chip.setVisible(bool(self.view and self.view.leg))
        self.chip.call(self.tr("Check devices"))
        right = self.chip.width() + theme.px(Space.SMALL) if self.chip.isVisibleTo(self) else 0
        text_wide = wide - left - theme.px(Space.SNUG) - right
        high = self.text.heightForWidth(text_wide)
        self.text.setGeometry(left, top, text_wide, high)
        whole = max(high + 2 * top, theme.px(40))
        self.chip.move(wide - theme.px(Space.SNUG) - self.chip.width(), (whole - self.chip.height()) // 2)
        self.setFixedSize(wide, whole)
        self.update()
