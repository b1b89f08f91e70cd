"""The tray icon and its menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from overlay.presenters.strip import StripView
from overlay.theme import PALETTES


class Tray(QObject):
    """Start or end the call, pause, the windows, quit; the icon wears the level's colour.

    Attributes: menu, icon
    Signals: call, pause, show_strip, transcript, settings, quit_asked: that entry was chosen
    """

    call = Signal()
    pause = Signal()
    show_strip = Signal()
    transcript = Signal()
    settings = Signal()
    quit_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        self.icon = QSystemTrayIcon(_drawn(None), self)
        self._entries: dict[str, QAction] = {}
        self._add("call", self.call)
        self._add("pause", self.pause)
        self.menu.addSeparator()
        self._add("show", self.show_strip)
        self._add("transcript", self.transcript)
        self._add("settings", self.settings)
        self.menu.addSeparator()
        self._add("quit", self.quit_asked)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._view = StripView()
        self.menu.installEventFilter(self)
        self._name()

    def _add(self, name: str, signal: SignalInstance) -> None:
        self._entries[name] = self.menu.addAction("")
        self._entries[name].triggered.connect(signal)

    def open(self) -> None:
        self.icon.show()

    def close(self) -> None:
        self.icon.hide()

    def show_view(self, view: StripView) -> None:
        before, self._view = self._view, view
        if before.level != view.level:
            self.icon.setIcon(_drawn(view.level))
        if before.phase != view.phase:
            self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        phase = self._view.phase
        for name, text in {
            "call": self.tr("End the call") if phase == "in_call" else self.tr("Start the call"),
            "pause": self.tr("Listen again") if phase == "paused" else self.tr("Pause listening"),
            "show": self.tr("Show the strip"),
            "transcript": self.tr("What is said"),
            "settings": self.tr("Settings"),
            "quit": self.tr("Quit CallCue"),
        }.items():
            self._entries[name].setText(text)
        self._entries["call"].setEnabled(phase in ("ready", "in_call"))
        self._entries["pause"].setEnabled(phase in ("ready", "in_call", "paused"))
        self.icon.setToolTip("CallCue")

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_strip.emit()


def _drawn(level: int | None) -> QIcon:
    """Three bars on a dark round ground: to be told apart on light and dark panels alike."""
    palette = PALETTES["dark"]
    icon = QIcon()
    for side in (16, 22, 32, 64):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.ground))
            painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.24, side * 0.24)
            lit = QColor(palette.levels[level - 1] if level else palette.soft)
            for bar, high in enumerate((0.28, 0.44, 0.62)):
                painter.setBrush(lit if not level or level > bar * 2 else QColor(palette.unlit))
                wide = side * 0.15
                x = side * (0.2 + 0.225 * bar)
                painter.drawRoundedRect(
                    QRectF(x, side * (0.81 - high), wide, side * high), wide / 3, wide / 3
                )
        icon.addPixmap(pixmap)
    return icon
