"""A call through a real PulseAudio server shows the cues that a replay of the same files shows."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from models.events import (
    CallStarted,
    Command,
    CueShown,
    EndCall,
    EngineStatus,
    Event,
    LegHealth,
    LegLevel,
    Problem,
    Shutdown,
    StartCall,
    decode_event,
    encode,
)
from models.replay import legs_of, replay
from tests.device.conftest import SoundServer, start_server
from tests.e2e.conftest import ROOT, parts

pytestmark = pytest.mark.device
CALL = ROOT / "tests" / "data" / "unseen-calls" / "61"


class LiveEngine:
    """`main.py run --events` as the overlay starts it."""

    def __init__(self, folder: Path) -> None:
        config = folder / "config"
        config.mkdir(exist_ok=True)
        (config / "settings.json").write_text(json.dumps({"start_by_speech": False}))
        environment = {**os.environ, "CALLCUE_CONFIG": str(config), "CALLCUE_DATA": str(folder / "data")}
        command = [sys.executable, str(ROOT / "main.py"), "run", "--events"]
        command += ["--customer", "customer_call.monitor", "--agent", "agent_mic.monitor"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.events: list[Event] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, command: Command) -> None:
        assert self._process.stdin
        self._process.stdin.write(encode(command) + b"\n")
        self._process.stdin.flush()

    def wait_for(
        self, what: type[Event] | tuple[type[Event], ...], seconds: float, **fields: object
    ) -> Event:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in list(self.events):
                if isinstance(event, what) and all(getattr(event, k, v) == v for k, v in fields.items()):
                    return event
            time.sleep(0.05)
        raise AssertionError(f"no {what} {fields} within {seconds} s; last: {self.events[-3:]}")

    def levels_since(self, event: Event) -> int:
        """How many meter readings of the customer's leg came after an event."""
        after = self.events[self.events.index(event) :]
        return sum(isinstance(e, LegLevel) and e.leg == "customer" for e in after)

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> int:
        self.send(Shutdown())
        code = self._process.wait(30)
        self._reader.join(5)
        return code

    def kill(self) -> None:
        self._process.kill()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if (event := decode_event(line)) is not None:
                self.events.append(event)


def cues(events: list[Event] | tuple[Event, ...]) -> list[tuple[str, float]]:
    """Rule and time of every cue."""
    return [(e.rule, e.t) for e in events if isinstance(e, CueShown)]


def same(live: list[tuple[str, float]], stored: list[tuple[str, float]]) -> bool:
    """The same cues in the same order within half a second, whenever the playing began."""
    if [rule for rule, _ in live] != [rule for rule, _ in stored]:
        return False
    apart = [t - u for (_, t), (_, u) in zip(live, stored, strict=True)]
    return max(abs(a - statistics.median(apart)) for a in apart) <= 0.5


def live_take(sound_server: SoundServer, folder: Path, call: Path) -> list[tuple[str, float]]:
    """The cues of one call that is played into both sinks at real speed."""
    customer, agent = legs_of(call)
    folder.mkdir()
    engine = LiveEngine(folder)
    try:
        engine.wait_for(EngineStatus, 60, state="ready")
        for leg in ("customer", "agent"):
            engine.wait_for(LegLevel, 30, leg=leg)
        time.sleep(2.5)  # an idle null sink renders 2 s ahead when it is first heard
        engine.send(StartCall("command"))
        engine.wait_for(CallStarted, 10)
        players = [sound_server.play("customer_call", customer), sound_server.play("agent_mic", agent)]
        for player in players:
            assert player.wait(180) == 0
        time.sleep(1.5)
        engine.send(EndCall("command"))
        assert engine.stop() == 0
    finally:
        engine.kill()
    return cues(engine.events)


def test_live_is_replay(sound_server: SoundServer, tmp_path: Path) -> None:
    """Every cue of the replay within half a second, and no other.

    The detectors' frames (20 to 32 ms) never lie on the sound as those of the file do. That moves a score by a
    hundredth: where one lies on a threshold a cue may come in one take and not in the next (about one in ten over
    many calls). The call here has none that does; a second take is for a machine that was busy.
    """
    stored = cues(list(replay(*legs_of(CALL), parts())))
    assert len(stored) >= 3
    takes = []
    for take in ("first", "second"):
        takes.append(live_take(sound_server, tmp_path / take, CALL))
        if same(takes[-1], stored):
            break
    assert any(same(take, stored) for take in takes), (takes, stored)


def test_a_killed_sound_server_is_said_and_a_new_one_is_used(
    sound_server: SoundServer, tmp_path: Path
) -> None:
    engine = LiveEngine(tmp_path)
    try:
        engine.wait_for(LegLevel, 60, leg="customer")
        sound_server.kill()
        said = engine.wait_for((LegHealth, Problem), 20, code="sound.stuck", state="lost")
        assert said.text.zh
        assert said.text.en
        sound_server.process = start_server(sound_server.folder)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not engine.ended and engine.levels_since(said) == 0:
            time.sleep(0.1)
        if engine.ended:  # PortAudio's thread was caught: the overlay would start it anew
            engine = LiveEngine(tmp_path)
            engine.wait_for(LegLevel, 60, leg="customer")
        else:
            assert engine.levels_since(said)
    finally:
        engine.kill()
