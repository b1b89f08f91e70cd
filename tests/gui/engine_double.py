"""Stands in for the engine process: writes the events of a file, line by line, as a real engine would.

Usage: engine_double.py EVENTS.jsonl [--every S] [--heard COMMANDS.jsonl] [--exit CODE]
A line "#wait S" waits, "#garbage" writes what is no event. What comes on standard input is kept in --heard.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("events", type=Path)
    parser.add_argument("--every", type=float, default=0.0)
    parser.add_argument("--heard", type=Path)
    parser.add_argument("--exit", type=int, default=None)
    arguments = parser.parse_args()
    over = threading.Event()
    threading.Thread(target=_listen, args=(arguments.heard, over), daemon=True).start()
    for line in arguments.events.read_text(encoding="utf-8").splitlines():
        if line.startswith("#wait"):
            over.wait(float(line.split()[1]))
        elif line == "#garbage":
            print("Traceback: this is no event", flush=True)
        else:
            print(line, flush=True)
        over.wait(arguments.every) if arguments.every else None
        if over.is_set():
            return 0
    if arguments.exit is not None:
        print("the model folder /nowhere is missing", file=sys.stderr, flush=True)
        return arguments.exit
    while not over.is_set():
        time.sleep(0.02)
    return 0


def _listen(heard: Path | None, over: threading.Event) -> None:
    for line in sys.stdin:
        if heard:
            with heard.open("a", encoding="utf-8") as file:
                file.write(line)
        if '"Shutdown"' in line:
            break
    over.set()


if __name__ == "__main__":
    sys.exit(main())
