"""The lock that marks a setting of the organisation's."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent

from overlay.theme import Theme
from overlay.widgets import icons
from overlay.widgets.part import Part, smooth


class Lock(Part):
    """A small padlock with a tooltip that says who to ask."""

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setFixedSize(self.sizeHint())
        who = self.tr("Set by your organisation; ask your supervisor or IT to change it")
        self.setToolTip(who)
        self.setAccessibleName(who)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(16), self.theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        with smooth(self) as painter:
            icons.paint(painter, "lock", QRectF(self.rect()), QColor(self.theme.palette.soft))
