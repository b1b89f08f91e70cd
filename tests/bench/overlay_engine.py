"""An engine for the bench: tells at real speed what a call would, or one cue after the other with its time.

Usage: overlay_engine.py idle|call|cues
"""

from __future__ import annotations

import math
import sys
import threading
import time
from collections.abc import Iterator

from models import events
from models.events import Event, encode

STEP_S = 0.1


def idle() -> Iterator[Event | None]:
    """What a waiting engine says: its state every 2 s, and both legs' silence."""
    for step in range(1 << 30):
        if step % 20 == 0:
            yield events.EngineStatus(t=step * STEP_S, state="ready")
        yield None


def call() -> Iterator[Event | None]:
    """A lively call: levels 10 times a second on both legs, partials, states, feelings, a cue every 20 s."""
    yield events.EngineStatus(t=0, state="in_call")
    yield events.CallStarted(t=0, call="bench", by="file")
    for step in range(1 << 30):
        t = step * STEP_S
        for leg, phase in (("customer", 0.0), ("agent", 2.0)):
            level = -35 + 15 * math.sin(t * 3 + phase)
            yield events.LegLevel(t, leg, level, level + 4, speaking=level > -35)  # type: ignore[arg-type]
        if step % 2 == 0:
            text = "我等了三天了你们到底管不管"[: step // 2 % 13 + 1]
            yield events.Partial(t, "customer", f"u{step // 26}", text, t - 1)
        if step % 5 == 0:
            yield events.CallState(t, 2 + int(2.5 + 2.4 * math.sin(t / 15)))
            yield events.Feeling(t, 0.5, 0.5, 0, 0, 0, 0, 0, "both")
        if step % 20 == 0:
            yield events.EngineStatus(t=t, state="in_call")
        if step % 200 == 50:
            yield cue(t, f"c{step}")
        if step % 200 == 150:
            yield events.CueFollowed(t, f"c{step - 100}", "acknowledge", "理解")
        yield None


def cues() -> Iterator[Event | None]:
    """A cue every 0.4 s whose name is the moment at which it was written, in nanoseconds."""
    yield events.EngineStatus(t=0, state="in_call")
    yield events.CallStarted(t=0, call="bench", by="file")
    for step in range(1 << 30):
        name = str(time.monotonic_ns())
        yield cue(step * 0.4, name)
        yield None
        yield None
        yield events.CueExpired(step * 0.4, name, "acknowledge", "time")
        yield None
        yield None


def cue(t: float, name: str) -> Event:
    say = ("我能理解您现在很着急，换成我也会生气的。", "等了三天还没消息，确实让人窝火。")
    return events.CueShown(t, name, "acknowledge", "先认可感受", say, "语速快三成，声音变高", "warn")


def main() -> None:
    threading.Thread(target=sys.stdin.read, daemon=True).start()
    told = {"idle": idle, "call": call, "cues": cues}[sys.argv[1]]()
    begun, step = time.monotonic(), 0
    for event in told:
        if event is None:
            step += 1
            time.sleep(max(0.0, begun + step * STEP_S - time.monotonic()))
        else:
            sys.stdout.buffer.write(encode(event) + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
