"""Cues against labelled calls: recall, precision, false cues, violations of quiet, delay.

A folder of calls holds one folder a call, with `call.json`: `expected` cues with windows and accepted stand-ins,
`allowed` windows, `quiet` windows. Scoring:

- an expected cue is hit by a cue of its own or an accepted id within its window; one cue may hit several;
- a cue in an `allowed` window for its id, or an accepted id again in a window that is hit, counts neither way;
- every other cue is false, and a violation too where it falls into a quiet window.

With perfect words (`oracle_text`) the labelled turns stand in for recogniser and feeling: the words as written, the
feeling as labelled (intensity 1, 2, 3 as 0.45, 0.75, 0.9, about what the pipeline
makes of them), the pace as written characters over spoken seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import re2

from models.call.state import CallTracker
from models.call.tick import Tick
from models.events import (
    CallState,
    CueDismissed,
    CueExpired,
    CueFollowed,
    CueShown,
    CueUpdated,
    Event,
    Leg,
)
from models.playbook.coach import Coach, Suppressed
from models.playbook.rules import Experience, Playbook
from models.playbook.script import Turn, play

Player = Callable[[Path, bool], Iterable[Event]]
"""Plays a call's sound through the pipeline: (folder, second reading?) -> every event."""

STRENGTH = {0: 0.0, 1: 0.45, 2: 0.75, 3: 0.9}
"""A labelled intensity as the strength of the feeling."""
FEELING_OF = {
    "anger": "anger",
    "sadness": "sadness",
    "anxiety": "anxiety",
    "confused": "confusion",
    "happy": "pleasure",
}
AROUSING = ("anger", "anxiety", "happy")


class CallsError(Exception):
    """The folder of calls is no good; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cue that came up. by_words: its reasons are words, not the voice or the clock alone"""

    t: float
    rule: str
    by_words: bool = False


@dataclass(slots=True)
class Score:
    """One call's account. delays: seconds from the window's beginning to the first hit, by kind of evidence."""

    call: str
    seconds: float
    expected: int = 0
    hit: int = 0
    hitting: int = 0
    extra: int = 0
    false: int = 0
    violations: int = 0
    voice_delays: list[float] = field(default_factory=list)
    word_delays: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The account as figures; None where there is nothing to divide by."""
        return {
            "call": self.call,
            "seconds": round(self.seconds, 2),
            "expected": self.expected,
            "hit": self.hit,
            "cues": self.hitting + self.extra + self.false,
            "extra": self.extra,
            "false": self.false,
            "violations": self.violations,
            "recall": _ratio(self.hit, self.expected),
            "precision": _ratio(self.hitting, self.hitting + self.false),
            "false_per_10_min": _ratio(self.false * 600, self.seconds),
            "delay_voice_p50_s": _quantile(self.voice_delays, 0.5),
            "delay_voice_p95_s": _quantile(self.voice_delays, 0.95),
            "delay_words_p50_s": _quantile(self.word_delays, 0.5),
            "delay_words_p95_s": _quantile(self.word_delays, 0.95),
        }


def evaluate_cues(
    calls: Path, playbook: Playbook, player: Player | None = None, second_reading: bool = True
) -> dict[str, Any]:
    """Every call of a folder, scored; without a player, with perfect words and the labelled feeling.

    Gives the figures over all calls, `calls` with those of each, `notes` with a line on every miss and false cue.
    Raises CallsError.
    """
    scores = []
    for folder in call_folders(calls):
        label = _label(folder)
        kept: Sequence[Suppressed] = ()
        if player is None:
            shown, kept = oracle_cues(label, playbook)
        else:
            shown = [_shown(event) for event in player(folder, second_reading) if isinstance(event, CueShown)]
        scores.append(score(label, shown, kept))
    total = Score("all", sum(one.seconds for one in scores))
    for one in scores:
        for name in ("expected", "hit", "hitting", "extra", "false", "violations"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
        total.voice_delays += one.voice_delays
        total.word_delays += one.word_delays
    return {
        **total.figures(),
        "calls": [one.figures() for one in scores],
        "notes": [f"{one.call}: {note}" for one in scores for note in one.notes],
    }


def call_folders(calls: Path) -> list[Path]:
    """The folders with a call.json, by name. Raises CallsError where there is none."""
    folders = sorted(path.parent for path in calls.glob("*/call.json"))
    if not folders:
        raise CallsError(f"{calls}: there is no folder with a call.json in it.")
    return folders


def oracle_cues(
    label: dict[str, Any], playbook: Playbook, experience: Experience = "regular"
) -> tuple[list[Shown], list[Suppressed]]:
    """The cues of a call whose words, turns and feelings are known, and what was kept quiet."""
    turns = [_turn(turn) for turn in label["turns"]]
    return coached(play(turns, float(label["seconds"])), playbook, experience)


def coached(
    events: Iterable[Event | Tick], playbook: Playbook, experience: Experience = "regular"
) -> tuple[list[Shown], list[Suppressed]]:
    """The cues that a playbook gives on a call's events, and what it kept quiet.

    The events may come from a replay that was stored: its cues are left out, its states stand for the ticks.
    """
    tracker = CallTracker(playbook.language)
    coach = Coach(playbook, tracker, experience, explain=True)
    shown: list[Shown] = []
    for event in events:
        if isinstance(event, CueShown | CueUpdated | CueFollowed | CueExpired | CueDismissed):
            continue
        heard = Tick(event.t) if isinstance(event, CallState) else event
        for item in (heard, *tracker.feed(heard)):
            shown += [_shown(cue) for cue in coach.feed(item) if isinstance(cue, CueShown)]
    return shown, list(coach.suppressed)


def score(label: dict[str, Any], shown: Iterable[Shown], kept: Sequence[Suppressed] = ()) -> Score:
    """One call's cues against its labels."""
    result = Score(str(label.get("id", "?")), float(label["seconds"]), len(label["expected"]))
    hit: dict[int, Shown] = {}
    cues = sorted(shown, key=lambda cue: cue.t)
    for cue in cues:
        matching = [
            number
            for number, wanted in enumerate(label["expected"])
            if _inside(cue.t, wanted) and cue.rule in (wanted["cue"], *wanted.get("accept", ()))
        ]
        fresh = [number for number in matching if number not in hit]
        hit.update(dict.fromkeys(fresh, cue))
        allowed = any(
            window["cue"] == cue.rule and _inside(cue.t, window) for window in label.get("allowed", ())
        )
        if fresh:
            result.hitting += 1
        elif matching or allowed:
            result.extra += 1
        else:
            result.false += 1
            quiet = any(_inside(cue.t, window) for window in label.get("quiet", ()))
            result.violations += quiet
            result.notes.append(
                f"{cue.t:.1f} s {cue.rule}: {'false, in a quiet window' if quiet else 'false'}"
            )
    result.hit = len(hit)
    for number, wanted in enumerate(label["expected"]):
        if number in hit:
            first = hit[number]
            delays = result.word_delays if first.by_words else result.voice_delays
            delays.append(max(0.0, first.t - wanted["from"]))
        else:
            result.notes.append(_miss(wanted, cues, kept))
    return result


def _miss(wanted: dict[str, Any], cues: Sequence[Shown], kept: Sequence[Suppressed]) -> str:
    """A line on a cue that did not come: what came instead, and what held it back."""
    instead = [f"{cue.rule} at {cue.t:.1f}" for cue in cues if _inside(cue.t, wanted)]
    ids = (wanted["cue"], *wanted.get("accept", ()))
    held = dict.fromkeys(
        f"{one.rule} ({one.why})" for one in kept if one.rule in ids and _inside(one.t, wanted)
    )
    return (
        f"{wanted['from']:.1f} s missed {wanted['cue']}: {wanted.get('why', '')}"
        + (f"; instead {', '.join(instead)}" if instead else "; nothing came")
        + (f"; kept quiet: {', '.join(held)}" if held else "")
    )


def _turn(turn: dict[str, Any]) -> Turn:
    leg: Leg = "agent" if turn["speaker"] == "agent" else "customer"
    strength = STRENGTH[int(turn.get("intensity", 0))]
    feelings = {FEELING_OF[turn["emotion"]]: strength} if turn["emotion"] in FEELING_OF else {}
    if turn["emotion"] in AROUSING:
        feelings["arousal"] = strength
    spoken = sum(end - start for start, end in turn.get("sentences", [])) or turn["end"] - turn["start"]
    characters = len(re2.findall(r"[\p{Han}A-Za-z0-9]", turn["text"]))
    return Turn(
        leg, turn["start"], turn["end"], turn["text"], feelings, characters / spoken if spoken else None
    )


def _shown(cue: CueShown) -> Shown:
    return Shown(cue.t, cue.rule, any(reason.kind == "words" for reason in cue.reasons))


def _label(folder: Path) -> dict[str, Any]:
    path = folder / "call.json"
    try:
        label: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CallsError(f"{path} cannot be read ({error}).") from error
    missing = {"seconds", "turns", "expected"} - label.keys()
    if missing:
        raise CallsError(f"{path} lacks {', '.join(sorted(missing))}.")
    return label


def _inside(t: float, window: dict[str, Any]) -> bool:
    return bool(window["from"] <= t <= window["to"])


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which that share lies (nearest rank)."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
