"""The lock that marks a setting of the organisation's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent

from overlay.theme import Theme
from overlay.widgets import icons
from overlay.widgets.part import Part, smooth


def locked_by(ask: str) -> str:
    """Why it cannot be changed here, and who can."""
    if not ask:
        return QCoreApplication.translate(
            "Lock", "Set by your organisation; ask your supervisor or IT to change it"
        )
    return QCoreApplication.translate("Lock", "Set by your organisation; to change it, ask {who}").format(
        who=ask
    )


class Lock(Part):
    """A small padlock that says who to ask.

    ask: whom the policy names; empty where it does not say
    """

    def __init__(self, ask: str = "") -> None:
        super().__init__()
        self._ask = ask

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.setFixedSize(self.sizeHint())
        who = locked_by(self._ask)
        self.setToolTip(who)
        self.setAccessibleName(who)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(16), self.theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        with smooth(self) as painter:
            icons.paint(painter, "lock", QRectF(self.rect()), QColor(self.theme.palette.soft))
