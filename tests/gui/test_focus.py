"""The law of the overlay: whatever comes and goes, the typing stays in the other window."""

from __future__ import annotations

import time

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from Xlib import X
from Xlib.display import Display

from models import events
from overlay.theme import PALETTES
from tests.gui.rig import Desktop, RunningOverlay, Softphone, wait_for
from tests.gui.told import cue, gone, in_call, lines

pytestmark = pytest.mark.x11

TYPED = "the quick brown fox jumps over the lazy dog 0123456789 " * 2


def _done_button(desktop: Desktop) -> tuple[int, int]:
    x, y, wide, _ = desktop.box("CallCue cue")
    return x + wide - 60, y + 27


def test_typing_goes_on_while_cues_come_and_go(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    story: list[events.Event | str] = [*in_call()]
    for number in range(8):
        story += ["#wait 0.45", cue(f"c{number}", t=number), "#wait 0.45", gone(f"c{number}", t=number + 0.5)]
    with desktop.focus_log() as focus:
        RunningOverlay.showing(desktop, lines(*story))
        desktop.xdotool("type", "--delay", "70", TYPED)
        assert wait_for(lambda: softphone.text() == TYPED, within=5), softphone.text()
    assert len(focus.seen) == 1
    assert focus.looks > 300


def test_a_click_on_done_works_and_moves_no_focus(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    with desktop.focus_log() as focus:
        overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
        desktop.await_window("CallCue cue")
        desktop.xdotool("type", "--delay", "20", "before ")
        desktop.click(*_done_button(desktop))
        desktop.await_gone("CallCue cue")
        desktop.xdotool("type", "--delay", "20", "after")
        assert wait_for(lambda: softphone.text() == "before after", within=5), softphone.text()
    assert wait_for(lambda: {"type": "CueDone", "cue": "c1"} in overlay.heard())
    assert len(focus.seen) == 1


def test_the_strip_lets_clicks_through_until_its_grip_is_reached(desktop: Desktop) -> None:
    softphone = Softphone(desktop)
    overlay = RunningOverlay.showing(desktop, lines(*in_call()))
    x, y, wide, high = desktop.box("CallCue")
    call_button = (x + wide - 178, y + high // 2)
    desktop.click(*call_button)
    assert wait_for(lambda: softphone.clicks() == 1), "the click should have gone to the window below"
    desktop.point(x + 10, y + high // 2)
    assert wait_for(lambda: _end_of_call(desktop, overlay, call_button)), overlay.heard()
    assert softphone.clicks() <= 2
    assert wait_for(lambda: _click_lands_below(desktop, softphone, call_button)), "the strip stayed solid"


def _end_of_call(desktop: Desktop, overlay: RunningOverlay, button: tuple[int, int]) -> bool:
    desktop.click(*button)
    return any(command["type"] == "EndCall" for command in overlay.heard())


def _click_lands_below(desktop: Desktop, softphone: Softphone, place: tuple[int, int]) -> bool:
    """Whether a click does, a while after the pointer has left the strip."""
    desktop.point(800, 600)
    time.sleep(1.2)
    before = softphone.clicks()
    desktop.click(*place)
    return bool(wait_for(lambda: softphone.clicks() > before, within=0.3))


def test_a_cue_changes_nothing_but_its_own_place_and_leaves_no_trace(desktop: Desktop) -> None:
    story = [*in_call(), "#wait 2.5", cue("c1"), "#wait 3", gone("c1")]
    RunningOverlay.showing(desktop, lines(*story))
    time.sleep(1)
    before = QImage(str(desktop.shot("before")))
    x, y, wide, high = desktop.box("CallCue cue")
    time.sleep(0.6)
    during = QImage(str(desktop.shot("during")))
    desktop.await_gone("CallCue cue")
    time.sleep(0.3)
    after = QImage(str(desktop.shot("after")))
    strip = desktop.box("CallCue")
    assert _same_outside(before, during, [(x, y, wide, high), strip])
    assert not _same_outside(before, during, [strip])
    assert _same_outside(before, after, [strip])


def _same_outside(one: QImage, other: QImage, boxes: list[tuple[int, int, int, int]]) -> bool:
    """Whether two pictures are the same but for these places, and the shadow of ten pixels around them."""
    painted = []
    for image in (one, other):
        copy = image.convertToFormat(QImage.Format.Format_RGB32)
        with QPainter(copy) as painter:
            for x, y, wide, high in boxes:
                painter.fillRect(x - 10, y - 10, wide + 20, high + 20, QColor("black"))
        painted.append(copy)
    return painted[0] == painted[1]


@pytest.mark.parametrize("flag", ["--on-top", "--full-screen"])
def test_the_top_is_regained(desktop: Desktop, flag: str) -> None:
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1", severity="info")))
    x, y, _, _ = desktop.box("CallCue cue")
    bar = (x + 12, y + 50)
    ours = QColor(PALETTES["dark"].info).getRgb()[:3]
    assert wait_for(lambda: desktop.colour(*bar) == ours), desktop.colour(*bar)
    softphone = Softphone(desktop, flag)
    assert wait_for(lambda: desktop.colour(*bar) == ours, within=2)
    for _ in range(3):
        desktop.xdotool("windowraise", desktop.window("Softphone"))
        assert wait_for(lambda: desktop.colour(*bar) == ours, within=1.5)
    desktop.xdotool("type", "--delay", "20", "still here")
    assert wait_for(lambda: softphone.text() == "still here")
    assert overlay.program.poll() is None


def test_the_top_is_regained_while_nothing_else_happens(desktop: Desktop) -> None:
    """Asked for by a timer, with no event that would carry the request to the server."""
    RunningOverlay.showing(desktop, lines(*in_call()))
    ours = int(desktop.await_window("CallCue"))
    time.sleep(1)
    server = Display(desktop.env["DISPLAY"])
    root = server.screen().root
    other = root.create_window(0, 0, 300, 300, 0, X.CopyFromParent, override_redirect=True)
    other.map()

    def above() -> bool:
        order = [window.id for window in root.query_tree().children]
        return order.index(ours) > order.index(other.id)

    for _ in range(3):
        other.configure(stack_mode=X.Above)
        assert not above()
        assert wait_for(above, within=2)
    server.close()
