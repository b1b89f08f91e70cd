"""Which inputs this computer has, by names a person can choose from.

On Linux the sound server is asked: PortAudio shows only one `pulse` device there and never a monitor, the
source that holds what the loudspeaker plays and so the customer's voice.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from audio.sources.source import SourceError


@dataclass(frozen=True, slots=True)
class Input:
    """name: unique, stable, what settings keep; label: for people; rate in Hz; default: the system's choice."""

    name: str
    label: str
    kind: Literal["microphone", "system output"]
    channels: int
    rate: int
    default: bool = False


def portaudio() -> ModuleType:
    """sounddevice, which needs PortAudio as it is imported. Raises SourceError where that is missing."""
    try:
        import sounddevice
    except OSError as error:
        raise SourceError("portaudio.missing", "PortAudio", str(error)) from error
    return sounddevice  # type: ignore[no-any-return]


def inputs() -> list[Input]:
    """Every input, the sound server's first where there is one. Raises SourceError where PortAudio is missing."""
    return (_of_server() if sys.platform.startswith("linux") else None) or _of_portaudio()


def find(name: str, kind: Literal["microphone", "system output"]) -> Input:
    """The input of that name, or the default of its kind for "". Raises SourceError where there is none."""
    known = inputs()
    if not name:
        fitting = [i for i in known if i.kind == kind]
        chosen = next((i for i in fitting if i.default), fitting[0] if fitting else None)
    else:
        chosen = next((i for i in known if name in (i.name, i.label)), None)
    if chosen is None:
        raise SourceError("device.missing", name or kind, "not among the inputs of this computer")
    return chosen


def _of_server() -> list[Input] | None:
    """PulseAudio's or PipeWire's sources; None where no server answers."""
    import pulsectl

    try:
        with pulsectl.Pulse("callcue-devices", connect=False) as pulse:
            pulse.connect(autospawn=False, wait=False)
            server, sinks, sources = pulse.server_info(), pulse.sink_list(), pulse.source_list()
            # pulsectl's sample_spec is memory of the connection: read it while that is open.
            rates = [source.sample_spec.rate for source in sources]
    except pulsectl.PulseError:
        return None
    heard = {sink.monitor_source_name: sink.name == server.default_sink_name for sink in sinks}
    return [
        Input(
            source.name,
            source.description or source.name,
            "system output" if source.name in heard else "microphone",
            source.channel_count,
            rate,
            heard.get(source.name, source.name == server.default_source_name),
        )
        for source, rate in zip(sources, rates, strict=True)
    ]


def _of_portaudio() -> list[Input]:
    sounddevice = portaudio()
    default = sounddevice.default.device[0]
    return [
        Input(
            f"{device['name']} ({sounddevice.query_hostapis(device['hostapi'])['name']})",
            device["name"],
            "microphone",
            device["max_input_channels"],
            int(device["default_samplerate"]),
            device["index"] == default,
        )
        for device in sounddevice.query_devices()
        if device["max_input_channels"] > 0
    ]
