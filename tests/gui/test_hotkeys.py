"""Hotkeys work while another program has the focus, and swallow only their own keys."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from overlay.hotkeys.x11 import X11Hotkeys
from tests.gui.rig import Desktop, RunningOverlay, Softphone, wait_for
from tests.gui.told import cue, in_call, lines

pytestmark = pytest.mark.x11


def _press_until(desktop: Desktop, keys: str, overlay: RunningOverlay, kind: str) -> bool:
    """Press again until the command came: the keys are held a moment after the window is there."""

    def pressed() -> bool:
        desktop.xdotool("key", keys)
        return bool(wait_for(lambda: any(said["type"] == kind for said in overlay.heard()), within=0.5))

    return bool(wait_for(pressed))


def test_keys_reach_the_overlay_and_no_other_program(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    desktop.await_window("CallCue cue")
    assert _press_until(desktop, "ctrl+alt+k", overlay, "CueDismiss")
    assert _press_until(desktop, "ctrl+alt+l", overlay, "EndCall")
    assert {"type": "EndCall", "by": "hotkey"} in overlay.heard()
    desktop.xdotool("type", "--delay", "20", "jkl")
    assert wait_for(lambda: softphone.text() == "jkl")


def test_another_wording_comes_by_key(desktop: Desktop) -> None:
    """The card's second sentence is longer by a line: that is seen from outside."""
    desktop.settings(reduce_motion=True)
    long = "让您久等了，这件事从头到尾都是我们没有安排好，我现在就把进度查清楚，马上给您一个准确的时间。"
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1", say=("好的。", long))))
    _, _, _, high = desktop.box("CallCue cue")

    def grown() -> bool:
        desktop.xdotool("key", "ctrl+alt+m")
        return bool(wait_for(lambda: desktop.box("CallCue cue")[3] > high, within=0.5))

    assert wait_for(grown)
    assert overlay.heard() == []


def test_keys_that_are_taken_are_no_disaster(desktop: Desktop) -> None:
    desktop.settings(hotkey_done="nonsense")
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    desktop.await_window("CallCue cue")
    assert _press_until(desktop, "ctrl+alt+k", overlay, "CueDismiss")
    assert overlay.program.poll() is None


def test_keys_that_another_program_holds_are_named(
    desktop: Desktop, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", desktop.env["DISPLAY"])
    other, ours = X11Hotkeys(qapp), X11Hotkeys(qapp)
    assert other.hold({"theirs": "Ctrl+Alt+J"}) == set()
    wanted = {"done": "Ctrl+Alt+J", "dismiss": "Ctrl+Alt+K", "call": ""}
    assert ours.hold(wanted) == {"done"}
    other.close()
    assert ours.hold(wanted) == set()
    ours.close()


def test_the_card_is_answered_by_keys_alone_and_the_typing_goes_on(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    desktop.await_window("CallCue cue")

    def done_by_keys() -> bool:
        desktop.xdotool("key", "ctrl+alt+h", "sleep", "0.4", "key", "Return")
        return bool(wait_for(lambda: {"type": "CueDone", "cue": "c1"} in overlay.heard(), within=0.6))

    assert wait_for(done_by_keys), overlay.heard()
    desktop.await_gone("CallCue cue")
    desktop.xdotool("type", "--delay", "20", "typing on")
    assert wait_for(lambda: softphone.text() == "typing on", within=5), softphone.text()


def test_escape_gives_the_keyboard_back(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    desktop.await_window("CallCue cue")
    before = desktop.xdotool("getwindowfocus")

    def taken() -> bool:
        desktop.xdotool("key", "ctrl+alt+h")
        return bool(wait_for(lambda: desktop.xdotool("getwindowfocus") != before, within=0.6))

    assert wait_for(taken)
    desktop.xdotool("key", "Escape")
    assert wait_for(lambda: desktop.xdotool("getwindowfocus") == before)
    desktop.xdotool("type", "--delay", "20", "back")
    assert wait_for(lambda: softphone.text() == "back", within=5), softphone.text()
