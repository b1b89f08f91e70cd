"""What a screen reader gets to hear: a name for every control, a value for every display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models import events
from models.settings import Loaded, Settings
from overlay.gallery import play
from overlay.offscreen import Stage
from overlay.presenters.settings import fields
from overlay.scenes import scenes
from overlay.theme import Theme
from overlay.windows.settings import SettingsWindow
from overlay.windows.transcript import TranscriptWindow


def _name(thing: QObject) -> str:
    interface = QAccessible.queryAccessibleInterface(thing)
    assert interface, thing
    return interface.text(QAccessible.Text.Name)


def _nameless(window: QWidget) -> list[str]:
    """Controls that can be pressed or reached with the tab key, and have no name."""
    return [
        f"{type(child).__name__} in {type(child.parent()).__name__}"
        for child in window.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.focusProxy() is None
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _name(child)
    ]


@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: scene.name)
def test_every_button_of_the_overlay_has_a_name(qapp: object, scene: object) -> None:
    stage = Stage("zh")
    play(stage, scene, "zh")  # type: ignore[arg-type]
    buttons = [
        button
        for pane in stage.dock.panes()
        for button in pane.findChildren(QAbstractButton)
        if button.isVisible()
    ]
    assert all(_name(button) for button in buttons)
    for button in buttons:
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox)
    stage.close()


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


def test_every_control_of_the_settings_has_a_name(qapp: QApplication) -> None:
    window = SettingsWindow()
    window.dress(Theme())
    window.show_fields(fields(Loaded(Settings(), frozenset({"theme"})), "en"))
    window.show()
    for row in range(window.sections.count()):
        window.sections.setCurrentRow(row)
        QApplication.sendPostedEvents()
        assert _nameless(window) == []
    window.close()


def test_every_control_of_the_transcript_has_a_name(qapp: object) -> None:
    window = TranscriptWindow()
    window.dress(Theme())
    window.show()
    assert _nameless(window) == []
    window.close()
