"""The card after a call: the agent chooses an outcome and writes a line; both reach the engine, the focus goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models import events
from overlay.offscreen import Stage
from overlay.windows.dock import SUMMARY_MS
from tests.gui.rig import Desktop, RunningOverlay, Softphone, wait_for
from tests.gui.told import in_call, lines

OVER = (events.EngineStatus(t=60, state="ready"), events.CallEnded(60, "c", "button"))


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage("en")
    for event in (*in_call(), *OVER):
        made.feed(event)  # type: ignore[arg-type]
    return made


def _asked(stage: Stage) -> list[events.Command]:
    asked: list[events.Command] = []
    stage.dock.asked.connect(asked.append)
    return asked


def test_an_outcome_and_a_note_are_told_and_the_card_goes(stage: Stage, qtbot: QtBot) -> None:
    asked, summary = _asked(stage), stage.dock.summary
    wrap_up = summary.wrap_up
    assert [chip.text() for chip in wrap_up.chips if chip.isVisible()] == [
        "Solved", "To follow up", "Passed on", "Complaint",
    ]  # fmt: skip
    qtbot.mouseClick(wrap_up.chips[1], Qt.MouseButton.LeftButton)
    assert asked == [events.WrapUp("c", "", "To follow up")]
    assert wrap_up.chips[1].isChecked()
    qtbot.keyClicks(wrap_up.note, "call back")
    qtbot.keyClick(wrap_up.note, Qt.Key.Key_Return)
    assert asked[1:] == [events.WrapUp("c", "call back", "To follow up")]
    assert not summary.isVisible()


def test_the_tick_saves_as_well(stage: Stage, qtbot: QtBot) -> None:
    asked = _asked(stage)
    qtbot.keyClicks(stage.dock.summary.wrap_up.note, "all well")
    qtbot.mouseClick(stage.dock.summary.wrap_up.save_button, Qt.MouseButton.LeftButton)
    assert asked == [events.WrapUp("c", "all well", "")]


def test_a_note_is_saved_when_the_next_call_comes_in_between(stage: Stage, qtbot: QtBot) -> None:
    asked = _asked(stage)
    qtbot.keyClicks(stage.dock.summary.wrap_up.note, "half a sen")
    stage.feed(events.CallStarted(t=0, call="d", by="speech"))
    assert asked == [events.WrapUp("c", "half a sen", "")]
    assert not stage.dock.summary.isVisible()


def test_an_organisations_own_outcomes_and_no_record_no_question(qtbot: QtBot) -> None:
    stage = Stage("en")
    stage.board.wrap_up.options = ("Refunded", "Replaced")
    for event in (*in_call(), *OVER):
        stage.feed(event)  # type: ignore[arg-type]
    chips = stage.dock.summary.wrap_up.chips
    assert [chip.text() for chip in chips if chip.isVisible()] == ["Refunded", "Replaced"]
    high = stage.dock.summary.height()
    stage.board.wrap_up.kept = False
    for event in (*in_call(), *OVER):
        stage.feed(event)  # type: ignore[arg-type]
    assert stage.dock.summary.isVisible()
    assert not stage.dock.summary.wrap_up.isVisible()
    assert stage.dock.summary.height() < high


def test_nobody_touches_it_and_it_goes(stage: Stage) -> None:
    away = stage.dock._away
    assert away.interval() == SUMMARY_MS
    away.setInterval(20)
    QTest.qWait(200)
    assert not stage.dock.summary.isVisible()
    assert not away.isActive()


def test_a_test_call_has_no_card(qtbot: QtBot) -> None:
    stage = Stage("en")
    stage.feed(events.CallStarted(0, "t", "button", test=True))
    stage.feed(events.CallState(30, 3))
    stage.feed(events.CallEnded(60, "t", "button"))
    assert not stage.dock.summary.isVisible()


@pytest.mark.x11
def test_the_note_takes_the_keyboard_only_for_itself(desktop: Desktop) -> None:
    desktop.settings(reduce_motion=True, language="en")
    softphone = Softphone(desktop)
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), *OVER))
    x, y, wide, high = desktop.box("CallCue summary")
    desktop.xdotool("type", "--delay", "20", "before ")
    assert wait_for(lambda: softphone.text() == "before "), softphone.text()
    before = desktop.xdotool("getwindowfocus")
    desktop.click(x + wide // 2, y + high - 28)
    assert wait_for(lambda: desktop.xdotool("getwindowfocus") != before)
    desktop.xdotool("type", "--delay", "30", "ring back")
    desktop.xdotool("key", "Return")
    assert wait_for(lambda: {"type": "WrapUp", "call": "c", "note": "ring back"} in overlay.heard()), (
        overlay.heard()
    )
    desktop.await_gone("CallCue summary")
    assert wait_for(lambda: desktop.xdotool("getwindowfocus") == before)
    desktop.xdotool("type", "--delay", "20", "after")
    assert wait_for(lambda: softphone.text() == "before after", within=5), softphone.text()
