"""A small round button that shows an icon."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from overlay.theme import Theme, veiled
from overlay.widgets import icons
from overlay.widgets.part import smooth


class GlyphButton(QAbstractButton):
    """An icon that can be pressed; its name is said by screen readers and shown as a tooltip.

    Attributes: quiet: drawn in soft ink, for what is rarely wanted
    """

    SIDE = 32.0
    GLYPH = 18.0

    def __init__(self, icon: str, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme()
        self.icon_name = icon
        self.quiet = quiet
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dress(self, theme: Theme) -> None:
        self.theme = theme
        self.setFixedSize(self.sizeHint())
        self.update()

    def call(self, name: str, icon: str | None = None) -> None:
        """Give it a name (and another icon)."""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.icon_name = icon or self.icon_name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self.SIDE), self.theme.px(self.SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        ink = QColor(theme.palette.soft if self.quiet and not self.underMouse() else theme.palette.ink)
        with smooth(self) as painter:
            if self.isDown() or self.underMouse() or self.hasFocus() or self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(veiled(ink, 0.22 if self.isDown() else 0.12))
                painter.drawRoundedRect(self.rect(), theme.real(9), theme.real(9))
            if self.hasFocus():
                painter.setPen(QColor(theme.palette.info))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(
                    QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.real(9), theme.real(9)
                )
            side = theme.real(self.GLYPH)
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            icons.paint(painter, self.icon_name, box, ink)
