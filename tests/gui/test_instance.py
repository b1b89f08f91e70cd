"""One overlay a user: the second start speaks to the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from overlay import remote
from overlay.instance import Instance
from tests.gui.rig import ROOT


def _ask(verb: str, qtbot: QtBot) -> bool:
    """From another process, as a second start would."""
    code = f"import sys; from overlay.remote import send; sys.exit(not send({verb!r}))"
    asking = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    qtbot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
    return asking.returncode == 0


def test_nobody_answers_where_nobody_runs() -> None:
    assert not remote.send("show")


def test_a_second_start_is_heard(qtbot: QtBot) -> None:
    heard: list[str] = []

    def answer(verb: str) -> bool:
        heard.append(verb)
        return verb == "show"

    instance = Instance(answer)
    instance.listen()
    assert _ask("show", qtbot)
    assert not _ask("dance", qtbot)
    assert heard == ["show", "dance"]
    instance.close()
    assert not remote.send("show")


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no file")
def test_the_socket_is_this_users_alone_and_a_dead_one_is_replaced(qapp: object) -> None:
    where = Path(remote.address())
    where.write_text("left by a crash")
    instance = Instance(lambda verb: True)
    instance.listen()
    assert where.stat().st_mode & 0o077 == 0
    instance.close()


def test_the_client_needs_neither_qt_nor_models() -> None:
    code = "import sys; import overlay.remote; print([m for m in sys.modules if 'PySide' in m or 'msgspec' in m])"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    )
    assert said.stdout.strip() == "[]"
