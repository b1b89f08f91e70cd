"""The demonstration without a screen: the real windows drawn off-screen, a picture of each cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.events import CueShown, CueUpdated, Event
from overlay.offscreen import Stage
from overlay.presenters.card import Language

SETTLED_S = 0.3
"""The picture is taken so long after the cue came: meters and level have caught up by then."""


def pictured(events: Iterable[Event], folder: Path, language: Language) -> Iterator[Event]:
    """Pass the events on; each cue on the card leaves a picture `cue-01-acknowledge.png` in the folder."""
    stage = Stage(language)
    number, due, rule = 0, 0.0, ""
    rules: dict[str, str] = {}
    try:
        for event in events:
            stage.feed(event)
            if rule and event.t >= due:
                stage.grab(folder / f"cue-{number:02d}-{rule}.png")
                rule = ""
            if isinstance(event, CueShown):
                rules[event.cue] = event.rule
            if isinstance(event, CueShown | CueUpdated) and event.place == "main" and event.cue in rules:
                number, due, rule = number + 1, event.t + SETTLED_S, rules.pop(event.cue)
            yield event
    finally:
        stage.close()
