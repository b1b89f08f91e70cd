"""Level meters of all inputs in the terminal: which one is whose voice?"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import numpy as np

from audio.sources.device import DeviceSource
from audio.sources.devices import Input
from audio.sources.source import SourceError
from models.events import Text

BEAT_S = 0.1
WIDTH = 30
FLOOR_DB = -60.0
NOT_OPEN = Text(zh="打不开", en="cannot be opened")


def watch(known: Sequence[Input], seconds: float, language: Literal["zh", "en"] = "zh") -> int:
    """Redraw a line for each input until the time is over or Ctrl+C; 0."""
    sources: list[tuple[Input, DeviceSource | None]] = []
    for item in known:
        source = DeviceSource("agent", item.name)
        try:
            source.start()
        except SourceError:
            sources.append((item, None))
        else:
            sources.append((item, source))
    levels = dict.fromkeys((item.name for item in known), FLOOR_DB)
    tty, end, drawn = sys.stdout.isatty(), time.monotonic() + seconds, False
    with suppress(KeyboardInterrupt):
        while time.monotonic() < end:
            for item, there in sources:
                if blocks := there.read() if there else []:
                    power = float(np.mean(np.concatenate([b.samples for b in blocks]) ** 2))
                    levels[item.name] = 10 * float(np.log10(power + 1e-9))
            if drawn and tty:
                sys.stdout.write(f"\x1b[{len(sources)}A")
            if tty or time.monotonic() + BEAT_S >= end:
                sys.stdout.writelines(
                    _line(item, there, levels[item.name], language) + "\n" for item, there in sources
                )
            sys.stdout.flush()
            drawn = True
            time.sleep(BEAT_S)
    for _, there in sources:
        if there:
            there.close()
    return 0


def _line(item: Input, source: DeviceSource | None, level_db: float, language: Literal["zh", "en"]) -> str:
    if source is None:
        return f"{NOT_OPEN.said_in(language):<{WIDTH}}          {item.kind:<13}  {item.name}"
    lit = round(WIDTH * max(0.0, min(1.0, (level_db - FLOOR_DB) / -FLOOR_DB)))
    return f"{'█' * lit}{'░' * (WIDTH - lit)} {level_db:4.0f} dB  {item.kind:<13}  {item.name}"
