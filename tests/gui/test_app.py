"""The program as a whole, in this process: settings and the system change how it looks, at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
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

BROKEN = events.Text("settings.json 读不出来。", "settings.json cannot be read.")


@pytest.fixture
def overlay(qapp: QApplication, tmp_path: Path) -> Iterator[Overlay]:
    story = tmp_path / "story.jsonl"
    story.write_text("\n".join(lines(*in_call(), cue("a"))), encoding="utf-8")
    link = EngineLink([sys.executable, str(HERE / "engine_double.py"), str(story)])
    made = Overlay(qapp, link, Loaded(Settings(), problems=(BROKEN,)))
    yield made
    made.close()


def test_what_the_engine_tells_is_shown(overlay: Overlay, qtbot: QtBot) -> None:
    overlay.open()
    qtbot.waitUntil(overlay.dock.card.isVisible)
    assert overlay.dock.strip.isVisible()
    assert overlay.dock.strip.view.level == 3


def test_broken_settings_are_said(overlay: Overlay) -> None:
    overlay.dock.open()
    assert overlay.dock.notice.text.text == BROKEN.zh


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


def test_a_place_is_chosen_in_the_settings_and_dragging_chooses_another(overlay: Overlay) -> None:
    overlay.preferences.change("reduce_motion", True)
    overlay.open()
    ground, strip = overlay.app.primaryScreen().availableGeometry(), overlay.dock.strip
    overlay.preferences.change("place", "bottom_left")
    assert (strip.x(), strip.geometry().bottom()) == (ground.left() + 8, ground.bottom() - 8)
    overlay.dock.grip.held.emit()
    overlay.dock.grip.dragged.emit(QPoint(150, -200))
    overlay.dock.grip.dropped.emit()
    assert overlay.preferences.settings.place == "free"
    assert strip.x() == ground.left() + 158


def test_a_place_that_a_policy_has_set_is_returned_to(qapp: QApplication) -> None:
    link = EngineLink([sys.executable, "-c", ""])
    overlay = Overlay(
        qapp, link, Loaded(Settings(place="top_left", reduce_motion=True), frozenset({"place"}))
    )
    overlay.dock.open()
    overlay.dock.grip.held.emit()
    overlay.dock.grip.dragged.emit(QPoint(150, 200))
    overlay.dock.grip.dropped.emit()
    assert overlay.dock.strip.pos() == QPoint(8, 8)
    overlay.close()


def test_monitors_that_change_do_not_take_the_strip_out_of_the_hand(overlay: Overlay, qtbot: QtBot) -> None:
    overlay.preferences.change("reduce_motion", True)
    overlay.open()
    strip, grip = overlay.dock.strip, overlay.dock.grip
    begun, by = strip.pos(), QPoint(-60, 200)
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    grip.dragged.emit(by)
    overlay.app.screenAdded.emit(overlay.app.primaryScreen())
    QTest.qWait(2 * SETTLE_MS)
    assert strip.pos() == begun + by
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.waitUntil(lambda: not overlay._settle.isActive())
    assert strip.pos() == begun + by


def test_outcomes_and_records_of_the_settings_count_for_the_card_after_a_call(overlay: Overlay) -> None:
    overlay.preferences.change("dispositions", "A, B")
    overlay.link.arrived.emit([events.CallStarted(0, "k", "button"), events.CallEnded(60, "k", "button")])
    assert overlay.board.wrap_up.view
    assert overlay.board.wrap_up.view.options == ("A", "B")
    overlay.preferences.change("keep_records", False)
    overlay.link.arrived.emit([events.CallStarted(0, "l", "button"), events.CallEnded(60, "l", "button")])
    assert overlay.board.wrap_up.view is None


def test_a_note_that_no_engine_takes_waits_for_the_next(
    overlay: Overlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[events.Command] = []
    alive = False
    monkeypatch.setattr(overlay.link, "send", lambda command: alive and not taken.append(command))
    note = events.WrapUp("k", "call back", "")
    overlay.dock.asked.emit(note)
    overlay.dock.asked.emit(events.CueDone("c"))
    assert taken == []
    alive = True
    overlay.link.arrived.emit([events.EngineStatus(0, "ready")])
    overlay.link.arrived.emit([events.EngineStatus(2, "ready")])
    assert taken == [note]


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


@pytest.mark.skipif(sys.platform != "linux", reason="gsettings is Linux's")
def test_the_wish_for_less_motion_is_followed_while_the_program_runs(
    overlay: Overlay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A stand-in for gsettings: what it says is what a file holds, told again whenever that changes."""
    said = tmp_path / "said"
    said.write_text("true")
    tool = tmp_path / "gsettings"
    tool.write_text(
        f"#!{sys.executable}\nimport sys, time\nfrom pathlib import Path\nlast = None\n"
        f"while True:\n    now = Path({str(said)!r}).read_text()\n"
        "    if now and now != last:\n        print(f'enable-animations: {now}', flush=True)\n        last = now\n"
        "    if sys.argv[1] == 'get':\n        break\n    time.sleep(0.02)\n"
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    overlay.open()
    assert overlay.dock.card.theme.moves
    for wish in ("false", "true"):
        said.write_text(wish)
        qtbot.waitUntil(lambda wish=wish: overlay.dock.card.theme.moves is (wish == "true"), timeout=10_000)


def test_without_an_answer_motion_is_welcome(
    overlay: Overlay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    overlay.motion.follow()
    QTest.qWait(100)
    assert overlay.dock.card.theme.moves


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
