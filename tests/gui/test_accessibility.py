"""What a screen reader gets to hear: a name and a value for every control of every window, and a value for every
display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QSlider, QWidget

from models import events
from models.events import CueKind
from models.settings import Loaded, Settings
from overlay.gallery import play
from overlay.offscreen import Stage
from overlay.presenters.card import Language
from overlay.presenters.equipment import EquipmentView
from overlay.presenters.settings import fields
from overlay.scenes import Scene, scenes
from overlay.theme import Theme
from overlay.windows.pane import Pane
from overlay.windows.settings import SettingsWindow
from overlay.windows.transcript import TranscriptWindow
from overlay.windows.welcome import PAGES, WelcomeWindow

EQUIPMENT = EquipmentView("vosk", "en", "p", (CueKind("boss", "Get a supervisor", "critical"),))


def _heard(thing: QObject) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(thing)
    assert interface, thing
    return interface


def _name(thing: QObject) -> str:
    return _heard(thing).text(QAccessible.Text.Name)


def _controls(window: QWidget) -> list[QWidget]:
    """What can be pressed, or reached with the tab key."""
    return [
        child
        for child in window.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.focusProxy() is None
        and (isinstance(child, QAbstractButton) or child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        # A box's own list and a key field's own line are parts of one control.
        and not isinstance(child.parent(), QComboBox | QLineEdit)
    ]


def _nameless(window: QWidget) -> list[str]:
    return [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in _controls(window)
        if not _name(child).strip()
    ]


def _valueless(window: QWidget) -> list[str]:
    """Controls that hold a value and do not say it."""
    silent = []
    for child in _controls(window):
        heard = _heard(child)
        if isinstance(child, QCheckBox):
            said = str(heard.state().checked) if heard.state().checkable else ""
            expected = str(int(child.isChecked()))
            said = {"True": "1", "False": "0"}.get(said, said)
        elif isinstance(child, QSlider):
            value = heard.valueInterface()
            said, expected = str(value.currentValue()) if value else "", str(child.value())
        elif isinstance(child, QComboBox):
            said, expected = heard.text(QAccessible.Text.Value), child.currentText()
        elif isinstance(child, QLineEdit):
            said, expected = heard.text(QAccessible.Text.Value), child.text()
        else:
            continue
        if said != expected:
            silent.append(f"{type(child).__name__} {_name(child)!r}: {said!r} instead of {expected!r}")
    return silent


@pytest.mark.parametrize("speech", ["zh", "en"])
@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_every_control_of_the_overlay_has_a_name_and_a_value(
    qapp: object, scene: Scene, speech: Language
) -> None:
    stage = Stage(speech)
    play(stage, scene, speech)
    for pane in stage.dock.panes():
        if pane.isVisible():
            assert _name(pane).strip(), pane.windowTitle()
            assert _nameless(pane) == []
            assert _valueless(pane) == []
    buttons = [b for pane in stage.dock.panes() for b in pane.findChildren(QAbstractButton) if b.isVisible()]
    roles = {_heard(button).role() for button in buttons}
    assert roles <= {QAccessible.Role.Button, QAccessible.Role.CheckBox}
    stage.close()


def test_the_walk_finds_what_has_no_name(qapp: object) -> None:
    """The check itself can fail."""
    window = QWidget()
    QLineEdit(window)
    window.show()
    assert _nameless(window) == ["QLineEdit in QWidget"]
    window.close()


def test_the_strip_says_level_speaker_and_recording(qapp: object) -> None:
    stage = Stage("en")
    stage.feed(events.CallStarted(t=0, call="c", by="file"))
    stage.feed(events.EngineStatus(t=0, state="in_call"))
    stage.feed(events.CallState(t=61, level=6))
    stage.feed(events.LegLevel(61, "customer", -20, -10, speaking=True))
    strip = stage.dock.strip
    assert _name(strip.word) == "Customer: Angry, level 6 of 7"
    assert _name(strip.meters) == "the customer speaks"
    assert _name(strip.clock) == "01:01, nothing is recorded"
    stage.feed(events.LegHealth(62, "agent", "silent", text=events.Text("x", "y")))
    assert _name(strip.meters) == "the customer speaks; no sound from your microphone"
    stage.close()


def test_a_cue_is_read_out_whole(qapp: object) -> None:
    stage = Stage("en")
    stage.feed(events.CueShown(1, "c", "listen", "Listen", ("Go on, I'm listening.",), "why", "info"))
    assert _name(stage.dock.card) == "Listen. Go on, I'm listening."
    stage.close()


def test_cues_and_faults_are_announced_once_wherever_the_focus_is(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Pane, "announce", lambda _, text: said.append(text))
    stage = Stage("en")
    stage.feed(events.CueShown(1, "c", "listen", "Listen", ("Go on.", "Yes?"), "why", "info"))
    stage.dock.next_wording()
    for _ in range(2):
        stage.feed(events.Problem(2, "x", events.Text("坏了。", "It is broken.")))
    assert said == ["Listen. Go on.", "It is broken."]
    stage.close()


def test_every_control_of_the_settings_has_a_name_and_a_value(qapp: QApplication) -> None:
    window = SettingsWindow()
    window.dress(Theme())
    window.show_equipment(EQUIPMENT)
    window.show_fields(fields(Loaded(Settings(), frozenset({"theme"})), "en"))
    window.show()
    seen = 0
    for row in range(window.sections.count()):
        window.sections.setCurrentRow(row)
        QApplication.sendPostedEvents()
        assert _nameless(window) == []
        assert _valueless(window) == []
        seen += len(_controls(window)) - 1
    assert seen >= 25
    window.close()


def test_every_control_of_the_welcome_has_a_name_and_a_value(qapp: QApplication) -> None:
    window = WelcomeWindow()
    window.dress(Theme())
    window.show_fields(fields(Loaded(Settings()), "en"))
    window.show()
    for page in range(PAGES):
        window.turn(page)
        QApplication.sendPostedEvents()
        assert _nameless(window) == []
        assert _valueless(window) == []
        assert window.next in _controls(window)
    window.close()


def test_every_control_of_the_transcript_has_a_name(qapp: object) -> None:
    window = TranscriptWindow()
    window.dress(Theme())
    window.show()
    assert _nameless(window) == []
    window.close()
