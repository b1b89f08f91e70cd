"""A real PulseAudio server of the test's own, with two null sinks: what is played there, the monitors record."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SINKS = ("customer_call", "agent_mic")


@dataclass
class SoundServer:
    """A running server; `play` starts a player and does not wait."""

    folder: Path
    process: subprocess.Popen[bytes]

    def play(self, sink: str, file: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["paplay", "-d", sink, "--latency-msec=50", str(file)])

    def control(self, *arguments: str) -> str:
        return subprocess.run(
            ["pactl", *arguments], check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


def start_server(folder: Path) -> subprocess.Popen[bytes]:
    socket = folder / "pulse" / "native"
    socket.unlink(missing_ok=True)
    modules = [f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    modules += [f"module-null-sink sink_name={sink} rate=48000 channels=2 format=s16le" for sink in SINKS]
    command = [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--use-pid-file=no",
        "--exit-idle-time=-1",
        "--log-target=stderr",
    ]
    process = subprocess.Popen(
        [*command, *(part for module in modules for part in ("-L", module))], stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if socket.exists() and not subprocess.run(["pactl", "info"], capture_output=True).returncode:
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError("pulseaudio did not start within 15 s")


@pytest.fixture
def sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    if not shutil.which("pulseaudio"):
        pytest.fail("pulseaudio is not installed: python3 packaging/dev.py test installs it")
    # A socket's path has to be short.
    folder = (
        Path(os.path.realpath(tmp_path)) if len(str(tmp_path)) < 60 else Path(f"/tmp/callcue-{os.getpid()}")
    )
    (folder / "pulse").mkdir(parents=True, exist_ok=True, mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("PULSE_RUNTIME_PATH", str(folder / "pulse"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{folder / 'pulse' / 'native'}")
    server = SoundServer(folder, start_server(folder))
    yield server
    server.kill()
