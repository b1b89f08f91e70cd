"""Which cues are wanted: a switch for each, the grave ones first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.events import CueKind
from overlay.theme import Space, Theme
from overlay.widgets.switch import Switch

COLUMNS = 2


class CueList(QWidget):
    """Signals: changed: the rules that are not wanted, as a tuple of their ids"""

    changed = Signal(object)

    def __init__(self, unwanted: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.switches: dict[str, Switch] = {}
        self._unwanted = tuple(unwanted)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(Space.TINY))
        self._note(
            QCoreApplication.translate("CueList", "The cues are listed here once the engine is ready.")
        )

    def show_cues(self, cues: Sequence[CueKind]) -> None:
        """Those of the playbook in force. What is unwanted and not among them stays unwanted."""
        if not cues:
            return
        while item := self._grid.takeAt(0):
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        self.switches.clear()
        row = 0
        for severity, name in severity_names().items():
            group = [cue for cue in cues if cue.severity == severity]
            if group:
                heading = self._soft(name)
                heading.setContentsMargins(0, self.theme.px(Space.SMALL), 0, 0)
                self._grid.addWidget(heading, row, 0, 1, COLUMNS)
            for at, cue in enumerate(group):
                switch = Switch(cue.title, self.theme)
                switch.setChecked(cue.rule not in self._unwanted)
                switch.toggled.connect(self._say)
                self.switches[cue.rule] = switch
                self._grid.addWidget(switch, row + 1 + at // COLUMNS, at % COLUMNS)
            row += 1 + -(-len(group) // COLUMNS)

    def _say(self) -> None:
        others = [rule for rule in self._unwanted if rule not in self.switches]
        off = [rule for rule, switch in self.switches.items() if not switch.isChecked()]
        self._unwanted = (*others, *off)
        self.changed.emit(self._unwanted)

    def _note(self, text: str) -> None:
        self._grid.addWidget(self._soft(text), 0, 0)

    def _soft(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "soft")
        label.setWordWrap(True)
        return label


def severity_names() -> dict[str, str]:
    """What each severity is called, the gravest first."""
    return {
        "critical": QCoreApplication.translate("CueList", "Urgent"),
        "warn": QCoreApplication.translate("CueList", "Important"),
        "info": QCoreApplication.translate("CueList", "Suggestions"),
    }
