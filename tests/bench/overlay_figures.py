"""Figures of the overlay process on Xvfb with openbox and picom: start, event to frame, CPU, memory, growth.

    python -m tests.bench.overlay_figures [--seconds 30] [--cues 10000] [--json FILE]

CPU is the overlay process's own (user + system) over wall time; "of a core" therefore. The engine here only
writes lines. Event to frame: from the moment before an engine process writes a cue's line until the overlay
process has painted the card's first frame, both by the system's monotonic clock. Start: of the second to sixth start,
for Python compiles its sources at the first (into a folder of this bench's own). Top: from when another window is
raised over the strip until the strip is above it again, by the server's own order of windows.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from tests.gui.rig import PATIENCE_S, ROOT, Desktop, missing, wait_for

ENGINE = ROOT / "tests" / "bench" / "overlay_engine.py"
HZ = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """User and system time of a process."""
    values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / HZ


def rss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def start(desktop: Desktop, story: str) -> tuple[subprocess.Popen[bytes], float]:
    """The overlay with the bench's engine, and the seconds until its strip was on the screen."""
    begun = time.monotonic()
    program = desktop.run(
        [
            sys.executable,
            str(ROOT / "tests" / "gui" / "overlay_double.py"),
            sys.executable,
            str(ENGINE),
            story,
        ]
    )
    wait_for(lambda: desktop.window("CallCue"))
    return program, time.monotonic() - begun


def load(desktop: Desktop, story: str, seconds: float) -> tuple[float, float]:
    """CPU share of a core in per cent, and resident megabytes, while this story is told."""
    program, _ = start(desktop, story)
    time.sleep(3)
    before, begun = cpu_s(program.pid), time.monotonic()
    time.sleep(seconds)
    share = 100 * (cpu_s(program.pid) - before) / (time.monotonic() - begun)
    memory = rss_mb(program.pid)
    desktop.end(program)
    return share, memory


def event_to_frame(desktop: Desktop, seconds: float) -> list[float]:
    """Milliseconds for each cue, measured inside an overlay process."""
    code = f"""
import sys, time
from overlay import app
from overlay.windows.card import CardPane
seen = set()
paint = CardPane.paintEvent
def painted(self, event):
    paint(self, event)
    if self.view and self.view.cue not in seen:
        seen.add(self.view.cue)
        print((time.monotonic_ns() - int(self.view.cue)) / 1e6, flush=True)
CardPane.paintEvent = painted
sys.exit(app.run([], [sys.executable, {str(ENGINE)!r}, "cues"]))
"""
    program = subprocess.Popen(
        [sys.executable, "-c", code], env=desktop.env, stdout=subprocess.PIPE, cwd=desktop.folder
    )
    time.sleep(seconds)
    program.terminate()
    said = program.communicate(timeout=PATIENCE_S)[0].decode().split()
    return [float(value) for value in said][2:]


def top_regained(desktop: Desktop, rounds: int) -> list[float]:
    """Milliseconds, each time that a window which no window manager holds back is raised over the strip."""
    program, _ = start(desktop, "idle")
    ours = int(desktop.await_window("CallCue"))
    server = Display(desktop.env["DISPLAY"])
    root = server.screen().root
    other = root.create_window(0, 0, 300, 300, 0, X.CopyFromParent, override_redirect=True)
    other.map()
    took = []
    for _ in range(rounds):
        other.configure(stack_mode=X.Above)
        server.sync()
        raised = time.monotonic()
        while time.monotonic() < raised + PATIENCE_S:
            order = [window.id for window in root.query_tree().children]
            if order.index(ours) > order.index(other.id):
                break
            time.sleep(0.002)
        took.append(1000 * (time.monotonic() - raised))
        time.sleep(0.13)
    server.close()
    desktop.end(program)
    return took


def growth(cues: int) -> tuple[float, float]:
    """Resident megabytes after a tenth of the cues and after all of them, each shown and followed,
    20 in a call."""
    code = f"""
from models import events
from overlay.offscreen import Stage
from tests.bench.overlay_engine import cue
from tests.bench.overlay_figures import rss_mb
import os
stage = Stage()
for number in range({cues}):
    if number % 20 == 0:
        stage.feed(events.CallStarted(t=0, call="c", by="file"))
    t = number % 20 * 10.0
    stage.feed(events.CallState(t, number % 7 + 1))
    stage.feed(cue(t, f"c{{number}}"))
    stage.feed(events.Utterance(t, "customer", f"u{{number % 500}}", "我等了三天了", t, t + 1))
    stage.feed(events.CueFollowed(t + 5, f"c{{number}}", "acknowledge"))
    stage.app.processEvents()
    if number + 1 in ({cues} // 10, {cues}):
        print(rss_mb(os.getpid()), flush=True)
"""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    first, last = (float(line) for line in said.split())
    return first, last


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--cues", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    if sentence := missing():
        print(sentence, file=sys.stderr)
        return 2
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        desktop = Desktop(Path(folder))
        try:
            starts = []
            for _ in range(6):
                program, took = start(desktop, "idle")
                starts.append(took)
                figures["start_cpu_s"] = min(figures.get("start_cpu_s", 9.0), cpu_s(program.pid))
                desktop.end(program)
            figures["start_s_median"] = statistics.median(starts[1:])
            figures["idle_cpu_percent"], figures["idle_rss_mb"] = load(desktop, "idle", arguments.seconds)
            figures["call_cpu_percent"], figures["call_rss_mb"] = load(desktop, "call", arguments.seconds)
            frames = sorted(event_to_frame(desktop, arguments.seconds))
            figures["event_to_frame_ms_p50"] = statistics.median(frames)
            figures["event_to_frame_ms_p95"] = frames[int(0.95 * (len(frames) - 1))]
            figures["event_to_frame_cues"] = len(frames)
            figures["top_regained_ms_max"] = max(top_regained(desktop, 12))
        finally:
            desktop.close()
    figures["rss_mb_after_a_tenth"], figures["rss_mb_after_all"] = growth(arguments.cues)
    figures["load_average"] = os.getloadavg()[0]
    for name, value in figures.items():
        print(f"{name:24} {value:8.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
