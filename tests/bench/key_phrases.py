"""The default playbook's key phrases as a call's coach gets them: by sound, and in the words of the second reading.

python -m tests.bench.key_phrases CALLS_DIR

A phrase counts as heard if the leg that says it brings it in time, either as PhraseHeard or in the corrected text; as
false if it is brought where nobody says it. What the other leg says at the time is its echo, neither heard nor false.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.blocks import LEGS, Leg
from models.events import Event, PhraseHeard, UtteranceCorrected
from models.parts import Parts, load_parts
from models.playbook.load import default_path, load
from models.replay import legs_of, replay
from models.settings import Settings
from models.speech.numbers import spoken

EARLY_S, LATE_S = 0.3, 0.8
"""A phrase may end so long before its turn begins or after it ends: scripts are not exact."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A phrase of one leg, when it was said to end, when it was known."""

    leg: Leg
    phrase: str
    end: float
    known: float


def plain(text: str) -> str:
    """Characters alone, digits as spoken, one word for one."""
    return "".join(c for c in spoken(text).replace("幺", "一") if "\u4e00" <= c <= "\u9fff")


def brought(events: Iterator[Event], phrases: dict[Leg, set[str]]) -> list[Brought]:
    """Each phrase once for each place where the ear or the words bring it, at its first time."""
    found: list[Brought] = []

    def add(leg: Leg, phrase: str, end: float, known: float) -> None:
        if not any(b.leg == leg and b.phrase == phrase and abs(b.end - end) < 0.5 for b in found):
            found.append(Brought(leg, phrase, end, known))

    for event in events:
        if isinstance(event, PhraseHeard):
            add(event.leg, plain(event.phrase), event.end, event.t)
        elif isinstance(event, UtteranceCorrected):
            ends = [word.end for word in event.words for _ in plain(word.text)]
            text = plain(event.text)
            for phrase in phrases[event.leg]:
                at = text.find(phrase)
                while at >= 0:
                    add(event.leg, phrase, ends[at + len(phrase) - 1], event.t)
                    at = text.find(phrase, at + 1)
    return found


def main() -> int:
    hear = load(default_path("zh")).phrases_to_hear()
    wanted_of = {leg: {plain(phrase) for phrase in phrases} for leg, phrases in hear.items()}
    parts = Parts(Settings())
    list(load_parts(parts.settings, parts))
    count: dict[str, int] = defaultdict(int)
    delays, seconds = [], 0.0
    for folder in sorted(path.parent for path in Path(sys.argv[1]).glob("*/call.json")):
        turns = json.loads((folder / "call.json").read_text(encoding="utf-8"))["turns"]
        said = [(t["speaker"], t["start"] - EARLY_S, t["end"] + LATE_S, plain(t["text"])) for t in turns]
        found = brought(iter(replay(*legs_of(folder), parts)), wanted_of)
        seconds += turns[-1]["end"]
        right = set()
        for leg in LEGS:
            for speaker, start, end, text in said:
                for phrase in wanted_of[leg]:
                    if speaker == leg and phrase in text:
                        here = {
                            b for b in found if (b.leg, b.phrase) == (leg, phrase) and start <= b.end <= end
                        }
                        right |= here
                        count["said"] += 1
                        count["heard"] += bool(here)
                        if not here:
                            print(
                                f"  {folder.name} {leg} {start + EARLY_S:.1f} s: {phrase} not heard in {text}"
                            )
        for b in set(found) - right:
            echo = any(start <= b.end <= end and b.phrase in text for _, start, end, text in said)
            count["echo" if echo else "false"] += 1
            if not echo:
                print(f"  {folder.name} {b.leg} {b.end:.1f} s: {b.phrase} false")
        delays += [b.known - b.end for b in right]
    print(
        f"{count['heard']} of {count['said']} heard, {count['false']} false "
        f"({count['false'] / (2 * seconds / 600):.1f} in 10 min of a leg), {count['echo']} of the other leg's echo, "
        f"end of phrase to event p95 {np.percentile(delays, 95):.2f} s, median {np.median(delays):.2f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
