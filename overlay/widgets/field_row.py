"""One setting in a form: its sentence, its control, and a lock where IT has decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIntValidator, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.events import CueKind
from overlay.presenters.settings import Field
from overlay.theme import Theme
from overlay.widgets.choice_box import ChoiceBox
from overlay.widgets.cue_list import CueList
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.lock import Lock
from overlay.widgets.number_slider import NumberSlider
from overlay.widgets.switch import Switch

CONTROL = 200
# A wider range than this is typed, not slid through.
SLIDER_RANGE = 300


class FieldRow(QWidget):
    """A sentence at the left, a control at the right, what is wrong below.

    Signals: changed: the setting's name and its new value
    """

    changed = Signal(str, object)

    def __init__(self, field: Field, theme: Theme) -> None:
        super().__init__()
        self.field = field
        self.theme = theme
        self.wrong = QLabel()
        self.wrong.setProperty("role", "wrong")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.control = self._make()
        self.control.setAccessibleName(field.sentence)
        self.control.setEnabled(not field.locked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(2))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        if field.kind == "cues":
            whole.addWidget(self.control)
            return
        if field.kind != "switch":
            label = QLabel(field.sentence)
            label.setWordWrap(True)
            label.setBuddy(self.control)
            row.addWidget(label, 1)
            self.control.setFixedWidth(theme.px(CONTROL))
        row.addWidget(self.control, 1 if field.kind == "switch" else 0)
        if field.kind == "path" and not field.locked:
            row.addWidget(self._browse())
        if field.kind == "hotkey" and not field.locked:
            row.addWidget(self._no_keys())
        if field.locked:
            lock = Lock(field.ask)
            lock.dress(theme)
            row.addWidget(lock)
        whole.addLayout(row)
        whole.addWidget(self.wrong)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the value; nothing is wrong with an empty sentence."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))

    def offer(self, devices: Sequence[tuple[str, str]]) -> None:
        """For a source: the names to choose from, as (name, label)."""
        box = self.control
        if self.field.kind != "source" or not isinstance(box, QComboBox):
            return
        box.blockSignals(True)
        box.clear()
        box.addItem(QCoreApplication.translate("FieldRow", "The system's choice"), "")
        for name, label in devices:
            box.addItem(label or name, name)
        kept = str(self.field.value)
        if box.findData(kept) < 0:
            box.addItem(
                QCoreApplication.translate("FieldRow", "{name} (not there now)").format(name=kept), kept
            )
        box.setCurrentIndex(box.findData(kept))
        box.setToolTip(box.currentText())
        # Names of devices are long: the list may be wider than its box.
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + self.theme.px(24))
        box.blockSignals(False)

    def show_cues(self, cues: Sequence[CueKind]) -> None:
        """For the cues: those that the playbook can show."""
        if isinstance(self.control, CueList):
            self.control.show_cues(cues)

    # --- inside

    def _make(self) -> QWidget:
        match self.field.kind:
            case "choice":
                return self._choice()
            case "source":
                return self._source()
            case "switch":
                switch = Switch(self.field.sentence, self.theme)
                switch.setChecked(bool(self.field.value))
                switch.toggled.connect(self._say)
                return switch
            case "number":
                return self._number()
            case "cues":
                return self._cues()
            case "list":
                line = QLineEdit(self._comma().join(self._listed()))
                line.setPlaceholderText(QCoreApplication.translate("FieldRow", "The usual ones"))
                line.editingFinished.connect(lambda: self._say(line.text()))
                return line
            case "hotkey":
                keys = QKeySequenceEdit(QKeySequence(str(self.field.value)))
                keys.setMaximumSequenceLength(1)
                keys.editingFinished.connect(lambda: self._say(keys.keySequence().toString()))
                return keys
            case _:
                line = QLineEdit(str(self.field.value))
                line.setPlaceholderText(QCoreApplication.translate("FieldRow", "Built in"))
                line.editingFinished.connect(lambda: self._say(line.text()))
                return line

    def _choice(self) -> QWidget:
        box = ChoiceBox(self.theme)
        names = choice_names()
        for choice in sorted(self.field.choices, key=list(names).index):
            box.addItem(names[choice], choice)
        box.setCurrentIndex(box.findData(self.field.value))
        box.activated.connect(lambda: self._say(box.currentData()))
        return box

    def _cues(self) -> QWidget:
        cues = CueList(self._listed(), self.theme)
        cues.changed.connect(self._say)
        return cues

    def _listed(self) -> tuple[str, ...]:
        return self.field.value if isinstance(self.field.value, tuple) else ()

    def _comma(self) -> str:
        return QCoreApplication.translate("FieldRow", ", ")

    def _source(self) -> QWidget:
        box = ChoiceBox(self.theme)
        box.activated.connect(lambda: self._say(box.currentData()))
        self.control = box
        self.offer([])
        return box

    def _number(self) -> QWidget:
        low, high, value = int(self.field.low), int(self.field.high), int(float(str(self.field.value)))
        if high - low <= SLIDER_RANGE:
            slider = NumberSlider(value, low, high, step=5)
            slider.settled.connect(self._say)
            return slider
        line = QLineEdit(str(value))
        line.setValidator(QIntValidator(low, high, line))
        line.editingFinished.connect(lambda: self._say(line.text()))
        return line

    def _browse(self) -> QPushButton:
        button = QPushButton("…")
        button.setAccessibleName(QCoreApplication.translate("FieldRow", "Choose a file or folder"))
        button.clicked.connect(self._ask_path)
        return button

    def _no_keys(self) -> GlyphButton:
        button = GlyphButton("cross", quiet=True)
        button.dress(self.theme)
        button.call(QCoreApplication.translate("FieldRow", "No keys for this"))
        button.clicked.connect(self._clear_keys)
        return button

    def _clear_keys(self) -> None:
        if isinstance(self.control, QKeySequenceEdit):
            self.control.clear()
            self._say("")

    def _ask_path(self) -> None:
        path = (
            QFileDialog.getExistingDirectory(self)
            if self.field.name == "speech_model"
            else QFileDialog.getOpenFileName(self, filter="YAML (*.yaml *.yml)")[0]
        )
        if path and isinstance(self.control, QLineEdit):
            self.control.setText(path)
            self._say(path)

    def _say(self, value: object) -> None:
        self.changed.emit(self.field.name, value)


def choice_names() -> dict[str, str]:
    """What each value of a choice is called, in the order in which they are offered."""
    return {
        "zh": "中文",
        "en": "English",
        "system": QCoreApplication.translate("Choice", "As the system"),
        "light": QCoreApplication.translate("Choice", "Light"),
        "dark": QCoreApplication.translate("Choice", "Dark"),
        "contrast": QCoreApplication.translate("Choice", "High contrast"),
        "free": QCoreApplication.translate("Choice", "Where I put it"),
        "top_left": QCoreApplication.translate("Choice", "Top left"),
        "top": QCoreApplication.translate("Choice", "Top"),
        "top_right": QCoreApplication.translate("Choice", "Top right"),
        "bottom_left": QCoreApplication.translate("Choice", "Bottom left"),
        "bottom": QCoreApplication.translate("Choice", "Bottom"),
        "bottom_right": QCoreApplication.translate("Choice", "Bottom right"),
        "novice": QCoreApplication.translate("Choice", "New"),
        "regular": QCoreApplication.translate("Choice", "Experienced"),
        "expert": QCoreApplication.translate("Choice", "Veteran"),
    }
