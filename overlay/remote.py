"""How a second start of the program speaks to the one that runs. Standard library only: it must be quick.

One line there (`show`), one line back: `ok`, or that it was not understood.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
import tempfile
from pathlib import Path

TIMEOUT_S = 3.0
LINE_AT_MOST = 200


def address() -> str:
    """Where this user's overlay listens: a socket in a folder of their own, on Windows a named pipe."""
    if sys.platform == "win32":
        return rf"\\.\pipe\callcue-{getpass.getuser()}"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) if runtime else Path(tempfile.gettempdir()) / f"callcue-{os.getuid()}"
    return str(folder / "callcue.sock")


def send(verb: str) -> bool:
    """Say it to the running overlay; whether there is one and it understood."""
    line = verb.encode()[:LINE_AT_MOST] + b"\n"
    try:
        answer = _through_pipe(line) if sys.platform == "win32" else _through_socket(line)
    except OSError:
        return False
    return answer.strip() == b"ok"


def _through_socket(line: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(TIMEOUT_S)
        client.connect(address())
        client.sendall(line)
        answer = b""
        while not answer.endswith(b"\n") and (more := client.recv(4096)):
            answer += more
        return answer


def _through_pipe(line: bytes) -> bytes:
    with open(address(), "r+b", buffering=0) as pipe:  # noqa: PTH123
        pipe.write(line)
        return pipe.read(4096)
