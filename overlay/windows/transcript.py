"""The transcript: what both said, searchable, with the words that told a feeling underlined."""

from __future__ import annotations

from html import escape
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
)

from overlay.presenters.transcript import Line
from overlay.theme import Space, Theme, Type, veiled
from overlay.windows.sheet import Sheet


class TranscriptWindow(Sheet):
    """Lines of text that follow the call, a search, and a button that copies everything."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._mark)
        self.search.returnPressed.connect(self._next)
        self.found = QLabel()
        self.found.setProperty("role", "soft")
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self._copy)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self._layout = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        row.addWidget(self.copy_button)
        self._layout.addLayout(row)
        self._layout.addWidget(self.page, 1)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        edge = theme.px(Space.WIDE)
        self._layout.setContentsMargins(edge, edge, edge, theme.px(Space.SMALL))
        self._layout.setSpacing(theme.px(Space.SMALL))
        self.resize(theme.px(460), theme.px(520))
        self._write_anew()

    def name(self) -> None:
        self.setWindowTitle(self.tr("What is said"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search in what is said"))
        self.copy_button.setText(self.tr("Copy all"))
        self.page.setAccessibleName(self.tr("What both of you said"))
        self._write_anew()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Write what is new or has changed; what was read before stays where it is."""
        if lines == self._lines:
            return
        same = 0
        for old, new in zip(self._lines, lines, strict=False):
            if old != new:
                break
            same += 1
        bar = self.page.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - self.theme.px(40)
        self._cut(same)
        for line in lines[same:]:
            self._append(line)
        self._lines = lines
        self._mark()
        if follows:
            bar.setValue(bar.maximum())

    def text(self) -> str:
        """The whole call as plain text."""
        return "\n".join(f"{line.at} {self._speaker(line)}: {line.text}" for line in self._lines)

    # --- inside

    def _write_anew(self) -> None:
        lines, self._lines = self._lines, ()
        self.page.clear()
        if lines:
            self.show_lines(lines)
        else:
            self.page.setPlaceholderText(self.tr("What is said in a call appears here."))

    def _cut(self, kept: int) -> None:
        """Take away the lines after the first `kept`."""
        if kept >= len(self._lines):
            return
        if kept == 0:
            self.page.clear()
            return
        cursor = QTextCursor(self.page.document().findBlockByNumber(kept))
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _append(self, line: Line) -> None:
        cursor = QTextCursor(self.page.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not self.page.document().isEmpty():
            cursor.insertBlock()
        cursor.insertHtml(self._html(line))
        apart = QTextBlockFormat()
        apart.setBottomMargin(self.theme.px(7))
        apart.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(apart)

    def _html(self, line: Line) -> str:
        p, px = self.theme.palette, self.theme.px
        colour = p.info if line.leg == "agent" else p.ink
        return (
            f'<span style="color:{p.soft};font-size:{px(Type.WHY)}px">{line.at}&nbsp;&nbsp;</span>'
            f'<span style="color:{colour};font-weight:bold">{escape(self._speaker(line))}</span>&nbsp;&nbsp;'
            f"{self._words(line)}"
        )

    def _words(self, line: Line) -> str:
        """The text with feeling words underlined; in soft ink what may still change or was heard badly."""
        palette, text = self.theme.palette, line.text
        soft, felt = f"color:{palette.soft}", f"text-decoration:underline;color:{palette.warn}"
        styles = [""] * len(text)
        for start, end in (*line.unsure, (line.settled, len(text))):
            styles[start:end] = [soft] * (end - start)
        for start, end in line.felt:
            styles[start:end] = [felt] * (end - start)
        pieces, at = [], 0
        for style, run in groupby(styles):
            end = at + len(list(run))
            said = escape(text[at:end])
            pieces.append(f'<span style="{style}">{said}</span>' if style else said)
            at = end
        return "".join(pieces) + (f'<span style="{soft}">…</span>' if line.goes_on else "")

    def _speaker(self, line: Line) -> str:
        return self.tr("Customer") if line.leg == "customer" else self.tr("You")

    def _mark(self) -> None:
        wanted = self.search.text()
        marks = []
        cursor = QTextCursor(self.page.document())
        colour = QTextCharFormat()
        colour.setBackground(veiled(self.theme.severity("info"), 0.35))
        while wanted and not (cursor := self.page.document().find(wanted, cursor)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, colour
            marks.append(mark)
        self.page.setExtraSelections(marks)
        self.found.setText(self.tr("{count} found").format(count=len(marks)) if wanted else "")

    def _next(self) -> None:
        if not self.page.find(self.search.text()):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(self.search.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
