"""How far the cues hang on a hair: `python -m tests.bench.playbook_margin EVENTS_DIR CALL [CALL ...]`.

The same call heard again a few samples later gives scores that differ by a hundredth or two. From stored events
(`main.py replay --events`, or what tests/bench/playbook_figures keeps) every feeling of a call is moved by a random
amount (amounts of their own for each reading change little, a turn's mean outweighs them). Printed: the share of cues
that come all the same (the same rule within 2 s), and which do not.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from models.call.mood import FEELINGS
from models.evaluate.cue_score import Shown
from models.evaluate.cues import coached
from models.events import Event, Feeling
from models.playbook.load import default_path, load
from tests.bench.playbook_fit import stored

MOVES = (0.01, 0.02, 0.04)
"""Standard deviations of the move of a score."""
TIMES = 5
SAME_S = 2.0


def moved(events: Iterable[Event], size: float, chance: random.Random) -> Iterator[Event]:
    """The events with every reading of a feeling moved, those of one call by the same amount."""
    moves = {name: chance.gauss(0.0, size) for name in FEELINGS}
    for event in events:
        if isinstance(event, Feeling):
            values = {name: min(1.0, max(0.0, getattr(event, name) + by)) for name, by in moves.items()}
            event = msgspec.structs.replace(event, **values)
        yield event


def lost(before: Iterable[Shown], after: Iterable[Shown]) -> list[Shown]:
    """The cues that did not come again."""
    came = list(after)
    return [
        cue
        for cue in before
        if not any(one.rule == cue.rule and abs(one.t - cue.t) <= SAME_S for one in came)
    ]


def main(folder: Path, calls: list[str]) -> None:
    """Print a line for every size of the moves."""
    playbook, chance = load(default_path("zh")), random.Random(1)
    heard = {call: stored(folder / f"{call}.jsonl") for call in calls}
    first = {call: coached(events, playbook)[0] for call, events in heard.items()}
    for size in MOVES:
        cues = kept = new = 0
        rules: Counter[str] = Counter()
        for call, events in heard.items():
            for _ in range(TIMES):
                again = coached(moved(events, size, chance), playbook)[0]
                gone = lost(first[call], again)
                rules.update(cue.rule for cue in gone)
                cues += len(first[call])
                kept += len(first[call]) - len(gone)
                new += len(lost(again, first[call]))
        named = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(4))
        print(
            f"moved by {size:.2f}: {kept / cues:.3f} of {cues} cues kept, {new} others; lost: {named or 'none'}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
