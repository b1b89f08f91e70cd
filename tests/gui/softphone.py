"""The other program on the agent's screen. Usage: softphone.py NOTES.json [--full-screen] [--on-top]"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget


class Window(QWidget):
    def __init__(self, notes: Path) -> None:
        super().__init__()
        self.setWindowTitle("Softphone")
        self.setStyleSheet("background: #3a7d44; color: white")
        self._notes, self._clicks = notes, 0
        self.line = QLineEdit(self)
        self.line.textChanged.connect(self._note)
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self.line)
        self.resize(1500, 800)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._clicks += 1
        self._note()

    def _note(self) -> None:
        new = self._notes.with_suffix(".new")
        new.write_text(json.dumps({"text": self.line.text(), "clicks": self._clicks}), encoding="utf-8")
        new.replace(self._notes)


app = QApplication(sys.argv)
window = Window(Path(sys.argv[1]))
if "--on-top" in sys.argv:
    window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
window.showFullScreen() if "--full-screen" in sys.argv else window.show()
window.move(20, 20)
window.line.setFocus()
sys.exit(app.exec())
