"""A microphone, or what the loudspeaker plays, as a source: through PortAudio, by name.

PortAudio calls back in a thread of its own; all that happens there is a copy into a bounded queue.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from audio.blocks import Block, HealthState, Leg, Samples
from audio.sources.clock import SampleClock
from audio.sources.devices import Input, find, portaudio
from audio.sources.pulse import Routed
from audio.sources.source import SourceError

QUEUE_S = 10.0
FIRST_DATA_S = 4.0
"""An idle monitor of PulseAudio gives its first sound only after about 2 s."""
DATA_S = 1.0
BLOCK_S = 0.02

CLOSE_S = 2.0

_opening = threading.Lock()


class DeviceSource:
    """Source: one input of this computer.

    leg: whose voice; name: as `main.py devices` lists it, "" for the system's default (customer: what the
    loudspeaker plays, agent: the microphone); clock: seconds, common to both legs
    stuck: PortAudio could not close a stream; it will hang again as the process ends by itself
    """

    def __init__(self, leg: Leg, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.leg = leg
        self.name = name
        self.dropped = 0
        self.stuck = False
        self._clock = clock
        self._queue: deque[tuple[float, Samples]] = deque(maxlen=round(QUEUE_S / BLOCK_S))
        self._stream: Any = None
        self._routed: Routed | None = None
        self._last_data = 0.0
        self._patience = FIRST_DATA_S

    def start(self) -> None:
        """Open the device. Raises SourceError with the reason."""
        self.close()
        chosen = find(self.name, "system output" if self.leg == "customer" else "microphone")
        self.name = chosen.name
        self._samples = SampleClock(chosen.rate)
        self._rate = chosen.rate
        self._last_data, self._patience = self._clock(), FIRST_DATA_S
        self._stream, self._routed = _open(chosen, self._arrived)

    def read(self) -> list[Block]:
        """What has come since the last time, in pieces as the device gave them."""
        blocks = []
        while self._queue:
            arrived, samples = self._queue.popleft()
            blocks.append(Block(self.leg, self._samples.stamp(arrived, len(samples)), samples, self._rate))
        if blocks:
            self._last_data, self._patience = self._clock(), DATA_S
        return blocks

    @property
    def state(self) -> HealthState:
        """ "lost" when the device is gone, "wrong_source" when the server moved us, "no_data" when it is mute."""
        if self._stream is None or not self._stream.active:
            return "lost"
        if self._routed is not None and not self._routed.still_there():
            return "wrong_source"
        if self._clock() - self._last_data > self._patience:
            return "no_data"
        return "ok"

    def close(self) -> None:
        stream, self._stream, self._routed = self._stream, None, None
        if stream is not None:
            self.stuck = not _closed(stream) or self.stuck
        self._queue.clear()

    def _arrived(self, data: Any, frames: int, _time: Any, _status: Any) -> None:
        if len(self._queue) == self._queue.maxlen:
            self.dropped += 1
        self._queue.append((self._clock(), data.mean(axis=1, dtype=np.float32)))


def _open(chosen: Input, arrived: Callable[..., None]) -> tuple[Any, Routed | None]:
    sounddevice = portaudio()
    served = sys.platform.startswith("linux") and _has_pulse(sounddevice)
    # ALSA's pulse plug-in reads the source's name from the environment as it opens: one at a time.
    with _opening:
        routed = Routed(chosen.name) if served else None
        if served:
            os.environ["PULSE_SOURCE"] = chosen.name
        try:
            stream = sounddevice.InputStream(
                device="pulse" if served else _index(sounddevice, chosen),
                samplerate=chosen.rate,
                channels=min(chosen.channels, 2),
                blocksize=round(chosen.rate * BLOCK_S),
                dtype="float32",
                latency="low",
                callback=arrived,
            )
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise SourceError("device.refused", chosen.name, str(error)) from error
        finally:
            os.environ.pop("PULSE_SOURCE", None)
        if routed is not None:
            routed.opened()
    return stream, routed


def _has_pulse(sounddevice: Any) -> bool:
    """Whether PortAudio sees the server; if it started after us PortAudio has to look again."""
    for _ in range(2):
        if any(d["name"] == "pulse" and d["max_input_channels"] for d in sounddevice.query_devices()):
            return True
        sounddevice._terminate()
        sounddevice._initialize()
    return False


def _index(sounddevice: Any, chosen: Input) -> int:
    for device in sounddevice.query_devices():
        host = sounddevice.query_hostapis(device["hostapi"])["name"]
        if f"{device['name']} ({host})" == chosen.name:
            return int(device["index"])
    raise SourceError("device.missing", chosen.name, "not among the inputs of this computer")


def _closed(stream: Any) -> bool:
    """Whether the stream let itself be closed in time: with a dead sound server PortAudio may wait for ever."""

    def close() -> None:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)

    closing = threading.Thread(target=close, name="closing", daemon=True)
    closing.start()
    closing.join(CLOSE_S)
    return not closing.is_alive()
