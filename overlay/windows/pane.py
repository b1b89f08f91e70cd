"""A window of the overlay: frameless, on top, rounded, and never the one that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from overlay import desktop
from overlay.theme import Motion, Space
from overlay.widgets.part import Part, smooth


class Pane(Part):
    """A window that comes up without taking the focus, and keeps it where it was when clicked.

    `WindowDoesNotAcceptFocus` is what keeps the typing in the other window; `WA_ShowWithoutActivating` alone
    protects only the showing. On X11 the window manager is passed by, because a managed window is covered by
    a focused full-screen window whatever its flags.

    Signals: escaped: the agent gives the keyboard back
    """

    escaped = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        flags = (
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.NoDropShadowWindowHint
        )
        if QGuiApplication.platformName() == "xcb":
            flags |= Qt.WindowType.BypassWindowManagerHint
        self.setWindowFlags(flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, desktop.is_composited())
        self._place = QPoint()
        self._motion = QVariantAnimation(self)
        self._motion.valueChanged.connect(self._move_by)
        self._motion.finished.connect(self._moved)
        self._leaving = False

    def put(self, place: QPoint) -> None:
        """Set where it stands; where a transition is under way, where that ends."""
        self._place = place
        if self._motion.state() != QVariantAnimation.State.Running:
            self.move(place)

    def let_through(self, through: bool) -> None:
        """Whether clicks go to what lies below. Only the window's own flag can be changed while it is shown:
        QWidget.setWindowFlag would map it anew."""
        if handle := self.windowHandle():
            handle.setFlag(Qt.WindowType.WindowTransparentForInput, through)

    def take_keys(self, take: bool, into: QWidget | None = None) -> None:
        """Accept the keyboard because the agent asked for it, or be as shy of it as ever.

        into: what shall have it, else the first that can
        """
        if not (handle := self.windowHandle()):
            return
        handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not take)
        if take:
            handle.requestActivate()
            into.setFocus() if into else self.focusNextChild()

    def announce(self, text: str) -> None:
        """Have a screen reader say it, whatever has the focus."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        super().keyPressEvent(event)

    def enter(self) -> None:
        """Come up: a short fade and slide, or at once where less motion is wanted."""
        if self.isVisible() and not self._leaving:
            return
        first = self.windowOpacity() if self._leaving else 0.0
        self._leaving = False
        self._start(first, 1.0, Motion.ENTER)
        self.show()
        if desktop.stacks_windows():
            self.raise_()

    def leave(self) -> None:
        """Go: the same, the other way."""
        if not self.isVisible() or self._leaving:
            return
        self._leaving = True
        self._start(self.windowOpacity(), 0.0, Motion.LEAVE)

    def _start(self, first: float, last: float, duration: int) -> None:
        self._motion.stop()
        if not (self.theme.moves and desktop.is_composited()):
            self._moved()
            return
        self._motion.setStartValue(first)
        self._motion.setEndValue(last)
        self._motion.setDuration(duration)
        self._move_by(first)
        self._motion.start()

    def _move_by(self, share: float) -> None:
        self.setWindowOpacity(share)
        self.move(self._place - QPoint(0, round((1 - share) * self.theme.real(Motion.SLIDE))))

    def _moved(self) -> None:
        if self._leaving:
            self._leaving = False
            self.hide()
        if self.theme.moves:
            self.setWindowOpacity(1.0)
        self.move(self._place)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_ground(QRectF(self.rect()))

    def paint_ground(self, box: QRectF) -> None:
        """The rounded ground with its hairline; square where the system cannot show round corners."""
        theme, composited = self.theme, desktop.is_composited()
        ground = theme.ground() if composited else QColor(theme.palette.ground)
        radius = theme.real(Space.RADIUS) if composited else 0
        with smooth(self) as painter:
            painter.setBrush(ground)
            painter.setPen(QPen(QColor(theme.palette.line), theme.real(1)))
            half = theme.real(0.5)
            painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
