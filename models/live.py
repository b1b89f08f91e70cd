"""The engine in its process: its events to standard output or to the terminal, commands from standard input."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from models.engine import Engine
from models.events import Command, EndCall, Event, Problem, Shutdown, StartCall, Text, decode_command
from models.lines import LineWriter
from models.reasons import reason
from models.records.store import RecordStore
from models.remote import CommandSocket
from models.settings import Loaded, data_folder
from models.terminal import Terminal

_KEYS: dict[str, Callable[[], Command]] = {"s": StartCall, "e": EndCall, "q": Shutdown}
MAX_LINE = 65_536
START_AGAIN = 3
"""Exit code of an engine that has to be started anew; the overlay does it by itself."""


def run_engine(loaded: Loaded, as_lines: bool) -> int:
    """Until Shutdown, or until nobody reads the events any more. as_lines: for the overlay; else for a person."""
    show: Callable[[Event], None] = (
        LineWriter(sys.stdout.buffer) if as_lines else Terminal(loaded.settings.language).feed
    )
    out = _Recorded(show, lambda: engine.settings.keep_records)
    engine = Engine(loaded, out)
    reader = _read_lines if as_lines else _read_keys
    threading.Thread(target=reader, args=(engine.commands.put,), name="commands", daemon=True).start()
    try:
        socket = CommandSocket(engine.commands.put)
    except OSError as error:
        socket = None
        out(Problem(0.0, "socket.failed", _no_socket(error), severity="info"))
    try:
        engine.run()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        if socket:
            socket.close()
        out.close()
    if engine.stuck:
        # PortAudio would hang again at the end of the process, and never let go of its thread.
        sys.stdout.flush()
        os._exit(START_AGAIN)
    return 0


class _Recorded:
    """Shows every event and keeps the record of the call, while the agent's settings allow it.

    wanted: whether they do now
    """

    def __init__(self, show: Callable[[Event], None], wanted: Callable[[], bool]) -> None:
        self._show = show
        self._wanted = wanted
        self._store: RecordStore | None = None
        self._failed = False

    def __call__(self, event: Event) -> None:
        self._show(event)
        if not self._wanted():
            return
        if self._store is None and not self._failed:
            self._open()
        if self._store:
            for problem in self._store.feed(event):
                self._show(problem)

    def _open(self) -> None:
        path = data_folder() / "records.sqlite"
        try:
            self._store = RecordStore(path)
        except (OSError, sqlite3.Error) as error:
            self._failed = True
            self._show(Problem(0.0, "records.open", _no_records(path, error)))

    def close(self) -> None:
        if self._store:
            self._store.close()


def _read_lines(put: Callable[[Command], None]) -> None:
    """Commands as JSON lines; the end of the input is the end of the overlay, and so of the engine.

    Read without Python's buffer: its lock, held by a waiting thread, would abort the process as it ends.
    """
    rest = b""
    while chunk := os.read(sys.stdin.fileno(), MAX_LINE):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:MAX_LINE]
        for line in lines:
            if (command := decode_command(line)) is not None:
                put(command)
    put(Shutdown())


def _read_keys(put: Callable[[Command], None]) -> None:
    while keys := os.read(sys.stdin.fileno(), MAX_LINE):
        for key in keys.decode(errors="replace").lower():
            if (make := _KEYS.get(key)) is not None:
                put(make())


def _no_socket(error: OSError) -> Text:
    why = reason(error)
    return Text(
        zh=f"无法接收 main.py call 命令（{why.zh}）：通话请用按钮或快捷键开始和结束。",
        en=f"main.py call will not reach this engine ({why.en}): use the button or the hotkey.",
    )


def _no_records(path: Path, error: Exception) -> Text:
    why = reason(error)
    return Text(
        zh=f"通话记录打不开（{path}：{why.zh}）：本次不保存记录，通话不受影响。",
        en=f"The call records cannot be opened ({path}: {why.en}): nothing is kept this time, calls go on.",
    )
