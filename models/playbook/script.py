"""A written call as events: what a perfect recogniser and a perfect reading of the feeling would have said.

Rule cases and `evaluate cues --oracle-text` play through this; the times are those a live pipeline keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.call.mood import FEELINGS
from models.call.tick import TICK_S, Tick
from models.events import (
    CallStarted,
    Event,
    Feeling,
    Leg,
    LegLevel,
    Partial,
    SpeechEnded,
    SpeechStarted,
    Utterance,
    VoiceMeasured,
)

HEARD_AFTER_S = 0.15
"""Speech is noticed so long after it began."""
ENDED_AFTER_S = 0.5
"""Its end is noticed so long after it fell silent; then the words are final too."""
SETTLED_AFTER_S = 0.4
"""Words are settled so long after they were said."""
PARTIAL_EVERY_S = 0.5
FEELING_EVERY_S = 0.5
LEVEL_S = 0.1
FEELING_AFTER_S = 1.0
"""The first reading of a turn needs so much of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. feelings: the customer's, by name, 0..1; rate: syllables a second where it is known"""

    leg: Leg
    start: float
    end: float
    text: str
    feelings: Mapping[str, float] = field(default_factory=dict)
    rate: float | None = None


def play(turns: Iterable[Turn], end: float) -> Iterator[Event | Tick]:
    """The events of a whole call in the order of their time, with a tick every half second."""
    events: list[Event | Tick] = [CallStarted(0.0, "script", "file")]
    spoken = sorted(turns, key=lambda turn: turn.start)
    for number, turn in enumerate(spoken):
        events += _words_and_feeling(turn, f"{turn.leg}-{number}")
    for leg in ("customer", "agent"):
        events += _speech(leg, [turn for turn in spoken if turn.leg == leg])
    events += [LegLevel(n * LEVEL_S, "customer", -30.0, -20.0) for n in range(1, int(end / LEVEL_S) + 1)]
    events += [Tick(n * TICK_S) for n in range(1, int(end / TICK_S) + 1)]
    yield from sorted((event for event in events if event.t <= end), key=lambda event: event.t)


def _speech(leg: Leg, turns: list[Turn]) -> Iterator[Event]:
    """Starts and ends of one leg's speech; a pause that is over before it is noticed is none."""
    start: float | None = None
    for number, turn in enumerate(turns):
        after = turns[number + 1] if number + 1 < len(turns) else None
        if start is None:
            start = turn.start
            yield SpeechStarted(start + HEARD_AFTER_S, leg, start)
        if after is None or after.start >= turn.end + ENDED_AFTER_S:
            yield SpeechEnded(turn.end + ENDED_AFTER_S, leg, start, turn.end)
            start = None


def _words_and_feeling(turn: Turn, utterance: str) -> Iterator[Event]:
    t = turn.start + PARTIAL_EVERY_S
    while t < turn.end:
        said = (t - SETTLED_AFTER_S - turn.start) / (turn.end - turn.start)
        text = turn.text[: max(0, int(said * len(turn.text)))].rstrip("，。？！；,.?!; ")
        yield Partial(t, turn.leg, utterance, text, turn.start, len(text))
        t += PARTIAL_EVERY_S
    if turn.leg == "customer":
        t = turn.start + FEELING_AFTER_S
        while t < turn.end:
            yield _feeling(t, turn.feelings, "voice")
            t += FEELING_EVERY_S
    if turn.rate is not None:
        t = turn.start + FEELING_AFTER_S
        while t < turn.end + FEELING_EVERY_S:
            yield VoiceMeasured(t, turn.leg, turn.rate, "ear", -25.0)
            t += FEELING_EVERY_S
    over = turn.end + ENDED_AFTER_S
    yield Utterance(over, turn.leg, utterance, turn.text, turn.start, turn.end)
    if turn.leg == "customer":
        yield _feeling(over, turn.feelings, "both")


def _feeling(t: float, feelings: Mapping[str, float], source: Literal["voice", "both"]) -> Feeling:
    value = {name: feelings.get(name, 0.0) for name in FEELINGS}
    bad = max(value["anger"], value["sadness"], value["anxiety"])
    return Feeling(
        t, value["arousal"], value["anger"], value["sadness"], value["anxiety"], value["confusion"],
        value["pleasure"], valence=value["pleasure"] - bad, source=source,
    )  # fmt: skip
