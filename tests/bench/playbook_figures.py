"""The playbook's figures three ways on several sets: `python -m tests.bench.playbook_figures EVENTS_DIR SET [SET ...]`.

A set is a folder of calls, or a part of one by the calls' names: `tests/data/unseen-calls:51-58`. Printed for each:
perfect words, with the second reading, Vosk's words with the key phrases by ear (`evaluate cues --oracle-text`, as it
is, `--no-second-reading`).

Hearing takes its time, so what was heard is kept in EVENTS_DIR/second and EVENTS_DIR/vosk (CALL.jsonl) and not heard
again: after a change of the rules the figures take seconds. Take an empty folder after a change of the ear, of the
reading or of the feelings.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from models.evaluate.cue_score import Score, added_up, score
from models.evaluate.cues import call_folders, coached, oracle_cues
from models.events import Event, Partial, Problem, Utterance, decode_event, encode
from models.parts import Parts, load_parts
from models.playbook.load import default_path, load
from models.playbook.rules import Playbook
from models.replay import legs_of, replay
from models.settings import Settings

Way = Literal["oracle", "second", "vosk"]
WAYS: dict[Way, str] = {
    "oracle": "perfect words",
    "second": "with the second reading",
    "vosk": "Vosk's words, phrases by ear",
}
COLUMNS = (
    ("recall", "recall"),
    ("precision", "precision"),
    ("false/10 min", "false_per_10_min"),
    ("violations", "violations"),
    ("voice p50", "delay_voice_p50_s"),
    ("p95", "delay_voice_p95_s"),
    ("words p50", "delay_words_p50_s"),
    ("p95", "delay_words_p95_s"),
    ("after speech p95", "after_speech_words_p95_s"),
)


def folders_of(name: str) -> list[Path]:
    """The calls of a set. Raises CallsError where there are none."""
    path, _, part = name.partition(":")
    first, _, last = part.partition("-")
    folders = call_folders(Path(path))
    return [folder for folder in folders if not part or first <= folder.name <= (last or first)]


class Listener:
    """Hears a call once each way, and keeps what it heard."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._parts: dict[Way, Parts] = {}

    def events(self, folder: Path, way: Way) -> list[Event]:
        """What the coach is fed of a call. Raises SourceError."""
        path = self._kept / way / f"{folder.name}.jsonl"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            with unfinished.open("wb") as file:
                for event in replay(*legs_of(folder), self._parts_for(way)):
                    file.write(encode(event) + b"\n")
            unfinished.rename(path)
        heard = [decode_event(line) for line in path.read_bytes().splitlines()]
        events = [event for event in heard if event is not None]
        if way == "second":
            return [event for event in events if not isinstance(event, Partial | Utterance)]
        return events

    def _parts_for(self, way: Way) -> Parts:
        if way not in self._parts:
            settings = Settings(second_reading=way == "second")
            self._parts[way] = parts = Parts(settings)
            for event in load_parts(settings, parts):
                if isinstance(event, Problem):
                    print(f"! {event.text.en}", file=sys.stderr)
        return self._parts[way]


def scored(folder: Path, way: Way, playbook: Playbook, listener: Listener) -> Score:
    """One call heard one way."""
    label: dict[str, Any] = json.loads((folder / "call.json").read_text(encoding="utf-8"))
    if way == "oracle":
        shown, kept = oracle_cues(label, playbook)
    else:
        shown, kept = coached(listener.events(folder, way), playbook)
    return score(label, shown, kept, playbook.limits.spacing)


def main(kept: Path, sets: list[str]) -> None:
    """Print a line for every set and way."""
    playbook, listener = load(default_path("zh")), Listener(kept)
    print(" | ".join(("set", "calls", "way", "hit", *(title for title, _ in COLUMNS))))
    for name in sets:
        folders = folders_of(name)
        for way, called in WAYS.items():
            total = added_up([scored(folder, way, playbook, listener) for folder in folders])
            figures = total.figures()
            values = ("-" if figures[key] is None else f"{figures[key]:.2f}" for _, key in COLUMNS)
            hit = f"{total.hit} of {total.expected}"
            print(" | ".join((name, str(len(folders)), called, hit, *values)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
