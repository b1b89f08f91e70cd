"""An engine that dies, is missing or complains: the agent is told, and a new one is started."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from models import events
from tests.gui.rig import Desktop, RunningOverlay, wait_for
from tests.gui.told import in_call, lines

pytestmark = pytest.mark.x11


def test_a_killed_engine_is_started_again(desktop: Desktop) -> None:
    overlay = RunningOverlay.showing(desktop, lines(*in_call()))
    first = wait_for(overlay.engine_process)
    assert not desktop.window("CallCue notice")
    os.kill(int(str(first)), signal.SIGKILL)
    desktop.await_window("CallCue notice")
    assert wait_for(lambda: overlay.engine_process() not in (0, first))
    desktop.await_gone("CallCue notice")


def test_a_missing_engine_is_said(desktop: Desktop) -> None:
    RunningOverlay(desktop, sys.executable, str(desktop.folder / "no-such-engine.py"))
    desktop.await_window("CallCue notice")


def test_what_the_engine_finds_wrong_is_said(desktop: Desktop) -> None:
    text = events.Text("没有找到麦克风：请插上耳机。", "No microphone was found: plug in a headset.")
    problem = events.Problem(t=0, code="no_device", text=text, leg="agent", severity="critical")
    RunningOverlay.showing(desktop, lines(events.EngineStatus(t=0, state="ready"), problem))
    desktop.await_window("CallCue notice")


def test_quitting_ends_the_engine(desktop: Desktop) -> None:
    overlay = RunningOverlay.showing(desktop, lines(*in_call()))
    engine = int(str(wait_for(overlay.engine_process)))
    assert overlay.close() == 0
    assert wait_for(lambda: not Path(f"/proc/{engine}").exists())
    assert overlay.heard()[-1] == {"type": "Shutdown"}
