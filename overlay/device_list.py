"""Which sound inputs this computer has, asked of the door, for the overlay has no ears of its own.

The command prints one JSON array of objects with `name`, `label`, `kind` and `default`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, QProcess, Signal


class Device(msgspec.Struct, frozen=True):
    """name: what settings keep; label: for people; kind: "microphone" or "system output" """

    name: str
    label: str = ""
    kind: str = "microphone"
    default: bool = False


# What a setting of a source looks for first.
FITTING = {"customer_source": "system output", "agent_source": "microphone"}


def offered(devices: Sequence[Device], setting: str) -> list[tuple[str, str]]:
    """(name, label) of all devices for this setting, those of its kind first; of equal labels the names tell."""
    ranked = sorted(devices, key=lambda device: device.kind != FITTING.get(setting))
    often = Counter(device.label for device in devices)
    return [
        (device.name, f"{device.label} ({device.name})" if often[device.label] > 1 else device.label)
        for device in ranked
    ]


class DeviceList(QObject):
    """Asks again with each `ask`.

    Signals: listed: a list of devices, empty where the question failed
    """

    listed = Signal(list)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    def ask(self) -> None:
        if self._command and self._process.state() == QProcess.ProcessState.NotRunning:
            self._process.start(self._command[0], self._command[1:])

    def close(self) -> None:
        self._process.kill()
        self._process.waitForFinished(500)

    def _finished(self) -> None:
        try:
            devices = msgspec.json.decode(self._process.readAllStandardOutput().data(), type=list[Device])
        except msgspec.DecodeError:
            devices = []
        self.listed.emit(devices)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.listed.emit([])
