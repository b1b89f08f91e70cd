"""Thresholds chosen by leaving calls out: `python -m tests.bench.playbook_fit CALLS_DIR [EVENTS_DIR] [NAME=A,B,C ...]`.

For every call the thresholds are chosen that do best on all other calls, and the call is scored with them. With a
folder of events (CALL.jsonl, as `main.py replay --events` writes them) on what was heard, else with perfect words and
the labelled feeling. "Best": recall and precision (their harmonic mean), less a tenth for every violation and a
hundredth for every false cue in ten minutes. Printed: the figures of the playbook as it ships, those of the choice
made on all calls, and those with each call left out.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.evaluate.cue_score import Score, score
from models.evaluate.cues import call_folders, coached, oracle_cues
from models.events import Event, Partial, Utterance, UtteranceCorrected, decode_event
from models.playbook.load import default_path, load
from models.playbook.rules import Playbook

GRID = {"angry": (0.6, 0.65, 0.7, 0.75), "tense": (0.5, 0.6)}


def variant(changes: Mapping[str, float], folder: Path) -> Playbook:
    """The default playbook with other thresholds, as a team would write it."""
    path = folder / "variant.yaml"
    thresholds = ", ".join(f"{name}: {value}" for name, value in changes.items())
    path.write_text(
        f"playbook: variant\ninclude: default/zh\nthresholds: {{{thresholds}}}\n", encoding="utf-8"
    )
    return load(path)


def scored(folder: Path, events: Path | None, playbook: Playbook) -> Score:
    """One call with one playbook."""
    label: dict[str, Any] = json.loads((folder / "call.json").read_text(encoding="utf-8"))
    if events is None:
        return score(label, oracle_cues(label, playbook)[0])
    return score(label, coached(stored(events / f"{folder.name}.jsonl"), playbook)[0])


def stored(path: Path) -> list[Event]:
    """A replay's events, without the recogniser's own text where a better reading takes its place."""
    events: list[Event] = [
        event for line in path.read_bytes().splitlines() if (event := decode_event(line)) is not None
    ]
    if any(isinstance(event, UtteranceCorrected) for event in events):
        return [event for event in events if not isinstance(event, Partial | Utterance)]
    return events


def merit(scores: list[Score]) -> tuple[float, str]:
    """How good a set of calls came out, and the figures in a line."""
    seconds, expected = sum(s.seconds for s in scores), sum(s.expected for s in scores)
    hit, hitting, false = (sum(getattr(s, name) for s in scores) for name in ("hit", "hitting", "false"))
    violations = sum(s.violations for s in scores)
    recall = hit / expected if expected else 0.0
    precision = hitting / (hitting + false) if hitting + false else 0.0
    both = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    per_10_min = false * 600 / seconds
    line = (
        f"recall {recall:.3f} ({hit}/{expected})  precision {precision:.3f}  "
        f"false/10 min {per_10_min:.2f}  violations {violations}"
    )
    return both - 0.1 * violations - 0.01 * per_10_min, line


def main(calls: Path, events: Path | None, grid: Mapping[str, tuple[float, ...]], scratch: Path) -> None:
    """Score every choice on every call, then choose with each call left out."""
    folders = [
        folder
        for folder in call_folders(calls)
        if events is None or (events / f"{folder.name}.jsonl").exists()
    ]
    shipped = load(default_path("zh"))
    print(f"{len(folders)} calls, as it ships:  {merit([scored(f, events, shipped) for f in folders])[1]}")
    choices = [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
    table = []
    for choice in choices:
        playbook = variant(choice, scratch)
        table.append([scored(folder, events, playbook) for folder in folders])
    best = max(range(len(choices)), key=lambda n: merit(table[n])[0])
    print(f"chosen on all: {choices[best]}  {merit(table[best])[1]}")
    left_out = []
    for one in range(len(folders)):
        others = [merit(row[:one] + row[one + 1 :])[0] for row in table]
        left_out.append(table[others.index(max(others))][one])
    print(f"each call left out:  {merit(left_out)[1]}")


if __name__ == "__main__":
    import tempfile

    given = [argument for argument in sys.argv[1:] if "=" not in argument]
    named = [argument.split("=") for argument in sys.argv[1:] if "=" in argument]
    chosen = {name: tuple(float(value) for value in values.split(",")) for name, values in named} or GRID
    with tempfile.TemporaryDirectory() as folder:
        main(Path(given[0]), Path(given[1]) if len(given) > 1 else None, chosen, Path(folder))
