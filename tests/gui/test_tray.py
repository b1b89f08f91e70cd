"""The tray's menu: what can be done now, in the language of now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from overlay import language
from overlay.presenters.strip import StripView
from overlay.tray import Tray


def _entry(tray: Tray, text: str) -> QAction:
    return next(action for action in tray.menu.actions() if action.text() == text)


@pytest.fixture
def tray(qapp: QApplication) -> Tray:
    language.speak(qapp, "en")
    return Tray()


def test_a_call_can_be_started_only_when_the_engine_is_ready(tray: Tray, qtbot: QtBot) -> None:
    assert not _entry(tray, "Start the call").isEnabled()
    tray.show_view(StripView(phase="ready"))
    with qtbot.waitSignal(tray.call):
        _entry(tray, "Start the call").trigger()
    tray.show_view(StripView(phase="in_call"))
    assert _entry(tray, "End the call").isEnabled()


def test_pause_and_listen_again(tray: Tray, qtbot: QtBot) -> None:
    tray.show_view(StripView(phase="ready"))
    with qtbot.waitSignal(tray.pause):
        _entry(tray, "Pause listening").trigger()
    tray.show_view(StripView(phase="paused"))
    assert _entry(tray, "Listen again").isEnabled()


def test_the_icon_wears_the_level(tray: Tray) -> None:
    images = []
    for level in (None, 2, 7):
        tray.show_view(replace(StripView(phase="in_call"), level=level))
        images.append(tray.icon.icon().pixmap(64, 64).toImage())
    assert images[0] != images[1] != images[2]


def test_the_menu_speaks_chinese(tray: Tray, qapp: QApplication) -> None:
    language.speak(qapp, "zh")
    QApplication.sendPostedEvents()
    assert _entry(tray, "退出 CallCue").isEnabled()


def test_the_windows_and_the_end_can_be_reached_without_an_engine(tray: Tray, qtbot: QtBot) -> None:
    for text, signal in (
        ("Show the strip", tray.show_strip),
        ("What is said", tray.transcript),
        ("Settings", tray.settings),
        ("Quit CallCue", tray.quit_asked),
    ):
        with qtbot.waitSignal(signal):
            _entry(tray, text).trigger()
