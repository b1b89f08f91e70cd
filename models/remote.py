"""`main.py call start|end` reaches the running engine: one command over a local socket of this user alone.

The socket's name and a secret lie in the user's data folder, readable by this user only. Messages are the
JSON commands of models/events.py; nothing is unpickled.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from models.events import Command, decode_command, encode
from models.settings import data_folder

MAX_BYTES = 10_000
FAILURES = (OSError, EOFError, ValueError, AssertionError)


def _address_file() -> Path:
    return data_folder() / "engine.socket"


class CommandSocket:
    """Listens until closed; every command that arrives is handed to `put`, in a thread of its own."""

    def __init__(self, put: Callable[[Command], None]) -> None:
        """Raises OSError where no socket can be made."""
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = secrets.token_hex(16)
        name = (
            rf"\\.\pipe\callcue-{secret[:8]}"
            if sys.platform == "win32"
            else str(folder / f"{secret[:8]}.sock")
        )
        self._listener = Listener(name, authkey=secret.encode())
        file = _address_file()
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(f"{name}\n{secret}\n")
        self._written = file.read_text()
        self._put = put
        self._closed = False
        threading.Thread(target=self._serve, name="command-socket", daemon=True).start()

    def close(self) -> None:
        self._closed = True
        with contextlib.suppress(OSError):
            self._listener.close()
        with contextlib.suppress(OSError):
            if _address_file().read_text() == self._written:
                _address_file().unlink()

    def _serve(self) -> None:
        while not self._closed:
            try:
                connection = self._listener.accept()
            except Exception:  # a stranger, a broken handshake, or the end
                continue
            with contextlib.suppress(*FAILURES), connection:
                command = decode_command(connection.recv_bytes(MAX_BYTES))
                if command is not None:
                    self._put(command)
                connection.send_bytes(b"ok" if command is not None else b"unknown")


def send(command: Command, timeout_s: float = 2.0) -> bool:
    """Whether a running engine took the command."""
    try:
        name, secret = _address_file().read_text().split("\n")[:2]
        connection: Connection = Client(name, authkey=secret.encode())
        with connection:
            connection.send_bytes(encode(command))
            return connection.poll(timeout_s) and connection.recv_bytes(MAX_BYTES) == b"ok"
    except FAILURES:
        return False
