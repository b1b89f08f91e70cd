"""A long day in one process: `python -m tests.bench.soak [CALLS_DIR] [--rounds N]`.

Calls one after the other through one set of models, as in a day at the desk. Prints the resident memory after
every round; what grows, leaks.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from models.parts import Parts, load_parts
from models.replay import legs_of, replay
from models.settings import Settings

CALLS = Path(__file__).resolve().parents[1] / "data" / "calls"


def resident_mb() -> float:
    """Linux: the resident set in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("calls", nargs="?", type=Path, default=CALLS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    parts = Parts(Settings())
    list(load_parts(parts.settings, parts))
    print(f"loaded: {resident_mb():.0f} MB")
    seconds = 0.0
    for turn in range(1, options.rounds + 1):
        for folder in sorted(path for path in options.calls.iterdir() if path.is_dir()):
            last = 0.0
            for event in replay(*legs_of(folder), parts):
                last = event.t
            seconds += last
        gc.collect()
        print(f"round {turn}: {seconds / 60:.0f} min of calls, {resident_mb():.0f} MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
