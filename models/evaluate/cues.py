"""Cues against labelled calls: recall, precision, false cues, violations of quiet, delay.

A folder of calls holds one folder a call, with `call.json`: the turns and the labels that cue_score.py scores by.

With perfect words (`oracle_text`) the labelled turns stand in for recogniser and feeling: the words as written, the
feeling as labelled (intensity 1, 2, 3 as 0.62, 0.85, 0.95, about what the pipeline makes of them), the pace as written
characters over spoken seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import re2

from models.call.signals import is_counted_from_words
from models.call.state import CallTracker
from models.call.tick import Tick
from models.evaluate.cue_score import Shown, added_up, score
from models.evaluate.labels import CallsError, read_label
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

LabelledCall = tuple[Path, dict[str, Any]]
"""A call's folder and its labels."""

STRENGTH = {0: 0.0, 1: 0.62, 2: 0.85, 3: 0.95}
"""A labelled intensity as the strength of the feeling."""
FEELING_OF = {
    "anger": "anger",
    "sadness": "sadness",
    "anxiety": "anxiety",
    "confused": "confusion",
    "happy": "pleasure",
}
AROUSING = ("anger", "anxiety", "happy")


def evaluate_cues(
    calls: Sequence[LabelledCall],
    playbook: Playbook,
    player: Player | None = None,
    second_reading: bool = True,
) -> dict[str, Any]:
    """Every call, scored; without a player, with perfect words and the labelled feeling.

    Gives the figures over all calls, `calls` with those of each, `notes` with a line on every miss and false cue.
    """
    scores = []
    for folder, label in calls:
        kept: Sequence[Suppressed] = ()
        if player is None:
            shown, kept = oracle_cues(label, playbook)
        else:
            shown = [_shown(event) for event in player(folder, second_reading) if isinstance(event, CueShown)]
        scores.append(score(label, shown, kept, playbook.limits.spacing))
    return {
        **added_up(scores).figures(),
        "calls": [one.figures() for one in scores],
        "notes": [f"{one.call}: {note}" for one in scores for note in one.notes],
    }


def read_calls(calls: Path, written: bool) -> list[LabelledCall]:
    """The calls of a folder. written: they are to be played without a player. Raises CallsError."""
    return [(folder, read_label(folder / "call.json", written)) for folder in call_folders(calls)]


def call_folders(calls: Path) -> list[Path]:
    """The folders with a call.json, by name. Raises CallsError where there is none."""
    if not calls.is_dir():
        raise CallsError(
            f"没有 {calls} 这个文件夹：请检查路径。", f"There is no folder {calls}: check the path."
        )
    if (calls / "call.json").exists():
        raise CallsError(
            f"{calls} 是一通电话：请给出它上一级的文件夹 {calls.resolve().parent}。",
            f"{calls} is a single call: name the folder above it, {calls.resolve().parent}.",
        )
    folders = sorted(path.parent for path in calls.glob("*/call.json"))
    if not folders:
        raise CallsError(
            f"{calls} 里没有带 call.json 的文件夹：每通电话要有自己的文件夹。",
            f"{calls}: there is no folder with a call.json in it. Each call needs a folder of its own.",
        )
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
    by_words = any(reason.kind == "words" or is_counted_from_words(reason.kind) for reason in cue.reasons)
    return Shown(cue.t, cue.rule, by_words, cue.severity == "critical")
