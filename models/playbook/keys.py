"""Every key a playbook file may hold: the one table from which it is read, checked and described to editors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "texts", "seconds", "number", "whole", "flag", "choice", "choices", "names", "condition",
    "object", "objects", "map",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    kind: how its value reads; low, high, default: of a number; options: of a choice; of: which object
    """

    kind: Kind
    en: str
    required: bool = False
    low: float = 0.0
    high: float = 3600.0
    default: float = 0.0
    options: tuple[str, ...] = ()
    of: str = ""


LEGS = ("customer", "agent", "anyone")
PHASES = ("greeting", "problem", "solution", "closing")
STYLES = ("commanding", "lively", "careful", "patient")
FEELINGS = ("arousal", "anger", "sadness", "anxiety", "confusion", "pleasure")
OUTCOMES = ("shown", "followed", "expired", "dismissed")

KEYS: dict[str, dict[str, Key]] = {
    "playbook": {
        "playbook": Key("text", "The playbook's name.", required=True),
        "version": Key("text", "Its version, as you count it."),
        "language": Key("choice", "The language that is spoken.", options=("zh", "en")),
        "include": Key(
            "texts", "Playbooks that this one builds on: files beside it, or default/zh, default/en."
        ),
        "limits": Key("object", "How much the whole playbook may say.", of="limits"),
        "thresholds": Key(
            "map", "Numbers by name, for at_least and at_most; an including playbook can change them."
        ),
        "phrases": Key("map", "Groups of phrases by name; +name adds to an included group."),
        "rules": Key("objects", "The rules.", of="rule"),
        "overrides": Key("map", "By the id of an included rule: keys of the rule that are different here."),
    },
    "limits": {
        "spacing": Key("seconds", "Least time between two new cues.", high=120, default=8),
        "per_10_min": Key("whole", "Most cues in ten minutes.", low=1, high=100, default=12),
        "waiting": Key("whole", "Cues that may wait behind the one on the card.", high=5, default=2),
    },
    "rule": {
        "id": Key("text", "Its id: small letters, digits, underscores.", required=True),
        "title": Key("text", "A few words on the card (Chinese: at most 8 characters).", required=True),
        "say": Key("texts", "Two or three sentences that an agent would really say.", required=True),
        "why": Key("text", "One short factual line: what has happened.", required=True),
        "from": Key("text", "The idea it comes from."),
        "when": Key("condition", "When to show it.", required=True),
        "until": Key("condition", "What means that the agent did it; what was said counts from the cue on."),
        "keep": Key("seconds", "How long it stays on the card.", low=2, high=120, default=12),
        "cooldown": Key("seconds", "How long until it may come again.", default=60),
        "per_call": Key("whole", "How often in a call at most.", low=1, high=50, default=5),
        "priority": Key("whole", "Which rule goes first, 0 to 100.", high=100, default=50),
        "severity": Key(
            "choice",
            "info: an idea; warn: the call suffers without it; critical: harm is near, it keeps no spacing.",
            options=("info", "warn", "critical"),
        ),
        "inhibits": Key("names", "Rules that keep quiet while this cue is up."),
        "experience": Key(
            "choices", "For whom it is; everybody if left out.", options=("novice", "regular", "expert")
        ),
        "styles": Key("map", "Sentences for a caller's style, before those of say."),
        "icon": Key("text", "Name of the icon; the id if left out."),
        "off": Key("flag", "The rule is switched off."),
        "cases": Key("objects", "Short calls it is tested with.", of="case"),
    },
    "case": {
        "name": Key("text", "What the case shows.", required=True),
        "call": Key("objects", "The turns.", required=True, of="line"),
        "end": Key("seconds", "When the case is over; 6 s behind the last turn if left out."),
        "fires": Key("names", "Rules that must come; an empty list: none at all may come."),
        "silent": Key("names", "Rules that must not come."),
    },
    "line": {
        "at": Key("seconds", "When the turn begins; 0.4 s behind the one before if left out."),
        "for": Key("seconds", "How long it lasts; by its length if left out.", low=0.1),
        "customer": Key("text", "What the customer says."),
        "agent": Key("text", "What the agent says."),
        **{name: Key("number", f"The customer's {name}.", high=1) for name in FEELINGS},
        "rate": Key("number", "Syllables a second.", high=20, default=4.5),
    },
    "signal": {
        "signal": Key("text", "A signal's name (rules list --signals).", required=True),
        "at_least": Key(
            "number", "Lower bound, or a threshold's name.", low=-1e6, high=1e6, default=-math.inf
        ),
        "at_most": Key("number", "Upper bound, or a threshold's name.", low=-1e6, high=1e6, default=math.inf),
        "hold": Key("seconds", "So long without a break.", high=600),
    },
    "said": {
        "by": Key("choice", "Who said it.", required=True, options=LEGS),
        "phrases": Key("names", "A group, or phrases.", required=True),
        "within": Key(
            "seconds", "At most so long ago; any time if left out.", low=0.1, high=7200, default=math.inf
        ),
        "ago": Key("seconds", "At least so long ago."),
        "times": Key("whole", "At least so often.", low=1, high=50, default=1),
        "settle": Key("seconds", "It counts when that party pauses, or has gone on for so long.", high=30),
        "again": Key("flag", "It counts although it has led to this cue before."),
        "unless": Key("names", "Void where the same party says one of these (3 s before until now)."),
    },
    "after": {
        "cue": Key("names", "A rule's id, or several.", required=True),
        "outcome": Key("choice", "What became of its cue.", options=OUTCOMES),
        "within": Key("seconds", "At most so long ago.", low=0.1, high=7200, default=math.inf),
        "ago": Key("seconds", "At least so long ago."),
    },
}

CONDITIONS: dict[str, Key] = {
    "all": Key("condition", "Every one of these."),
    "any": Key("condition", "At least one of these."),
    "not": Key("condition", "This does not hold."),
    "signal": Key("object", "A signal within bounds.", of="signal"),
    "said": Key("object", "A party said something.", of="said"),
    "not_said": Key("object", "A party did not say it.", of="said"),
    "after": Key("object", "Another rule's cue came before.", of="after"),
    "phase": Key("choices", "The call's phase.", options=PHASES),
    "style": Key("choices", "The caller's style.", options=STYLES),
}
