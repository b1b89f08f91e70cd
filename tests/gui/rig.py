"""A desktop for tests: Xvfb, a window manager, a compositor, and hands that type, point and look."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NEEDED = ("Xvfb", "openbox", "picom", "xdotool", "xrandr", "import")
# Generous, for the machine may be busy; nothing below waits so long unless it fails.
PATIENCE_S = 20.0


def missing() -> str:
    """One sentence, where something this needs is not installed."""
    lacking = [name for name in NEEDED if not shutil.which(name)]
    return (
        f"These tests need {', '.join(lacking)}: run packaging/dev.py test, or install them."
        if lacking
        else ""
    )


def wait_for(what: Callable[[], object], within: float = PATIENCE_S) -> object:
    """The first true answer; the last one, true or not, when the time is over."""
    end = time.monotonic() + within
    while not (answer := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


class Desktop:
    """A screen of 1600 x 900 with its programs.

    Attributes: env: for programs that shall run on it; folder: where they may leave things
    """

    def __init__(self, folder: Path, compositor: bool = True) -> None:
        self.folder = folder
        self._programs: list[subprocess.Popen[bytes]] = []
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        # Settings that are there: the agent has been welcomed before.
        (folder / "config").mkdir()
        self.settings(reduce_motion=False)
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x900x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        self._programs.append(server)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        assert number, "Xvfb did not start"
        self.env = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": f":{number}",
            "XDG_RUNTIME_DIR": str(runtime),
            "CALLCUE_CONFIG": str(folder / "config"),
            "CALLCUE_DATA": str(folder / "data"),
            "CALLCUE_POLICY": str(folder / "policy"),
            "PYTHONPATH": str(ROOT),
        }
        self.env.pop("WAYLAND_DISPLAY", None)
        self.run(["openbox"])
        if compositor:
            self.run(["picom", "--backend", "xrender", "--no-vsync", "--config", "/dev/null"])
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XGetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._x11 = x11
        wait_for(lambda: self.xdotool("getdisplaygeometry"))
        time.sleep(0.6)

    def settings(self, **values: object) -> None:
        """What the next overlay finds as the agent's settings."""
        file = self.folder / "config" / "settings.json"
        file.write_text(json.dumps(values), encoding="utf-8")

    def close(self) -> None:
        for program in reversed(self._programs):
            program.terminate()
            with suppress(subprocess.TimeoutExpired):
                program.wait(5)
            if program.poll() is None:
                program.kill()
                program.wait()

    def run(self, command: list[str]) -> subprocess.Popen[bytes]:
        name = Path(command[-1] if command[0] == sys.executable else command[0]).stem
        with (self.folder / f"{name}.log").open("ab") as log:
            program = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, cwd=self.folder)
        self._programs.append(program)
        return program

    def end(self, program: subprocess.Popen[bytes]) -> int:
        program.terminate()
        code = program.wait(PATIENCE_S)
        self._programs.remove(program)
        return code

    # --- hands and eyes

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """The visible window of exactly this title; empty while there is none."""
        return self.xdotool("search", "--onlyvisible", "--name", f"^{title}$").split("\n")[0]

    def await_window(self, title: str) -> str:
        found = wait_for(lambda: self.window(title))
        assert found, f"no window {title!r} came up"
        return str(found)

    def await_gone(self, title: str) -> None:
        assert wait_for(lambda: not self.window(title)), f"the window {title!r} stayed"

    def box(self, title: str) -> tuple[int, int, int, int]:
        """x, y, width and height of a window on the screen."""
        said = dict(
            line.split("=")
            for line in self.xdotool("getwindowgeometry", "--shell", self.await_window(title)).splitlines()
        )
        return int(said["X"]), int(said["Y"]), int(said["WIDTH"]), int(said["HEIGHT"])

    def point(self, x: int, y: int) -> None:
        self.xdotool("mousemove", str(x), str(y))

    def click(self, x: int, y: int) -> None:
        self.xdotool("mousemove", str(x), str(y), "sleep", "0.05", "click", "1")

    def shot(self, name: str) -> Path:
        path = self.folder / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, timeout=60, check=True)
        return path

    def colour(self, x: int, y: int) -> tuple[int, int, int]:
        """What is on the screen at this point."""
        shot = subprocess.run(
            ["import", "-window", "root", "-crop", f"1x1+{x}+{y}", "-depth", "8", "rgb:-"],
            env=self.env, capture_output=True, timeout=60, check=True,
        ).stdout  # fmt: skip
        return shot[0], shot[1], shot[2]

    def focus_log(self) -> FocusLog:
        return FocusLog(self._x11, self.env["DISPLAY"])


class FocusLog(threading.Thread):
    """Looks every few milliseconds which window has the keyboard. Attributes: seen: the windows, as they changed"""

    def __init__(self, x11: ctypes.CDLL, display: str) -> None:
        super().__init__(daemon=True)
        self._x11, self._over = x11, threading.Event()
        self._display = x11.XOpenDisplay(display.encode())
        self.seen: list[int] = []
        self.looks = 0

    def __enter__(self) -> FocusLog:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()
        self._x11.XCloseDisplay(self._display)

    def run(self) -> None:
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        while not self._over.wait(0.005):
            self._x11.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(revert))
            self.looks += 1
            if not self.seen or self.seen[-1] != window.value:
                self.seen.append(window.value)


class Softphone:
    """The other program: a window with a line to type into; it notes what was typed and where it was clicked."""

    def __init__(self, desktop: Desktop, *flags: str) -> None:
        self.desktop = desktop
        self._notes = desktop.folder / f"softphone-{time.monotonic_ns()}.json"
        self.program = desktop.run([sys.executable, str(HERE / "softphone.py"), str(self._notes), *flags])
        desktop.await_window("Softphone")
        assert wait_for(lambda: desktop.xdotool("getwindowfocus", "getwindowname") == "Softphone")

    def notes(self) -> dict[str, object]:
        try:
            return dict(json.loads(self._notes.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def text(self) -> str:
        return str(self.notes().get("text", ""))

    def clicks(self) -> int:
        return int(str(self.notes().get("clicks", 0)))

    def close(self) -> None:
        self.desktop.end(self.program)


class RunningOverlay:
    """The real overlay program with a stand-in for the engine, whose events are written here."""

    def __init__(self, desktop: Desktop, *engine: str) -> None:
        self.desktop = desktop
        self.heard_file = desktop.folder / f"heard-{time.monotonic_ns()}.jsonl"
        self._command = [sys.executable, str(HERE / "overlay_double.py"), *engine]
        self.program = desktop.run(self._command)
        desktop.await_window("CallCue")

    @classmethod
    def showing(cls, desktop: Desktop, told: list[str], *more: str) -> RunningOverlay:
        """With an engine that tells these lines."""
        tag = time.monotonic_ns()
        story = desktop.folder / f"story-{tag}.jsonl"
        story.write_text("\n".join(told), encoding="utf-8")
        heard = desktop.folder / f"heard-{tag}.jsonl"
        engine = [sys.executable, str(HERE / "engine_double.py"), str(story), "--heard", str(heard), *more]
        overlay = cls(desktop, *engine)
        overlay.heard_file = heard
        return overlay

    def heard(self) -> list[dict[str, object]]:
        """The commands that the engine got."""
        if not self.heard_file.exists():
            return []
        return [json.loads(line) for line in self.heard_file.read_text(encoding="utf-8").splitlines()]

    def engine_process(self) -> int:
        """The engine's process id, 0 while there is none."""
        children = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children").read_text().split()
        return int(children[0]) if children else 0

    def close(self) -> int:
        return self.desktop.end(self.program)
