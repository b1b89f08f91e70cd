"""What the overlay asks of the engine through its standard input, and what becomes of it in the record."""

from __future__ import annotations

import json
import os
import queue
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.events import (
    CallEnded,
    CallStarted,
    Command,
    EndCall,
    EngineStatus,
    Event,
    ModelLoaded,
    PlaybookLoaded,
    Problem,
    SetSetting,
    Shutdown,
    StartCall,
    WrappedUp,
    WrapUp,
    decode_event,
    encode,
)
from tests.e2e.conftest import ROOT

PATIENCE_S = 60.0
PLAYBOOK = """\
playbook: mine
rules:
  - {id: boss, title: 请主管, say: [好], why: 因为, when: {said: {by: customer, phrases: [经理], within: 8s}}}
"""


class Engine:
    """`main.py run --events` as the overlay starts it, on a computer without sound."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {**os.environ, "PULSE_SERVER": "unix:/nowhere"}
        for name in ("CONFIG", "DATA", "POLICY"):
            environment[f"CALLCUE_{name}"] = str(folder / name.lower())
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "run", "--events"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, command: Command) -> None:
        assert self.process.stdin
        self.process.stdin.write(encode(command) + b"\n")
        self.process.stdin.flush()

    def next(self, what: type[Event], **fields: object) -> Event:
        """The next event of this kind."""
        while True:
            event = self._events.get(timeout=PATIENCE_S)
            if isinstance(event, what) and all(getattr(event, k) == v for k, v in fields.items()):
                return event

    def call(self, test: bool = False) -> str:
        """Start a call and end it; its id."""
        self.send(StartCall(test=test))
        started = self.next(CallStarted)
        assert isinstance(started, CallStarted)
        self.send(EndCall())
        self.next(CallEnded)
        return started.call

    def stop(self) -> None:
        self.send(Shutdown())
        assert self.process.wait(PATIENCE_S) == 0

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "data" / "records.sqlite") as db:
            return db.execute(query).fetchall()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if event := decode_event(line):
                self._events.put(event)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    started = Engine(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()


def test_what_the_agent_notes_is_in_the_record_and_a_test_call_is_not(engine: Engine) -> None:
    engine.next(EngineStatus, state="ready")
    call, test = engine.call(), engine.call(test=True)
    engine.send(WrapUp(call, "回电 13812345678", "待跟进"))
    assert engine.next(WrappedUp).call == call  # type: ignore[attr-defined]
    engine.send(WrapUp(test, "nothing", ""))
    engine.send(SetSetting("keep_records", "false"))
    engine.call()
    engine.stop()
    assert engine.rows("SELECT id, note, disposition FROM calls") == [
        (call, "回电 ＊＊＊＊＊＊＊＊＊＊＊", "待跟进")
    ]
    shown = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "records", "show", call],
        capture_output=True, text=True, check=True, env={**os.environ, "CALLCUE_DATA": str(engine.folder / "data")},
    ).stdout  # fmt: skip
    assert "待跟进" in shown
    assert "回电 ＊＊＊" in shown


def test_settings_are_in_force_without_a_new_start(engine: Engine, tmp_path: Path) -> None:
    ready = engine.next(PlaybookLoaded)
    assert isinstance(ready, PlaybookLoaded)
    assert {"acknowledge", "set_boundary"} < {kind.rule for kind in ready.cues}
    engine.next(EngineStatus, state="ready")
    (tmp_path / "mine.yaml").write_text(PLAYBOOK, encoding="utf-8")
    engine.send(SetSetting("playbook", str(tmp_path / "mine.yaml")))
    assert engine.next(PlaybookLoaded).name == "mine"  # type: ignore[attr-defined]
    engine.send(SetSetting("size_percent", "5000"))
    assert "size_percent" in engine.next(Problem, code="settings.refused").text.en  # type: ignore[attr-defined]
    engine.send(SetSetting("second_reading", "false"))
    parts = [engine.next(ModelLoaded).part for _ in range(4)]  # type: ignore[attr-defined]
    assert parts == ["speech", "ear", "voice", "words"]
    engine.stop()


def test_other_models_wait_for_the_end_of_the_call(engine: Engine) -> None:
    engine.next(EngineStatus, state="ready")
    engine.send(StartCall())
    engine.next(CallStarted)
    engine.send(SetSetting("second_reading", "false"))
    engine.send(EndCall())
    engine.next(CallEnded)
    assert engine.next(ModelLoaded, part="speech")
    engine.stop()


def test_settings_of_a_file_are_still_read_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text(json.dumps({"second_reading": False}))
    engine = Engine(tmp_path)
    parts = [engine.next(ModelLoaded).part for _ in range(4)]  # type: ignore[attr-defined]
    assert "reading" not in parts
    engine.stop()
