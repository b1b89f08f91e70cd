"""The settings: sections at the left, their fields at the right; a change counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from overlay.device_list import Device, offered
from overlay.presenters.equipment import EquipmentView
from overlay.presenters.settings import Field
from overlay.presenters.strip import LegView
from overlay.presenters.trial import TrialView
from overlay.theme import Space, Theme
from overlay.widgets.field_row import FieldRow
from overlay.widgets.lock import locked_by
from overlay.widgets.meters import Meters
from overlay.widgets.trial_box import TrialBox
from overlay.windows.sheet import Sheet

Fields = dict[str, tuple[Field, ...]]


class SettingsWindow(Sheet):
    """Shows fields and says what the agent changes; keeping the change is somebody else's work.

    Attributes: has_hotkeys: False where this desktop has none
    Signals: changed: a setting's name and new value; opened: the devices should be asked for again;
    tried: the test call shall begin, or end
    """

    changed = Signal(str, object)
    opened = Signal()
    tried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: Fields = {}
        self._devices: Sequence[Device] = ()
        self._complaints: dict[str, str] = {}
        self._rows: dict[str, FieldRow] = {}
        self._equipment = EquipmentView()
        self._trial = TrialView()
        self.trial: TrialBox | None = None
        self._row = -1
        self.sections = QListWidget()
        self.sections.currentRowChanged.connect(self._turn)
        self.has_hotkeys = True
        self.meters = Meters(bar=150)
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.sections)
        self._layout.addWidget(self.page, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        edge = theme.px(Space.WIDE)
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(edge)
        self.sections.setFixedWidth(theme.px(136))
        self.meters.dress(replace(theme, scale=theme.scale * 1.25))
        self.resize(theme.px(640), theme.px(440))
        self._turn(self.sections.currentRow())

    def name(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self.sections.setAccessibleName(self.tr("Sections"))
        self._list_sections()

    def show_fields(self, fields: Fields) -> None:
        """Another set of values; the section that is open stays open."""
        before, self._fields = self._fields, fields
        if _form(before) != _form(fields):
            self._list_sections()
            self._turn(self.sections.currentRow())

    def show_devices(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        self._offer()

    def show_meters(self, customer: LegView, agent: LegView) -> None:
        self.meters.show_meters(customer, agent)

    def show_trial(self, view: TrialView) -> None:
        self._trial = view
        if self.trial:
            self.trial.show_view(view)

    def show_equipment(self, view: EquipmentView) -> None:
        """The models and the cues that there are."""
        before, self._equipment = self._equipment, view
        if before != view:
            self._turn(self.sections.currentRow())

    def complain(self, name: str, sentence: str) -> None:
        """Say in the setting's row what is wrong with it, until an empty sentence takes it back."""
        self._complaints[name] = sentence
        if row := self._rows.get(name):
            row.complain(sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    # --- inside

    def _titles(self) -> dict[str, str]:
        return {
            "sound": self.tr("Sound"),
            "look": self.tr("Appearance"),
            "access": self.tr("Accessibility"),
            "cues": self.tr("Cues"),
            "calls": self.tr("Calls"),
            "speech": self.tr("Speech"),
            "hotkeys": self.tr("Hotkeys"),
            "other": self.tr("Other"),
        }

    def _list_sections(self) -> None:
        row = max(0, self.sections.currentRow())
        self.sections.blockSignals(True)
        self.sections.clear()
        self.sections.addItems([self._titles()[section] for section in self._fields])
        self.sections.setCurrentRow(row)
        self.sections.blockSignals(False)

    def _turn(self, row: int) -> None:
        """Show the fields of this section."""
        if not 0 <= row < len(self._fields):
            return
        section = list(self._fields)[row]
        scrolled = self.page.verticalScrollBar().value() if row == self._row else 0
        self._row = row
        self.meters.setParent(None)
        self._rows.clear()
        self.trial = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self.theme.px(Space.SMALL), 0)
        column.setSpacing(self.theme.px(Space.SNUG))
        title = QLabel(self._titles()[section])
        title.setProperty("role", "title")
        column.addWidget(title)
        for field in self._fields[section]:
            made = FieldRow(field, self.theme)
            made.changed.connect(self.changed)
            made.complain(self._complaints.get(field.name, ""))
            made.show_cues(self._equipment.cues)
            self._rows[field.name] = made
            column.addWidget(made)
        for below in self._below(section):
            column.addWidget(below)
        column.addStretch(1)
        # What is replaced may be what has just been clicked.
        if old := self.page.takeWidget():
            old.deleteLater()
        self.page.setWidget(content)
        self.meters.setVisible(section == "sound")
        self._offer()
        self.page.verticalScrollBar().setValue(scrolled)

    def _below(self, section: str) -> list[QWidget]:
        """What stands under a section's fields."""
        below: list[QWidget] = []
        if section == "sound":
            self.trial = TrialBox(self.theme)
            self.trial.show_view(self._trial)
            self.trial.toggled.connect(self.tried)
            below += [self.meters, self.trial]
        elif note := self._note(section):
            below.append(self._soft(note))
        if any(field.locked for field in self._fields[section]):
            below.append(self._soft(locked_by(self._fields[section][0].ask)))
        return below

    def _note(self, section: str) -> str:
        """A sentence on the whole section, or nothing."""
        if section == "access":
            return self.tr(
                "Screen readers hear each cue as it comes. High contrast is among the appearances. "
                "{keys} brings the keyboard to the card, then to the strip, then back to your work."
            ).format(keys=self._value("hotkey_reach"))
        if section == "cues":
            return self.tr("A playbook that has errors changes nothing; the old one goes on.")
        if section == "speech":
            known = self._equipment.speech
            return self.tr("In use: {model}").format(model=known) if known else self.tr("No model is loaded.")
        if section == "hotkeys" and not self.has_hotkeys:
            return self.tr(
                "This desktop lets no program listen to keys meant for another one; "
                "the buttons and the tray menu do the same."
            )
        return ""

    def _value(self, name: str) -> str:
        known = {field.name: field.value for section in self._fields.values() for field in section}
        return str(known.get(name, ""))

    def _offer(self) -> None:
        for row in self._rows.values():
            row.offer(offered(self._devices, row.field.name))

    def _soft(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "soft")
        label.setWordWrap(True)
        return label


def _form(fields: Fields) -> list[Field]:
    """The fields without their values: what the form is made of."""
    return [replace(field, value=None) for section in fields.values() for field in section]
