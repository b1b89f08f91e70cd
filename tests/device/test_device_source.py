"""Microphone and monitor through PortAudio on a real PulseAudio server."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.blocks import Block
from audio.sources.device import DeviceSource
from audio.sources.devices import find, inputs
from audio.sources.source import SourceError
from tests.device.conftest import SoundServer

pytestmark = pytest.mark.device


def tone_file(folder: Path, hz: float, seconds: float = 6.0) -> Path:
    path = folder / f"{hz:.0f}.wav"
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * hz * np.arange(round(48000 * seconds)) / 48000), 48000)
    return path


def collect(sources: list[DeviceSource], seconds: float) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {source.leg: [] for source in sources}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for source in sources:
            found[source.leg] += source.read()
        time.sleep(0.02)
    return found


def pitch(blocks: list[Block]) -> float:
    sound = np.concatenate([b.samples for b in blocks])[-blocks[0].rate :]
    return float(np.argmax(np.abs(np.fft.rfft(sound)))) * blocks[0].rate / len(sound)


def test_monitors_are_listed_as_system_output(sound_server: SoundServer) -> None:
    kinds = {i.name: i.kind for i in inputs()}
    assert kinds["customer_call.monitor"] == kinds["agent_mic.monitor"] == "system output"


def test_each_leg_hears_its_own_source_at_once(sound_server: SoundServer, tmp_path: Path) -> None:
    customer, agent = (
        DeviceSource("customer", "customer_call.monitor"),
        DeviceSource("agent", "agent_mic.monitor"),
    )
    customer.start()
    agent.start()
    try:
        players = [
            sound_server.play("customer_call", tone_file(tmp_path, 440)),
            sound_server.play("agent_mic", tone_file(tmp_path, 1000)),
        ]
        found = collect([customer, agent], 5.0)
        assert pitch(found["customer"]) == pytest.approx(440, abs=3)
        assert pitch(found["agent"]) == pytest.approx(1000, abs=3)
        times = [b.t for b in found["customer"]]
        assert times == sorted(times)
        assert customer.state == agent.state == "ok"
        for player in players:
            player.kill()
    finally:
        customer.close()
        agent.close()


def test_a_pulled_headset_is_never_replaced_by_the_other_voice(sound_server: SoundServer) -> None:
    customer = DeviceSource("customer", "customer_call.monitor")
    customer.start()
    try:
        collect([customer], 1.0)
        modules = sound_server.control("list", "short", "modules")
        module = next(line.split()[0] for line in modules.splitlines() if "sink_name=customer_call" in line)
        sound_server.control("unload-module", module)
        deadline = time.monotonic() + 8
        while customer.state == "ok" and time.monotonic() < deadline:
            collect([customer], 0.1)
        assert customer.state in ("wrong_source", "lost")
    finally:
        customer.close()


def test_a_missing_source_is_refused_with_its_name(sound_server: SoundServer) -> None:
    with pytest.raises(SourceError, match="nowhere") as caught:
        DeviceSource("customer", "nowhere").start()
    assert caught.value.code == "device.missing"


def test_without_a_name_the_customer_is_what_the_loudspeaker_plays(sound_server: SoundServer) -> None:
    sound_server.control("set-default-sink", "customer_call")
    assert find("", "system output").name == "customer_call.monitor"
