"""The program as a whole, in this process: settings and the system change how it looks, at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import events
from models.settings import Loaded, Settings
from overlay import app, desktop
from overlay.app import SETTLE_MS, Overlay
from overlay.engine_link import EngineLink
from overlay.theme import PALETTES
from tests.gui.rig import HERE
from tests.gui.told import cue, in_call, lines


@pytest.fixture
def overlay(qapp: QApplication, tmp_path: Path) -> Iterator[Overlay]:
    story = tmp_path / "story.jsonl"
    story.write_text("\n".join(lines(*in_call(), cue("a"))), encoding="utf-8")
    link = EngineLink([sys.executable, str(HERE / "engine_double.py"), str(story)])
    made = Overlay(qapp, link, Loaded(Settings(), problems=("settings.json cannot be read.",)))
    yield made
    made.close()


def test_what_the_engine_tells_is_shown(overlay: Overlay, qtbot: QtBot) -> None:
    overlay.open()
    qtbot.waitUntil(overlay.dock.card.isVisible)
    assert overlay.dock.strip.isVisible()
    assert overlay.dock.strip.view.level == 3


def test_broken_settings_are_said(overlay: Overlay) -> None:
    overlay.dock.open()
    assert overlay.dock.notice.text.text == "settings.json cannot be read."


@pytest.mark.parametrize("changed", ["colorSchemeChanged", "contrastPreferenceChanged"])
def test_the_systems_appearance_is_followed_at_once(
    overlay: Overlay, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """The platform without a screen has one scheme only: so the system's answer is put in its mouth."""
    hints = QGuiApplication.styleHints()
    signal = getattr(hints, changed, None) or getattr(hints.accessibility(), changed)
    for name in ("light", "contrast", "dark"):
        monkeypatch.setattr(desktop, "appearance", lambda name=name: name)
        signal.emit(
            Qt.ColorScheme.Light if changed == "colorSchemeChanged" else Qt.ContrastPreference.NoPreference
        )
        assert overlay.dock.strip.theme.palette == PALETTES[name]  # type: ignore[index]
        assert overlay.dock.card.theme.palette == PALETTES[name]  # type: ignore[index]


def test_settings_count_at_once(overlay: Overlay) -> None:
    overlay.preferences.change("size_percent", 150)
    assert overlay.dock.strip.width() == 558
    overlay.preferences.change("theme", "contrast")
    assert overlay.dock.strip.theme.palette == PALETTES["contrast"]
    assert overlay.dock.strip.theme.opacity == 1.0
    overlay.preferences.change("language", "en")
    QApplication.sendPostedEvents()
    assert overlay.dock.strip.word.text() == "Not connected"


def test_a_sound_comes_only_where_it_is_switched_on(
    overlay: Overlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(app.QApplication, "beep", lambda: beeps.append(1))
    overlay.link.arrived.emit([cue("a")])
    assert beeps == []
    overlay.preferences.change("sound", True)
    overlay.link.arrived.emit([cue("b"), events.CallState(2, 4)])
    overlay.link.arrived.emit([events.CallState(3, 4)])
    assert beeps == [1]


def test_less_motion_is_asked_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "gsettings"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    answers = []
    for said in ("true", "false"):
        tool.write_text(f"#!/bin/sh\necho {said}\n")
        tool.chmod(0o755)
        desktop.wants_less_motion.cache_clear()
        answers.append(desktop.wants_less_motion())
    tool.unlink()
    desktop.wants_less_motion.cache_clear()
    answers.append(desktop.wants_less_motion())
    assert answers == [False, True, False]


def test_no_socket_is_no_disaster(overlay: Overlay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "file"))
    overlay.listen()
    overlay.board.notices.dismiss()
    overlay.dock.open()
    assert overlay.dock.notice.text.text.startswith("无法接收第二次启动")


def test_no_screen_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert app.run([], ["engine"]) == 2
    assert capsys.readouterr().err.startswith("There is no screen")


def test_what_was_still_to_be_settled_is_forgotten_when_all_is_over(qapp: QApplication) -> None:
    over = Overlay(qapp, EngineLink([sys.executable, "-c", ""]), Loaded(Settings()))
    settled: list[bool] = []
    over.dock.stand = lambda *_: settled.append(True)  # type: ignore[method-assign]
    qapp.screenAdded.emit(qapp.primaryScreen())
    over.close()
    QTest.qWait(2 * SETTLE_MS)
    assert settled == []
