"""How fast stored calls go through the whole line: `python -m tests.bench.replay_speed [CALLS_DIR]`.

Prints for every call its length, the wall time and the CPU time, and how many times faster than real time it was.
Run it on a quiet machine; loading of models is counted once and apart.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from models.parts import Parts, load_parts
from models.replay import legs_of, replay
from models.settings import Settings

CALLS = Path(__file__).resolve().parents[1] / "data" / "open-calls"


def main(arguments: list[str]) -> None:
    started = time.perf_counter()
    parts = Parts(Settings())
    list(load_parts(parts.settings, parts))
    print(f"models loaded in {time.perf_counter() - started:.2f} s")
    total = wall = cpu = 0.0
    for folder in sorted(Path(arguments[0] if arguments else CALLS).iterdir()):
        if not folder.is_dir():
            continue
        wall_from, cpu_from = time.perf_counter(), time.process_time()
        seconds = max(event.t for event in replay(*legs_of(folder), parts))
        took, used = time.perf_counter() - wall_from, time.process_time() - cpu_from
        print(
            f"{folder.name}: {seconds:.0f} s of call in {took:.1f} s ({seconds / took:.1f} x), CPU {used:.1f} s"
        )
        total, wall, cpu = total + seconds, wall + took, cpu + used
    print(f"all: {total / wall:.1f} x real time, {cpu / total:.2f} s of CPU a second of call")


if __name__ == "__main__":
    main(sys.argv[1:])
