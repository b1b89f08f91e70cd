"""How long the rule engine takes over an event: `python -m tests.bench.playbook_speed [RULES] [CALL.json]`.

The default playbook's rules are copied until there are enough, each copy with thresholds and phrases of its own.
A five-minute call of short turns is played, or the one given. Printed: quantiles of the thread's own CPU time in ms, of
the rules alone and with the call's state; the share of events that took more than 1 ms.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from models.call.state import CallTracker
from models.events import Event
from models.playbook.coach import Coach
from models.playbook.load import default_path, load
from models.playbook.rules import Playbook
from models.playbook.script import Turn, play

SAID = (
    "我上个礼拜买的空气净化器到现在都没有收到你们到底什么时候能送",
    "我这边帮您查一下您稍等大概需要一分钟",
    "我等了三天了打了四次电话没有一个人管我要投诉你们",
    "按规定这个没办法退款您应该早点打电话过来",
    "那你让我怎么办叫你们经理来跟我说",
    "我能理解您的心情我先给您登记一下尽快给您答复",
)


def many_rules(count: int) -> Playbook:
    """The default playbook with its rules repeated; each copy listens for phrases of its own besides."""
    text = default_path("zh").read_text(encoding="utf-8")
    head, rules = text.split("\nrules:\n")
    copies, number = [], 0
    while number * 25 < count:
        copy = rules.replace("  - id: ", f"  - id: r{number}_").replace(
            "at_least: 0.3\n", f"at_least: 0.{30 + number}\n"
        )
        copies.append(_without_names(copy, number))
        number += 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.yaml"
        path.write_text(head + "\nrules:\n" + "".join(copies), encoding="utf-8")
        return load(path)


def _without_names(rules: str, number: int) -> str:
    """Cases go (they are not played); other rules' ids become those of this copy."""
    kept: list[str] = []
    in_cases = False
    for line in rules.splitlines(keepends=True):
        if line.startswith("  - id:"):
            in_cases = False
        elif line.startswith("    cases:"):
            in_cases = True
        if in_cases:
            continue
        for key in ("inhibits: [", "cue: ["):
            if key in line:
                before, names, after = line.partition(key)[0] + key, *line.partition(key)[2].split("]", 1)
                renamed = ", ".join(f"r{number}_{name.strip()}" for name in names.split(","))
                line = f"{before}{renamed}]{after}"
        kept.append(line)
    return "".join(kept)


def short_call() -> tuple[list[Turn], float]:
    """Five minutes of angry customer and cool agent."""
    turns, t = [], 0.5
    while t < 300:
        said = SAID[len(turns) % len(SAID)]
        length = len(said) / 4.5
        feelings = {"anger": 0.8, "arousal": 0.8} if len(turns) % 2 == 0 else {}
        turns.append(Turn("agent" if len(turns) % 2 else "customer", t, t + length, said, feelings, 5.0))
        t += length + 0.4
    return turns, t


def labelled_call(path: Path) -> tuple[list[Turn], float]:
    """The turns of a call.json."""
    label = json.loads(path.read_text(encoding="utf-8"))
    turns = [
        Turn(turn["speaker"], turn["start"], turn["end"], turn["text"], {"anger": turn["intensity"] / 3})
        for turn in label["turns"]
    ]
    return turns, label["seconds"]


def main(count: int, call: Path | None) -> None:
    """Play the call once to warm up, then once with a clock, and print."""
    playbook = many_rules(count)
    turns, end = labelled_call(call) if call else short_call()
    for measured in (False, True):
        tracker = CallTracker()
        coach = Coach(playbook, tracker)
        rules_ms, both_ms, cues = [], [], 0
        for event in play(turns, end):
            begun = time.thread_time()
            items: list[Event] = [event, *tracker.feed(event)]  # type: ignore[list-item]  # a Tick is none, and passes
            tracked = time.thread_time()
            cues += sum(len(list(coach.feed(item))) for item in items)
            done = time.thread_time()
            rules_ms.append((done - tracked) * 1000)
            both_ms.append((done - begun) * 1000)
        if measured:
            print(
                f"{len(playbook.rules)} rules, {len(both_ms)} events of {end:.0f} s of call, {cues} cue events"
            )
            for name, values in (("rules alone", rules_ms), ("with the state", both_ms)):
                print(f"{name:15} {_quantiles(values)}")


def _quantiles(values: list[float]) -> str:
    ordered = sorted(values)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    shown = [f"{name} {ordered[int(share * len(ordered))]:.3f} ms" for name, share in shares.items()]
    over = sum(value > 1.0 for value in values) / len(values)
    return "  ".join([*shown, f"max {ordered[-1]:.3f} ms", f"over 1 ms {over:.2%}"])


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 500,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
