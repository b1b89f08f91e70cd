"""The link to the engine: what comes, what is skipped, who is started again, and what is said meanwhile."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import events
from overlay import engine_link
from overlay.engine_link import EngineLink
from tests.gui.rig import HERE
from tests.gui.told import in_call, lines

Make = Callable[..., EngineLink]


class Ears:
    """Attributes: heard: every event that arrived; lost: how often the engine was lost"""

    def __init__(self, link: EngineLink) -> None:
        self.heard: list[events.AnyEvent] = []
        self.lost = 0
        link.arrived.connect(self.heard.extend)
        link.lost.connect(self._count)

    def _count(self) -> None:
        self.lost += 1

    def problems(self) -> list[events.Problem]:
        return [event for event in self.heard if isinstance(event, events.Problem)]


@pytest.fixture
def make(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(engine_link, "BACK_OFF_S", (0.05, 0.1))
    links: list[EngineLink] = []

    def made(told: list[str], *more: str, once: bool = False) -> EngineLink:
        story = tmp_path / "story.jsonl"
        story.write_text("\n".join(told), encoding="utf-8")
        link = EngineLink([sys.executable, str(HERE / "engine_double.py"), str(story), *more], once)
        links.append(link)
        return link

    yield made
    for link in links:
        link.stop()


def test_events_arrive_in_their_order(make: Make, qtbot: QtBot) -> None:
    link = make(lines(*in_call()))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 4)
    assert ears.heard == list(in_call())
    assert link.skipped == 0


def test_garbage_is_counted_and_what_follows_is_heard(make: Make, qtbot: QtBot) -> None:
    unknown = '{"type":"FromTheFuture","t":1}'
    link = make(lines("#garbage", unknown, *in_call()))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 4)
    assert link.skipped == 2


def test_a_line_without_end_is_let_go(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_link, "LINE_AT_MOST", 5000)
    link = make(lines("x" * 300_000, *in_call()))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 4)
    assert link.skipped >= 1


def test_a_command_reaches_the_engine(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    link = make(lines(*in_call()), "--heard", str(heard))
    assert not link.send(events.CueDone("early"))
    link.start()
    qtbot.waitUntil(lambda: link.send(events.CueDone("c1")))
    qtbot.waitUntil(lambda: heard.exists() and '"CueDone"' in heard.read_text())


def test_a_killed_engine_comes_back_and_the_trouble_is_taken_back(make: Make, qtbot: QtBot) -> None:
    link = make(lines(*in_call()))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 4)
    os.kill(link.process_id(), signal.SIGKILL)
    qtbot.waitUntil(lambda: link.starts == 2 and len(ears.problems()) == 2)
    said, taken_back = ears.problems()
    assert (said.severity, said.solved, taken_back.solved) == ("critical", False, True)
    assert said.text.zh.startswith("分析引擎停了")
    assert ears.lost == 1


def test_an_engine_that_cannot_go_on_is_quoted_and_tried_again_and_again(make: Make, qtbot: QtBot) -> None:
    link = make(lines(), "--exit", "2")
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: link.starts >= 3)
    assert "the model folder /nowhere is missing" in ears.problems()[0].text.en


def test_a_missing_program_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_link, "BACK_OFF_S", (0.05,))
    link = EngineLink(["/nowhere/at/all"])
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.problems()) >= 2)
    assert ears.problems()[0].code == "engine_lost"
    link.stop()


def test_a_replay_that_is_over_is_over(make: Make, qtbot: QtBot) -> None:
    link = make(lines(*in_call()), "--exit", "0", once=True)
    ears = Ears(link)
    with qtbot.waitSignal(link.ended):
        link.start()
    qtbot.wait(200)
    assert (link.starts, ears.problems()) == (1, [])


def test_a_live_engine_that_ends_unasked_is_started_again(make: Make, qtbot: QtBot) -> None:
    link = make(lines(*in_call()), "--exit", "0")
    link.start()
    qtbot.waitUntil(lambda: link.starts >= 2)


def test_an_engine_that_says_nothing_any_more_is_replaced(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_link, "SILENT_S", 0.3)
    link = make(lines(*in_call()))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: link.starts >= 2)
    assert "no sign of life" in ears.problems()[0].text.en


def test_an_engine_that_tells_anything_is_alive(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_link, "SILENT_S", 0.5)
    slow: list[events.Event | str] = [*in_call()]
    for t in range(6):
        slow += ["#wait 0.2", events.CallState(t=t, level=2)]
    link = make(lines(*slow))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 10)
    assert (link.starts, ears.problems()) == (1, [])


def test_stopping_asks_first(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    link = make(lines(*in_call()), "--heard", str(heard))
    ears = Ears(link)
    link.start()
    qtbot.waitUntil(lambda: len(ears.heard) == 4)
    link.stop()
    assert not link.is_running()
    assert heard.read_text() == '{"type":"Shutdown"}\n'
    assert ears.lost == 0
