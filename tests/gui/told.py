"""Lines that an engine tells."""

from __future__ import annotations

from models import events


def lines(*told: events.Event | str) -> list[str]:
    """Events as an engine writes them; strings are for the stand-in engine itself."""
    return [
        item if isinstance(item, str) else events.encode(item, seq).decode()
        for seq, item in enumerate(told, start=1)
    ]


def in_call() -> tuple[events.Event, ...]:
    return (
        events.EngineStatus(t=0, state="ready"),
        events.CallStarted(t=0, call="c", by="file"),
        events.EngineStatus(t=0, state="in_call"),
        events.CallState(t=0.5, level=3),
    )


def cue(name: str, t: float = 1.0, **changes: object) -> events.CueShown:
    values: dict[str, object] = {
        "t": t,
        "cue": name,
        "rule": "acknowledge",
        "title": "先认可感受",
        "say": ("我能理解您现在很着急。", "让您久等了。"),
        "why": "语速快三成",
        "severity": "warn",
        **changes,
    }
    return events.CueShown(**values)  # type: ignore[arg-type]


def gone(name: str, t: float = 2.0) -> events.CueExpired:
    return events.CueExpired(t=t, cue=name, rule="acknowledge", why="time")
