"""Which published model fits a language and this computer."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from models.catalogue.folders import Language
from models.catalogue.published import Published

GIB = 1 << 30
NEEDS = {"small": (0.0, 1), "big-lgraph": (8.0, 4), "big": (16.0, 8)}
"""type -> memory in GiB and cores that it wants beside a softphone and a browser. Vosk's own page puts small models at
300 MB and gives big ones up to 16 GB; both legs of a call are recognised at once."""
_RANK = {"small": 0, "big-lgraph": 1, "big": 2}
_GENERAL = re.compile(r"vosk-model-(small-)?(cn|en-us)-[0-9.]+(-lgraph)?")
"""The models for everything, not those of one data set or one trade."""


@dataclass(frozen=True, slots=True)
class Machine:
    memory_gib: float
    cores: int


def this_machine() -> Machine:
    return Machine(_memory() / GIB, os.cpu_count() or 1)


def best(models: Sequence[Published], language: Language, machine: Machine) -> Published | None:
    """The biggest that the machine carries; of those of one size the general and newest one."""
    fitting = [model for model in models if model.language == language and _fits(model, machine)]
    return max(fitting, key=_worth, default=None)


def _fits(model: Published, machine: Machine) -> bool:
    memory, cores = NEEDS[model.type]
    # A machine sold with 16 GB shows a little less.
    return machine.memory_gib >= 0.9 * memory and machine.cores >= cores


def _worth(model: Published) -> tuple[bool, int, tuple[int, ...]]:
    version = tuple(int(number) for number in re.findall(r"\d+", model.version))
    return _GENERAL.fullmatch(model.name) is not None, _RANK[model.type], version


def _memory() -> int:
    """Bytes of main memory."""
    if sys.platform == "win32":

        class Status(ctypes.Structure):
            _fields_ = [
                ("length", ctypes.c_ulong),
                ("load", ctypes.c_ulong),
                *((f"size_{n}", ctypes.c_ulonglong) for n in range(7)),
            ]

        status = Status(length=ctypes.sizeof(Status))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.size_0)
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
