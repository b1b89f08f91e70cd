"""The first start: five short pages, under two minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from overlay.device_list import Device, offered
from overlay.presenters.equipment import EquipmentView
from overlay.presenters.settings import Field
from overlay.presenters.strip import LegView
from overlay.presenters.trial import TrialView
from overlay.theme import Space, Theme
from overlay.widgets.field_row import FieldRow
from overlay.widgets.level import LevelBars
from overlay.widgets.meters import Meters
from overlay.widgets.trial_box import TrialBox
from overlay.windows.sheet import Sheet

PAGES = 5


class WelcomeWindow(Sheet):
    """Language, devices with a test call, the model, what is kept, and how to work with it.

    Signals: changed: a setting's name and new value; finished: seen to the end or closed; tried: the test call
    shall begin, or end
    """

    changed = Signal(str, object)
    finished = Signal()
    tried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._devices: Sequence[Device] = ()
        self._rows: list[FieldRow] = []
        self._wrong = ""
        self._equipment = EquipmentView()
        self._trial = TrialView()
        self.trial: TrialBox | None = None
        self.bars = LevelBars()
        self.bars.show_level(5)
        self.meters = Meters(bar=150)
        self.pages = QStackedWidget()
        self.back = QPushButton()
        self.next = QPushButton()
        self.next.setDefault(True)
        self.back.clicked.connect(lambda: self.turn(self.pages.currentIndex() - 1))
        self.next.clicked.connect(lambda: self.turn(self.pages.currentIndex() + 1))
        self.step = QLabel()
        self.step.setProperty("role", "soft")
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.addWidget(self.step)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self._layout.addLayout(row)

    def dress(self, theme: Theme) -> None:
        super().dress(theme)
        self.bars.dress(replace(theme, scale=theme.scale * 1.6))
        self.meters.dress(replace(theme, scale=theme.scale * 1.5))
        edge = theme.px(Space.BROAD)
        self._layout.setContentsMargins(edge, edge, edge, theme.px(Space.WIDE))
        self.setFixedSize(theme.px(520), theme.px(380))
        self._write()

    def name(self) -> None:
        self._write()

    def show_fields(self, sections: dict[str, tuple[Field, ...]]) -> None:
        self._fields = {field.name: field for section in sections.values() for field in section}
        self._write()

    def show_devices(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        self._offer()

    def show_meters(self, customer: LegView, agent: LegView) -> None:
        self.meters.show_meters(customer, agent)

    def show_trial(self, view: TrialView) -> None:
        self._trial = view
        if self.trial:
            self.trial.show_view(view)

    def show_state(self, wrong: str, equipment: EquipmentView) -> None:
        """wrong: what is wrong with the engine, or nothing; equipment: what it has loaded"""
        if (wrong, equipment.speech) != (self._wrong, self._equipment.speech):
            self._wrong, self._equipment = wrong, equipment
            self._write()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.finished.emit()

    def turn(self, page: int) -> None:
        if page >= PAGES:
            self.finished.emit()
            return
        self.pages.setCurrentIndex(max(0, page))
        self._name_buttons()

    # --- inside

    def _write(self) -> None:
        """Make the pages anew, in the language of now."""
        if not self._fields:
            return
        page = max(0, self.pages.currentIndex())
        self.meters.setParent(None)
        self.bars.setParent(None)
        self._rows.clear()
        while old := self.pages.widget(0):
            self.pages.removeWidget(old)
            old.deleteLater()
        for made in (self._hello(), self._sound(), self._model(), self._privacy(), self._use()):
            self.pages.addWidget(made)
        self.setWindowTitle(self.tr("Welcome to CallCue"))
        self._offer()
        self.turn(page)

    def _hello(self) -> QWidget:
        return self._page(
            self.tr("A colleague at your side"),
            self.tr(
                "CallCue listens to your call on this computer, and shows one short cue when it helps. "
                "Most of the time it shows nothing but the strip."
            ),
            self.bars,
            self._row("language"),
            self._row("experience"),
        )

    def _sound(self) -> QWidget:
        self.trial = TrialBox(self.theme)
        self.trial.show_view(self._trial)
        self.trial.toggled.connect(self.tried)
        return self._page(
            self.tr("Which voices?"),
            self.tr("Choose where both voices come from, then try it: a test call leaves no record."),
            self._row("customer_source"),
            self._row("agent_source"),
            self.meters,
            self.trial,
            self._complaint(),
        )

    def _model(self) -> QWidget:
        """What turns speech into text; it came with the program, or was installed by IT."""
        name = self._equipment.speech
        loaded = self.tr("Ready: {model}").format(model=name) if name else self.tr("No model is loaded yet.")
        return self._page(
            self.tr("What it hears with"),
            self.tr(
                "Speech becomes text on this computer, by a model of the language that is spoken. "
                "Larger models hear better: main.py models list shows them."
            ),
            self._row("speech_language"),
            self._row("speech_model"),
            self._soft(loaded),
            self._complaint(),
        )

    def _complaint(self) -> QLabel:
        wrong = QLabel(self._wrong)
        wrong.setProperty("role", "wrong")
        wrong.setWordWrap(True)
        return wrong

    def _privacy(self) -> QWidget:
        return self._page(
            self.tr("What stays here"),
            self.tr(
                "Nothing leaves this computer. Sound is never written down unless you and your organisation "
                "both switch it on. Your own feelings are never read, only the customer's. Please tell "
                "callers that software helps you on the call."
            ),
            self._row("keep_records"),
        )

    def _use(self) -> QWidget:
        keys = {name: str(field.value) for name, field in self._fields.items() if field.kind == "hotkey"}
        return self._page(
            self.tr("How to work with it"),
            self.tr(
                "The strip lets clicks through. Point at its three dots to move it or to find its buttons. "
                "A cue leaves by itself once you have done what it says."
            ),
            self._soft(self.tr("Done: {keys}").format(keys=keys.get("hotkey_done", ""))),
            self._soft(self.tr("Dismiss: {keys}").format(keys=keys.get("hotkey_dismiss", ""))),
            self._soft(self.tr("Another wording: {keys}").format(keys=keys.get("hotkey_wording", ""))),
            self._soft(self.tr("Start or end a call: {keys}").format(keys=keys.get("hotkey_call", ""))),
        )

    def _page(self, title: str, text: str, *parts: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(Space.SNUG))
        heading = QLabel(title)
        heading.setProperty("role", "title")
        column.addWidget(heading)
        body = QLabel(text)
        body.setWordWrap(True)
        column.addWidget(body)
        for part in parts:
            column.addWidget(part)
            part.show()
        column.addStretch(1)
        return page

    def _row(self, name: str) -> FieldRow:
        row = FieldRow(self._fields[name], self.theme)
        row.changed.connect(self.changed)
        self._rows.append(row)
        return row

    def _soft(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "soft")
        return label

    def _offer(self) -> None:
        for row in self._rows:
            row.offer(offered(self._devices, row.field.name))

    def _name_buttons(self) -> None:
        page = self.pages.currentIndex()
        self.back.setText(self.tr("Back"))
        self.back.setVisible(page > 0)
        self.next.setText(self.tr("Begin") if page == PAGES - 1 else self.tr("Next"))
        self.step.setText(self.tr("{page} of {pages}").format(page=page + 1, pages=PAGES))
