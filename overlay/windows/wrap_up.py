"""What the card after a call asks of the agent: how it ended, and a line for the record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from overlay.presenters.wrap_up import NOTE_AT_MOST, WrapUpView
from overlay.theme import Space, Theme, Type
from overlay.widgets.chip import Chip
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.part import Part, smooth

OPTIONS_AT_MOST = 8


class WrapUp(Part):
    """Chips to choose one of, a line to write, a tick that ends it. Nothing has to be filled in.

    Signals: chosen: this outcome; written: the note as it stands; typing: the agent wants the keyboard here;
    saved: done with it
    """

    chosen = Signal(str)
    written = Signal(str)
    typing = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = WrapUpView("")
        self.chips = [Chip(self) for _ in range(OPTIONS_AT_MOST)]
        for chip in self.chips:
            chip.setCheckable(True)
            chip.clicked.connect(lambda _, chip=chip: self.chosen.emit(chip.text()))
        self.note = QLineEdit(self)
        self.note.setMaxLength(NOTE_AT_MOST)
        self.note.setFrame(False)
        self.note.textEdited.connect(self.written)
        self.note.returnPressed.connect(self.saved)
        self.note.installEventFilter(self)
        self.save_button = GlyphButton("tick", parent=self)
        self.save_button.clicked.connect(self.saved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and isinstance(event, QMouseEvent) and not self.note.hasFocus():
            self.typing.emit()
        if watched is self.note and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        for chip in self.chips:
            chip.dress(theme)
        self.save_button.dress(theme)
        self.save_button.call(self.tr("Save and close"))
        palette = theme.palette
        self.note.setFont(theme.font(Type.BODY))
        self.note.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: none; color: {palette.ink};"
            f" placeholder-text-color: {palette.soft}; selection-background-color: {palette.info};"
            f" selection-color: {palette.ground}; }}"
        )
        self.note.setPlaceholderText(self.tr("A note for the record"))
        self.note.setAccessibleName(self.tr("A note for the record"))
        self._name()

    def show_view(self, view: WrapUpView) -> None:
        self.view = view
        if self.note.text() != view.note:
            self.note.setText(view.note)
        self._name()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Arrange for the width, and say how high that is."""
        px = self.theme.px
        x, y = 0, px(Space.SNUG)
        for chip in self._shown():
            if x and x + chip.width() > width:
                x, y = 0, y + chip.height() + px(6)
            chip.move(x, y)
            x += chip.width() + px(6)
        y += self.chips[0].height() + px(Space.SMALL)
        side = self.save_button.width()
        self.save_button.move(width - side, y)
        self.note.setGeometry(px(Space.SMALL), y, width - side - px(Space.SNUG), side)
        return y + side

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, palette = self.theme, self.theme.palette
        with smooth(self) as painter:
            painter.setPen(QPen(QColor(palette.line), theme.real(1)))
            painter.drawLine(0, 0, self.width(), 0)
            painter.setPen(
                QPen(QColor(palette.info if self.note.hasFocus() else palette.edge), theme.real(1))
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(self.note.geometry()).adjusted(-theme.real(Space.SMALL), 2.5, 0, -2.5)
            painter.drawRoundedRect(box, theme.real(8), theme.real(8))

    def _shown(self) -> list[Chip]:
        return self.chips[: len(self._options())]

    def _options(self) -> tuple[str, ...]:
        usual = (self.tr("Solved"), self.tr("To follow up"), self.tr("Passed on"), self.tr("Complaint"))
        return (self.view.options or usual)[:OPTIONS_AT_MOST]

    def _name(self) -> None:
        options = self._options()
        for chip, text in zip(self.chips, (*options, *[""] * OPTIONS_AT_MOST), strict=False):
            chip.call(text)
            chip.setChecked(bool(text) and text == self.view.disposition)
            chip.setVisible(bool(text))
