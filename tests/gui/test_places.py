"""Where the strip stands: remembered, kept on the screen, and back where it was when a monitor returns."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from overlay.placement import cornered, docked, first_place, kept_inside, nearest, stacked
from overlay.places import Places
from tests.gui.rig import Desktop, RunningOverlay, wait_for
from tests.gui.told import cue, in_call, lines

GROUND = QRect(0, 0, 1600, 900)
SIZE = QSize(372, 48)
_near = st.integers(-5000, 5000)


@given(_near, _near)
def test_a_window_is_always_wholly_on_the_ground(x: int, y: int) -> None:
    assert GROUND.contains(QRect(kept_inside(QPoint(x, y), SIZE, GROUND), SIZE))


def test_a_window_on_the_ground_stays_where_it_is() -> None:
    assert kept_inside(QPoint(100, 200), SIZE, GROUND) == QPoint(100, 200)


def test_the_first_place_is_top_right() -> None:
    assert first_place(SIZE, GROUND, 24) == QPoint(1600 - 372 - 24, 24)


def test_cards_hang_below_in_the_upper_half_and_stand_above_in_the_lower() -> None:
    card = QSize(372, 126)
    top, bottom = QRect(QPoint(100, 24), SIZE), QRect(QPoint(100, 800), SIZE)
    assert stacked(top, [card, card], GROUND, 8) == [QPoint(100, 80), QPoint(100, 214)]
    assert stacked(bottom, [card, card], GROUND, 8) == [QPoint(100, 666), QPoint(100, 532)]


@given(_near, _near, st.lists(st.integers(20, 200), max_size=3))
def test_nothing_that_hangs_on_the_strip_leaves_the_ground(x: int, y: int, heights: list[int]) -> None:
    strip = QRect(kept_inside(QPoint(x, y), SIZE, GROUND), SIZE)
    sizes = [QSize(372, high) for high in heights]
    for place, size in zip(stacked(strip, sizes, GROUND, 8), sizes, strict=True):
        assert GROUND.contains(QRect(place, size))


@pytest.mark.parametrize(
    ("dropped", "docks"),
    [
        (QPoint(10, 400), QPoint(0, 400)),
        (QPoint(1600 - 372 - 9, 12), QPoint(1600 - 372, 0)),
        (QPoint(500, 900 - 48 - 16), QPoint(500, 900 - 48)),
        (QPoint(500, 400), QPoint(500, 400)),
        (QPoint(17, 17), QPoint(17, 17)),
    ],
)
def test_close_to_an_edge_it_docks(dropped: QPoint, docks: QPoint) -> None:
    assert docked(dropped, SIZE, GROUND, 16) == docks


@pytest.mark.parametrize(
    ("corner", "place"),
    [
        ("top_left", QPoint(8, 8)),
        ("top", QPoint(613, 8)),
        ("top_right", QPoint(1600 - 372 - 8, 8)),
        ("bottom_left", QPoint(8, 900 - 48 - 8)),
        ("bottom", QPoint(613, 900 - 48 - 8)),
        ("bottom_right", QPoint(1600 - 372 - 8, 900 - 48 - 8)),
    ],
)
def test_the_named_places(corner: str, place: QPoint) -> None:
    assert cornered(corner, SIZE, GROUND, 8) == place


def test_the_nearest_screen() -> None:
    left, right = QRect(0, 0, 800, 900), QRect(800, 0, 800, 900)
    assert nearest(QPoint(900, 10), [left, right]) == right
    assert nearest(QPoint(-50, 10), [left, right]) == left
    assert nearest(QPoint(3000, 10), [left, right]) == right


def test_places_are_kept_for_each_arrangement(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "places.json"
    Places(file).put("one screen", QPoint(10, 20))
    Places(file).put("two screens", QPoint(900, 20))
    assert Places(file).get("one screen") == QPoint(10, 20)
    assert Places(file).get("two screens") == QPoint(900, 20)
    assert Places(file).get("three") is None


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"a": 1}', '{"a": [1]}', '{"a": ["x", "y"]}'])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "places.json"
    file.write_text(broken)
    assert Places(file).get("a") is None


# --- on a real desktop


@pytest.fixture(autouse=True)
def _still(request: pytest.FixtureRequest) -> None:
    """Windows that stand at once where they will stand."""
    for name in ("desktop", "plain_desktop"):
        if name in request.fixturenames:
            request.getfixturevalue(name).settings(reduce_motion=True)


def _drag(desktop: Desktop, x: int, y: int) -> None:
    left, top, _, high = desktop.box("CallCue")
    desktop.xdotool(
        "mousemove", str(left + 10), str(top + high // 2), "sleep", "0.2", "mousedown", "1", "sleep", "0.1",
        "mousemove", str(left + 60), str(top + high // 2), "sleep", "0.1",
        "mousemove", str(x + 10), str(y + high // 2), "sleep", "0.2", "mouseup", "1",
    )  # fmt: skip


def _stands_at(desktop: Desktop, x: int, y: int) -> bool:
    return bool(wait_for(lambda: desktop.box("CallCue")[:2] == (x, y), within=5))


@pytest.mark.x11
def test_the_strip_is_dragged_by_its_grip_and_found_there_again(desktop: Desktop) -> None:
    overlay = RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    _drag(desktop, 300, 700)
    assert _stands_at(desktop, 300, 700), desktop.box("CallCue")
    card = desktop.box("CallCue cue")
    assert card[1] + card[3] + 8 == 700, "in the lower half the card stands above the strip"
    overlay.close()
    RunningOverlay.showing(desktop, lines(*in_call()))
    assert _stands_at(desktop, 300, 700), desktop.box("CallCue")


def _monitors(desktop: Desktop, *commands: list[str]) -> None:
    for command in commands:
        subprocess.run(["xrandr", *command], env=desktop.env, check=True, timeout=20)


@pytest.mark.x11
def test_a_monitor_is_unplugged_and_comes_back(desktop: Desktop) -> None:
    left = ["--setmonitor", "L", "800/200x900/225+0+0", "screen"]
    right = ["--setmonitor", "R", "800/200x900/225+800+0", "none"]
    _monitors(desktop, left, right)
    RunningOverlay.showing(desktop, lines(*in_call()))
    _drag(desktop, 1100, 300)
    assert _stands_at(desktop, 1100, 300), desktop.box("CallCue")
    _monitors(desktop, ["--delmonitor", "R"])
    assert wait_for(lambda: desktop.box("CallCue")[0] + 372 <= 800), desktop.box("CallCue")
    _monitors(desktop, right)
    assert _stands_at(desktop, 1100, 300), desktop.box("CallCue")


@pytest.mark.x11
def test_two_monitors_of_different_scale(desktop: Desktop) -> None:
    """Twice the pixels on the right one; the strip is whole on either, and as large to the eye."""
    _monitors(
        desktop,
        ["--setmonitor", "L", "800/200x900/225+0+0", "screen"],
        ["--setmonitor", "R", "800/100x900/112+800+0", "none"],
    )
    desktop.env["QT_SCREEN_SCALE_FACTORS"] = "L=1;R=2"
    RunningOverlay.showing(desktop, lines(*in_call(), cue("c1")))
    assert desktop.box("CallCue")[2:] == (372, 48)
    _drag(desktop, 830, 100)

    def is_whole_on_the_right_one() -> bool:
        x, _, wide, high = desktop.box("CallCue")
        return (wide, high) == (744, 96) and 800 <= x <= x + wide <= 1600

    assert wait_for(is_whole_on_the_right_one), desktop.box("CallCue")
    x, y, _, high = desktop.box("CallCue")
    assert wait_for(lambda: desktop.box("CallCue cue")[:3] == (x, y + high + 16, 744)), desktop.box(
        "CallCue cue"
    )


@pytest.mark.x11
def test_without_a_compositor_the_panes_are_opaque(plain_desktop: Desktop) -> None:
    RunningOverlay.showing(plain_desktop, lines(*in_call()))
    x, y, wide, high = plain_desktop.box("CallCue")
    ground = (0x12, 0x17, 0x1F)
    for place in ((x + wide // 2, y + 4), (x + 6, y + high - 4), (x + 3, y + 3)):
        assert wait_for(lambda place=place: plain_desktop.colour(*place) == ground, within=5), place
