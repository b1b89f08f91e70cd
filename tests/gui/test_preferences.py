"""Settings are changed in their window, kept in the file, told to the engine; locks hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models import events
from models.settings import Loaded, Settings, config_folder, load
from overlay.device_list import Device, DeviceList, offered
from overlay.preferences import Preferences
from overlay.presenters.board import Board
from overlay.theme import Theme
from overlay.widgets.cue_list import CueList
from overlay.widgets.field_row import FieldRow
from overlay.widgets.glyph_button import GlyphButton
from overlay.widgets.lock import Lock


def _row(preferences: Preferences, section: str, name: str) -> FieldRow:
    window = preferences.window
    titles = [window.sections.item(row).text() for row in range(window.sections.count())]
    window.sections.setCurrentRow(titles.index(section))
    return next(row for row in window.page.widget().findChildren(FieldRow) if row.field.name == name)


@pytest.fixture
def preferences(qtbot: QtBot) -> Preferences:
    made = Preferences(Loaded(Settings(language="en"), frozenset({"theme"})), [])
    made.window.dress(Theme())
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def test_a_click_on_a_switch_is_kept_and_told(preferences: Preferences, qtbot: QtBot) -> None:
    row = _row(preferences, "Calls", "start_by_speech")
    with qtbot.waitSignal(preferences.asked) as asked:
        qtbot.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert asked.args == [events.SetSetting("start_by_speech", "false")]
    assert preferences.settings.start_by_speech is False
    assert json.loads((config_folder() / "settings.json").read_text()) == {
        "language": "en", "start_by_speech": False,
    }  # fmt: skip


def test_another_source_is_used_at_once(preferences: Preferences, qtbot: QtBot) -> None:
    preferences.window.show_devices(
        [Device("mic", "Desk microphone"), Device("spk", "Speaker", "system output")]
    )
    row = _row(preferences, "Sound", "customer_source")
    box = row.control
    assert isinstance(box, QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == [
        "The system's choice",
        "Speaker",
        "Desk microphone",
    ]
    box.setCurrentIndex(1)
    with qtbot.waitSignal(preferences.asked) as asked:
        box.activated.emit(1)
    assert asked.args == [events.UseDevice("customer", "spk")]


def test_devices_of_the_same_label_are_told_apart() -> None:
    devices = [Device("a", "Headset"), Device("b", "Headset"), Device("c", "Desk")]
    assert offered(devices, "agent_source") == [("a", "Headset (a)"), ("b", "Headset (b)"), ("c", "Desk")]


def test_a_source_that_is_not_there_is_kept_and_said(qtbot: QtBot) -> None:
    preferences = Preferences(Loaded(Settings(language="en", agent_source="gone")), [])
    preferences.window.dress(Theme())
    qtbot.addWidget(preferences.window)
    box = _row(preferences, "Sound", "agent_source").control
    assert isinstance(box, QComboBox)
    assert box.currentText() == "gone (not there now)"


def test_what_a_policy_has_set_shows_a_lock_and_cannot_be_changed(preferences: Preferences) -> None:
    row = _row(preferences, "Appearance", "theme")
    assert not row.control.isEnabled()
    assert "ask your supervisor or IT" in row.findChild(Lock).toolTip()
    preferences.change("theme", "light")
    assert preferences.settings.theme == "system"


def test_the_lock_names_whom_the_policy_names(qtbot: QtBot) -> None:
    loaded = Loaded(Settings(language="en", policy_contact="Ms Li, ext. 4400"), frozenset({"theme"}))
    preferences = Preferences(loaded, [])
    preferences.window.dress(Theme())
    qtbot.addWidget(preferences.window)
    lock = _row(preferences, "Appearance", "theme").findChild(Lock)
    said = "Set by your organisation; to change it, ask Ms Li, ext. 4400"
    assert (lock.toolTip(), lock.accessibleName()) == (said, said)
    assert said in [label.text() for label in preferences.window.page.widget().findChildren(QLabel)]


def _shows_cues(preferences: Preferences) -> Board:
    board = Board("en")
    kinds = (events.CueKind("boss", "Get a supervisor", "critical"), events.CueKind("thank", "Thank them"))
    board.feed(events.PlaybookLoaded(0, "p", "en", 2, cues=kinds))
    board.feed(events.EngineStatus(0, "ready"))
    preferences.show_board(board)
    return board


def test_each_cue_has_a_switch_that_the_engine_hears_of(preferences: Preferences, qtbot: QtBot) -> None:
    _shows_cues(preferences)
    cues = _row(preferences, "Cues", "quiet_cues").control
    assert isinstance(cues, CueList)
    assert {rule: switch.isChecked() for rule, switch in cues.switches.items()} == {
        "boss": True,
        "thank": True,
    }
    with qtbot.waitSignal(preferences.asked) as asked:
        qtbot.mouseClick(cues.switches["thank"], Qt.MouseButton.LeftButton)
    assert asked.args == [events.SetSetting("quiet_cues", "thank")]
    assert load().settings.quiet_cues == ("thank",)
    with qtbot.waitSignal(preferences.asked) as asked:
        qtbot.mouseClick(cues.switches["thank"], Qt.MouseButton.LeftButton)
    assert asked.args == [events.SetSetting("quiet_cues", "")]


def test_a_cue_of_another_playbook_that_was_switched_off_stays_so(qtbot: QtBot) -> None:
    preferences = Preferences(Loaded(Settings(language="en", quiet_cues=("theirs",))), [])
    preferences.window.dress(Theme())
    qtbot.addWidget(preferences.window)
    preferences.window.show()
    _shows_cues(preferences)
    cues = _row(preferences, "Cues", "quiet_cues").control
    assert isinstance(cues, CueList)
    cues.switches["boss"].setChecked(False)
    assert preferences.settings.quiet_cues == ("theirs", "boss")


def test_outcomes_are_typed_in_one_line(preferences: Preferences, qtbot: QtBot) -> None:
    line = _row(preferences, "Calls", "dispositions").control
    assert isinstance(line, QLineEdit)
    line.setText("Refunded, Replaced")
    with qtbot.waitSignal(preferences.asked) as asked:
        line.editingFinished.emit()
    assert asked.args == [events.SetSetting("dispositions", "Refunded,Replaced")]
    assert preferences.settings.dispositions == ("Refunded", "Replaced")


def test_the_test_call_is_in_the_settings_and_in_the_welcome(preferences: Preferences, qtbot: QtBot) -> None:
    preferences.greet(Theme())
    assert preferences.welcome
    preferences.welcome.turn(1)
    preferences.window.sections.setCurrentRow(0)
    board = _shows_cues(preferences)
    for window in (preferences.window, preferences.welcome):
        assert window.trial
        with qtbot.waitSignal(preferences.tried):
            qtbot.mouseClick(window.trial.button, Qt.MouseButton.LeftButton)
    assert board.trial.toggle() == events.StartCall(test=True)
    board.feed(events.CallStarted(0, "t", "button", test=True))
    board.feed(events.Partial(1, "agent", "u", "good morning", 0.5))
    preferences.show_board(board)
    for window in (preferences.window, preferences.welcome):
        assert window.trial
        assert window.trial.lines[0].text() == "You are heard: “good morning”"
        assert [mark.done for mark in window.trial.marks] == [True, False]
        assert window.trial.button.text() == "End the test"
    preferences.welcome.close()


def test_the_model_in_use_is_named(preferences: Preferences) -> None:
    board = _shows_cues(preferences)
    board.feed(events.ModelLoaded(0, "speech", "vosk-large", "en", 1.0))
    preferences.show_board(board)
    preferences.window.sections.setCurrentRow(5)
    assert "In use: vosk-large" in [
        label.text() for label in preferences.window.page.widget().findChildren(QLabel)
    ]


def test_a_policys_value_is_never_written_into_the_agents_file(qtbot: QtBot) -> None:
    preferences = Preferences(Loaded(Settings(theme="dark"), frozenset({"theme"})), [])
    qtbot.addWidget(preferences.window)
    preferences.change("sound", True)
    assert json.loads((config_folder() / "settings.json").read_text()) == {"sound": True}


def test_the_same_keys_twice_are_refused_in_their_row(preferences: Preferences) -> None:
    preferences.change("hotkey_done", "Ctrl+Alt+K")
    assert preferences.settings.hotkey_done == "Ctrl+Alt+J"
    assert _row(preferences, "Hotkeys", "hotkey_done").wrong.text().startswith("These keys are taken")


def test_a_hotkey_can_be_given_up(preferences: Preferences, qtbot: QtBot) -> None:
    button = _row(preferences, "Hotkeys", "hotkey_done").findChild(GlyphButton)
    with qtbot.waitSignal(preferences.asked) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [events.SetSetting("hotkey_done", "")]
    assert preferences.settings.hotkey_done == ""


def test_a_value_out_of_bounds_is_refused_in_its_row(preferences: Preferences) -> None:
    preferences.change("end_after_silence_s", "5")
    assert preferences.settings.end_after_silence_s == 90.0
    assert _row(preferences, "Calls", "end_after_silence_s").wrong.text()
    line = _row(preferences, "Calls", "end_after_silence_s").control
    assert isinstance(line, QLineEdit)
    preferences.change("end_after_silence_s", "120")
    assert load().settings.end_after_silence_s == 120.0
    assert not _row(preferences, "Calls", "end_after_silence_s").wrong.text()


def test_the_language_of_the_form_follows(preferences: Preferences) -> None:
    preferences.change("language", "zh")
    sentences = [row.field.sentence for row in preferences.window.page.widget().findChildren(FieldRow)]
    assert "客户声音的来源" in sentences


def test_devices_are_asked_of_another_program(qtbot: QtBot) -> None:
    said = json.dumps([{"name": "a", "label": "A", "kind": "microphone", "default": True, "more": 1}])
    devices = DeviceList([sys.executable, "-c", f"print({said!r})"])
    with qtbot.waitSignal(devices.listed) as listed:
        devices.ask()
    assert listed.args == [[Device("a", "A", default=True)]]


@pytest.mark.parametrize("command", [[sys.executable, "-c", "print('no list')"], ["/nowhere/at/all"]])
def test_no_answer_is_an_empty_list(qtbot: QtBot, command: list[str]) -> None:
    devices = DeviceList(command)
    with qtbot.waitSignal(devices.listed) as listed:
        devices.ask()
    assert listed.args == [[]]


def test_a_new_agent_is_welcomed_once(qtbot: QtBot) -> None:
    preferences = Preferences(Loaded(Settings(language="en")), [])
    preferences.greet(Theme())
    welcome = preferences.welcome
    assert welcome
    titles = []
    for _ in range(5):
        titles.append(welcome.pages.currentWidget().findChildren(type(welcome.step))[0].text())
        qtbot.mouseClick(welcome.next, Qt.MouseButton.LeftButton)
    assert titles == [
        "A colleague at your side", "Which voices?", "What it hears with", "What stays here", "How to work with it",
    ]  # fmt: skip
    assert preferences.welcome is None
    assert Path(config_folder() / "settings.json").exists()
    preferences.greet(Theme())
    assert preferences.welcome is None


def test_what_is_wrong_is_said_in_the_welcome(qtbot: QtBot) -> None:
    preferences = Preferences(Loaded(Settings(language="en")), [])
    preferences.greet(Theme())
    assert preferences.welcome
    board = Board("en")
    board.feed(
        events.Problem(0, "x", events.Text("没有模型", "The speech model is missing."), severity="critical")
    )
    preferences.show_board(board)
    preferences.welcome.turn(1)
    texts = [
        label.text()
        for label in preferences.welcome.pages.currentWidget().findChildren(type(preferences.welcome.step))
    ]
    assert "The speech model is missing." in texts
    preferences.welcome.close()
