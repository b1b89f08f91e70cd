from __future__ import annotations

import queue
import socket
import stat
import sys
from pathlib import Path

import pytest

from models.events import Command, EndCall, StartCall
from models.remote import CommandSocket, send


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CALLCUE_DATA", str(tmp_path))
    return tmp_path


def test_a_command_reaches_the_engine() -> None:
    got: queue.Queue[Command] = queue.Queue()
    listening = CommandSocket(got.put)
    try:
        assert send(StartCall("command"))
        assert send(EndCall("command"))
        assert [got.get(timeout=2), got.get(timeout=2)] == [StartCall("command"), EndCall("command")]
    finally:
        listening.close()


def test_without_an_engine_nothing_is_sent() -> None:
    assert not send(StartCall("command"))


def test_after_a_crash_the_next_engine_takes_over(data: Path) -> None:
    got: queue.Queue[Command] = queue.Queue()
    CommandSocket(got.put)
    second = CommandSocket(got.put)
    try:
        assert send(StartCall("command"))
    finally:
        second.close()
    assert not send(StartCall("command"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no file mode")
def test_only_this_user_may_speak(data: Path) -> None:
    listening = CommandSocket(lambda command: None)
    try:
        mode = stat.S_IMODE((data / "engine.socket").stat().st_mode)
        assert mode == 0o600
    finally:
        listening.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a Unix socket is spoken to by hand")
def test_a_stranger_without_the_secret_does_no_harm(data: Path) -> None:
    got: queue.Queue[Command] = queue.Queue()
    listening = CommandSocket(got.put)
    try:
        name = (data / "engine.socket").read_text().splitlines()[0]
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(name)
            stranger.sendall(b"\x00\x00\x00\x10" + b'{"type":"x"}    ')
        assert send(StartCall("command"))
        assert got.get(timeout=2) == StartCall("command")
        assert got.empty()
    finally:
        listening.close()
