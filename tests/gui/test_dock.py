"""The dock: what is pressed becomes a command, what is told becomes windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from models import events
from overlay.gallery import play
from overlay.offscreen import Stage
from overlay.scenes import scenes
from overlay.widgets import icons
from tests.gui.told import cue, gone, in_call


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    made = Stage("en")
    for event in in_call():
        made.feed(event)  # type: ignore[arg-type]
    return made


def _asked(stage: Stage) -> list[events.Command]:
    asked: list[events.Command] = []
    stage.dock.asked.connect(asked.append)
    return asked


def test_the_card_comes_and_goes(stage: Stage) -> None:
    assert not stage.dock.card.isVisible()
    stage.feed(cue("a"))
    assert stage.dock.card.isVisible()
    assert stage.dock.card.say.text == "我能理解您现在很着急。"
    stage.feed(gone("a"))
    assert not stage.dock.card.isVisible()


@pytest.mark.parametrize(
    ("press", "command"),
    [
        (lambda card: card.done_button, events.CueDone("a")),
        (lambda card: card.dismiss_button, events.CueDismiss("a")),
        (lambda card: card.more.helpful, events.CueRate("a", True)),
        (lambda card: card.more.unhelpful, events.CueRate("a", False)),
        (lambda card: card.more.later, events.CueSnooze("a")),
        (lambda card: card.more.never, events.CueMute("a")),
    ],
)
def test_each_button_of_the_card_is_a_command(stage: Stage, qtbot: QtBot, press, command) -> None:  # type: ignore[no-untyped-def]
    stage.feed(cue("a"))
    asked = _asked(stage)
    qtbot.mouseClick(stage.dock.card.details_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(press(stage.dock.card), Qt.MouseButton.LeftButton)
    assert asked == [command]


def test_a_click_on_the_sentence_or_its_button_gives_another_wording(stage: Stage, qtbot: QtBot) -> None:
    stage.feed(cue("a"))
    card = stage.dock.card
    qtbot.mouseClick(card.wording_button, Qt.MouseButton.LeftButton)
    assert card.say.text == "让您久等了。"
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.say.geometry().center())
    assert card.say.text == "我能理解您现在很着急。"


def test_why_unfolds_and_folds_again(stage: Stage, qtbot: QtBot) -> None:
    reason = events.Reason("rate", 0.5, text=events.Text("快三成", "A third faster"))
    stage.feed(cue("a", reasons=(reason,)))
    card, folded = stage.dock.card, stage.dock.card.height()
    qtbot.mouseClick(card.details_button, Qt.MouseButton.LeftButton)
    assert card.more.isVisible()
    assert card.more.reasons[0].text == "A third faster"
    assert card.height() > folded
    qtbot.mouseClick(card.details_button, Qt.MouseButton.LeftButton)
    assert (card.more.isVisible(), card.height()) == (False, folded)


def test_the_next_cue_peeks_out_and_comes_up_when_its_turn_is(stage: Stage) -> None:
    stage.feed(cue("a"))
    alone = stage.dock.card.height()
    stage.feed(cue("b", title="给出选择", place="waiting", severity="info"))
    card = stage.dock.card
    assert (card.view.title, card.view.next_title) == ("先认可感受", "给出选择")
    assert card.height() > alone
    stage.feed(gone("a"))
    stage.feed(events.CueUpdated(2, "b"))
    assert (card.title.text, card.view.next_title, card.height()) == ("给出选择", "", alone)


def test_the_tick_of_a_followed_cue_draws_itself_without_a_sound(qtbot: QtBot) -> None:
    stage = Stage("en")
    stage.dock.dress(replace(stage.theme, moves=True))
    for event in (*in_call(), cue("a")):
        stage.feed(event)  # type: ignore[arg-type]
    seen = []
    stage.dock.card._tick.valueChanged.connect(seen.append)
    stage.feed(events.CueFollowed(2, "a", "acknowledge", "words"))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 1.0)
    assert stage.dock.card._tick.duration() < 200
    stage.close()


def test_a_followed_cue_has_no_buttons_and_leaves_after_its_tick(stage: Stage, qtbot: QtBot) -> None:
    stage.feed(cue("a"))
    stage.feed(events.CueFollowed(2, "a", "acknowledge", "words"))
    card = stage.dock.card
    assert card.isVisible()
    assert not card.done_button.isVisible()
    qtbot.waitUntil(lambda: not card.isVisible(), timeout=3000)


def test_the_buttons_of_the_strip(stage: Stage, qtbot: QtBot) -> None:
    asked, strip = _asked(stage), stage.dock.strip
    assert not strip.call_button.isVisible()
    stage.dock.reach()
    qtbot.mouseClick(strip.call_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(strip.pause_button, Qt.MouseButton.LeftButton)
    assert asked == [events.EndCall(by="button"), events.Pause(on=True)]
    stage.feed(events.EngineStatus(t=1, state="paused"))
    qtbot.mouseClick(strip.pause_button, Qt.MouseButton.LeftButton)
    assert asked[-1] == events.Pause(on=False)
    with qtbot.waitSignals([stage.dock.transcript, stage.dock.settings]):
        strip.transcript_button.click()
        strip.settings_button.click()


def test_the_notice_leads_to_the_devices(stage: Stage, qtbot: QtBot) -> None:
    stage.feed(events.LegHealth(5, "agent", "silent", text=events.Text("x", "No sound.")))
    notice = stage.dock.notice
    assert notice.isVisible()
    with qtbot.waitSignal(stage.dock.settings):
        qtbot.mouseClick(notice.chip, Qt.MouseButton.LeftButton)
    stage.feed(events.LegHealth(6, "agent", "ok"))
    assert not notice.isVisible()


def test_what_is_not_grave_can_be_put_away_and_what_is_grave_stays(stage: Stage, qtbot: QtBot) -> None:
    notice = stage.dock.notice
    stage.feed(events.Problem(5, "a", events.Text("x", "A trifle."), severity="warn"))
    stage.feed(events.Problem(6, "b", events.Text("x", "A disaster."), severity="critical"))
    assert (notice.view.text, notice.dismiss_button.isVisible()) == ("A disaster.", False)
    stage.feed(events.Problem(7, "b", events.Text("", ""), solved=True))
    assert notice.view.text == "A trifle."
    qtbot.mouseClick(notice.dismiss_button, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_windows_hang_under_the_strip_without_touching(stage: Stage) -> None:
    stage.feed(cue("a"))
    stage.feed(events.LegHealth(5, "agent", "silent", text=events.Text("x", "No sound.")))
    strip, notice, card = (pane.geometry() for pane in (stage.dock.strip, stage.dock.notice, stage.dock.card))
    assert notice.top() == strip.bottom() + 1 + 8
    assert card.top() == notice.bottom() + 1 + 8
    assert strip.width() == notice.width() == card.width()


def test_the_card_after_the_call_is_closed_by_its_cross(stage: Stage, qtbot: QtBot) -> None:
    stage.feed(events.CallEnded(60, "c", "button"))
    summary = stage.dock.summary
    assert summary.isVisible()
    qtbot.mouseClick(summary.close_button, Qt.MouseButton.LeftButton)
    assert not summary.isVisible()


def _hard_call(stage: Stage) -> None:
    for t in range(200):
        stage.feed(events.CallState(t / 2, 7))
    stage.feed(events.EngineStatus(t=100, state="ready"))
    stage.feed(events.CallEnded(100, "c", "button"))


def test_after_a_hard_call_a_minute_to_breathe_until_the_next_one(stage: Stage, qtbot: QtBot) -> None:
    _hard_call(stage)
    breathing = stage.dock.breathing
    qtbot.mouseClick(stage.dock.summary.breathe_chip, Qt.MouseButton.LeftButton)
    assert breathing.isVisible()
    assert not stage.dock.summary.isVisible()
    words = []
    for second in (1.0, 5.0, 11.0):
        breathing.show_second(second)
        words.append(breathing.accessibleName())
    assert words == ["Breathe in", "And slowly out", "Breathe in"]
    stage.feed(events.CallStarted(t=0, call="d", by="button"))
    assert not breathing.isVisible()


def test_a_break_is_a_pause(stage: Stage, qtbot: QtBot) -> None:
    _hard_call(stage)
    asked = _asked(stage)
    qtbot.mouseClick(stage.dock.summary.break_chip, Qt.MouseButton.LeftButton)
    assert asked == [events.Pause(on=True)]
    assert not stage.dock.summary.isVisible()


def test_a_picture_of_every_scene_differs_from_every_other(qtbot: QtBot, tmp_path: Path) -> None:
    seen: dict[bytes, str] = {}
    for scene in scenes():
        made = Stage("zh")
        play(made, scene, "zh")
        image = QImage(str(made.grab(tmp_path / "scene.png", pixels=1)))
        assert image.width() == 372 + 2 * 24
        bits = image.constBits().tobytes()
        assert bits not in seen, f"{scene.name} looks like {seen.get(bits)}"
        seen[bits] = scene.name
        made.close()


def test_a_picture_that_cannot_be_written_is_an_error(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        stage.grab(tmp_path / "no" / "such" / "folder.png")


def test_every_default_cue_has_an_icon_of_its_own() -> None:
    ids = (
        "listen acknowledge validate restate open_question ask_need let_vent offer_options concrete_steps "
        "positive_language no_blame reassure plain_words slow_down dead_air set_boundary supervisor retain "
        "vulnerable apologise_once thank follow_up feedback breathe"
    )
    assert [name for name in ids.split() if not icons.known(name)] == []
