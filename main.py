#!/usr/bin/env python3
"""CallCue: real-time coaching for live phone calls, free and offline.

The door: one command a function, each imports only what it needs.
Exit codes: 0 done, 1 found something, 2 wrong use or bad input (one sentence on standard error).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.events import Event

ROOT = Path(__file__).resolve().parent
DEMO_CALL = ROOT / "tests" / "data" / "open-calls" / "01"


class BadUse(Exception):
    """Wrong use or bad input; the message is one sentence."""


def overlay(_: argparse.Namespace) -> int:
    from overlay.app import run as run_overlay

    return run_overlay(
        [], engine_command("run", "--events"), devices=engine_command("devices", "--json", "-")
    )


def run(args: argparse.Namespace) -> int:
    import msgspec

    from models import settings
    from models.live import run_engine

    loaded = settings.load()
    chosen = {"customer_source": args.customer, "agent_source": args.agent}
    values = {**msgspec.to_builtins(loaded.settings), **{k: v for k, v in chosen.items() if v is not None}}
    loaded = settings.Loaded(msgspec.convert(values, settings.Settings), loaded.locked, loaded.problems)
    return run_engine(loaded, as_lines=args.events)


def replay(args: argparse.Namespace) -> int:
    events = replayed(args.sound, args.speed, args.events == "-")
    with contextlib.ExitStack() as stack:
        lines = event_lines(args.events, stack)
        kept = []
        for event in events:
            lines(event)
            kept.append(event)
    if args.html:
        from models.records.report import html_report
        from models.settings import load

        written(Path(args.html), html_report(kept, load().settings.language))
    return 0


def demo(args: argparse.Namespace) -> int:
    from overlay.screen import has_screen

    legs = [str(leg) for leg in call_legs([str(ROOT / args.call)])]
    if has_screen() and args.speed:
        from overlay.app import run as run_overlay

        return run_overlay(
            [], engine_command("replay", *legs, "--events", "-", "--speed", str(args.speed)), demo=True
        )
    if args.speed:
        print(
            "没有可用的屏幕：悬浮窗画到图片里。 / No screen here: the overlay is drawn into pictures.",
            flush=True,
        )
    return demo_without_screen(legs, args.speed, Path(args.out))


def demo_without_screen(legs: Sequence[str], speed: float, out: Path) -> int:
    """The call in the terminal; pictures of the overlay, events and a report go into the folder."""
    from models.events import CueShown
    from models.records.report import html_report
    from models.settings import load
    from overlay.demo import pictured

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    language = load().settings.language
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("cue-*.png"), *out.glob("events.jsonl"), *out.glob("report.html")):
            old.unlink()
    except OSError as error:
        raise BadUse(f"{out} cannot be written ({error.strerror}).") from error
    kept = []
    with contextlib.ExitStack() as stack:
        lines = event_lines(str(out / "events.jsonl"), stack)
        for event in pictured(replayed(legs, speed, quiet=False), out, language):
            lines(event)
            kept.append(event)
    written(out / "report.html", html_report(kept, language))
    cues = sum(isinstance(event, CueShown) for event in kept)
    pictures = len(list(out.glob("cue-*.png")))
    print(f"{out}: {pictures} pictures of {cues} cues, events.jsonl, report.html")
    return 0


def devices(args: argparse.Namespace) -> int:
    from audio.sources.devices import inputs
    from audio.sources.source import SourceError
    from models.engine import device_sentence

    try:
        known = inputs()
    except SourceError as error:
        raise BadUse(device_sentence(error).en) from error
    if args.json:
        listed = [{"name": i.name, "label": i.label, "kind": i.kind, "default": i.default} for i in known]
        page = json.dumps(listed, ensure_ascii=False)
        print(page) if args.json == "-" else written(Path(args.json), page)
        return 0
    if not known:
        print("No sound inputs: no sound server answers and no device is plugged in.", file=sys.stderr)
        return 1
    if args.watch:
        from models.meters import watch

        return watch(known, args.seconds)
    for item in known:
        print(f"{'*' if item.default else ' '} {item.kind:<13}  {item.name}   ({item.label})")
    return 0


def call(args: argparse.Namespace) -> int:
    from models.events import EndCall, StartCall
    from models.remote import send

    if send(StartCall("command") if args.what == "start" else EndCall("command")):
        return 0
    print("CallCue is not running on this desktop: start it with main.py first.", file=sys.stderr)
    return 1


def rules(args: argparse.Namespace) -> int:
    from models.playbook import default_path, report

    path = Path(args.playbook) if args.playbook else default_path("zh")
    if args.what == "try":
        done = report.try_sentence(path, args.sentence or "", args.voice, args.by_agent)
    elif args.what == "list":
        done = report.signals() if args.signals else report.listing(path)
    else:
        done = {"check": report.check, "test": report.test}[args.what](path)
    print(done.text)
    return done.code


def records(args: argparse.Namespace) -> int:
    from models.records import reading

    print(reading.listing() if args.what == "list" else reading.one(args.call))
    return 0


def evaluate(args: argparse.Namespace) -> int:
    from models.evaluate.door import main as measure

    return measure(args.rest)


def catalogue(args: argparse.Namespace) -> int:
    from models.catalogue.door import main as models_door

    return models_door(args.rest)


def gallery(args: argparse.Namespace) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from overlay.gallery import render

    for path in render(Path(args.out)):
        print(path)
    return 0


# --- what several commands share ----------------------------------------------------------------------------


def engine_command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *arguments]


def call_legs(sound: Sequence[str]) -> tuple[Path, Path]:
    """(customer, agent) from a call's folder or from two files."""
    from audio.sources.source import SourceError
    from models.replay import legs_of

    paths = [Path(name) for name in sound]
    if len(paths) == 2:
        return paths[0], paths[1]
    if len(paths) != 1:
        raise BadUse("replay wants one call folder, or the customer's and the agent's sound file.")
    try:
        return legs_of(paths[0])
    except SourceError as error:
        raise BadUse(f"{error}.") from error


def replayed(sound: Sequence[str], speed: float, quiet: bool) -> Iterator[Event]:
    """The events of a stored call, paced, and (unless quiet) shown in the terminal as they come."""
    from audio.sources.file import seconds
    from audio.sources.source import SourceError
    from models import replay as line
    from models.events import EngineStatus
    from models.parts import Parts, load_parts
    from models.settings import load
    from models.terminal import Terminal
    from models.version import VERSION

    settings = load().settings
    legs = call_legs(sound)
    parts = Parts(settings)
    yield EngineStatus(0.0, "ready", version=VERSION)
    try:
        terminal = None if quiet else Terminal(settings.language, max(map(seconds, legs)) + line.TAIL_S)
        for event in load_parts(settings, parts):
            if terminal:
                terminal.feed(event)
            yield event
        for event in line.paced(line.replay(*legs, parts), speed):
            if terminal:
                terminal.feed(event)
            yield event
        if terminal:
            terminal.close()
    except SourceError as error:
        raise BadUse(f"{error}.") from error


def event_lines(where: str | None, stack: contextlib.ExitStack) -> Callable[[Event], None]:
    """Something that writes numbered JSON lines to a file or "-", or nowhere."""
    from models.lines import LineWriter

    if where is None:
        return lambda event: None
    if where == "-":
        return LineWriter(sys.stdout.buffer)
    try:
        return LineWriter(stack.enter_context(Path(where).open("wb")))
    except OSError as error:
        raise BadUse(f"{where} cannot be written ({error.strerror}).") from error


def written(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadUse(f"{path} cannot be written ({error.strerror}).") from error


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="main.py", description=__doc__.split("\n\n")[0])
    root.set_defaults(do=overlay)
    commands = root.add_subparsers(title="commands", metavar="COMMAND")

    def command(
        do: Callable[[argparse.Namespace], int], name: str, what: str, example: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=what, description=what, epilog=f"example: {example}")
        added.set_defaults(do=do)
        return added

    p = command(run, "run", "Listen and coach in this terminal, without the overlay.", "main.py run")
    p.add_argument(
        "--customer", metavar="SOURCE", help="where the customer's voice comes from (main.py devices)"
    )
    p.add_argument("--agent", metavar="SOURCE", help="the agent's microphone")
    p.add_argument(
        "--events", action="store_true", help="JSON lines: events out, commands in (for the overlay)"
    )

    p = command(
        replay,
        "replay",
        "Play a stored call through the live line.",
        "main.py replay tests/data/open-calls/01",
    )
    p.add_argument("sound", nargs="+", help="a call's folder, or customer and agent sound files")
    p.add_argument("--speed", type=float, default=0.0, help="1 is real time, 0 (default) as fast as it can")
    p.add_argument("--events", metavar="FILE", help="write every event as a JSON line; - for standard output")
    p.add_argument("--html", metavar="FILE", help="write a one-page report")

    p = command(demo, "demo", "Play the demonstration call, with the overlay.", "main.py demo --speed 0")
    p.add_argument("--speed", type=float, default=1.0, help="1 (default) is real time, 0 as fast as it can")
    p.add_argument("--call", default=str(DEMO_CALL.relative_to(ROOT)), help="another call's folder")
    p.add_argument("--out", default="demo-out", help="folder for pictures, events and report")

    p = command(devices, "devices", "List the sound inputs of this computer.", "main.py devices --watch")
    p.add_argument("--watch", action="store_true", help="show a level meter for each")
    p.add_argument("--seconds", type=float, default=30.0, help="how long to watch")
    p.add_argument("--json", metavar="FILE", help="the list as JSON; - for standard output")

    p = command(call, "call", "Tell the running CallCue that a call starts or ends.", "main.py call start")
    p.add_argument("what", choices=("start", "end"))

    p = command(
        rules, "rules", "Check, test, try or list the rules of a playbook.", 'main.py rules try "我要投诉"'
    )
    p.add_argument("what", choices=("check", "test", "try", "list"))
    p.add_argument("sentence", nargs="?", help="for try: what the customer says")
    p.add_argument("--playbook", metavar="FILE", help="another playbook than the default one")
    p.add_argument("--voice", default="calm", help="for try: how it sounds (calm, angry, sad, anxious ...)")
    p.add_argument("--by-agent", action="store_true", help="for try: the agent says it")
    p.add_argument("--signals", action="store_true", help="for list: every signal with its unit and range")

    p = command(records, "records", "List or show the kept call records.", "main.py records list")
    p.add_argument("what", choices=("list", "show"))
    p.add_argument("call", nargs="?", default="", help="for show: the call's id")

    p = command(
        evaluate, "evaluate", "Print the figures: asr, voice, text, cues.", "main.py evaluate asr calls.csv"
    )
    p.add_argument("rest", nargs=argparse.REMAINDER)

    p = command(catalogue, "models", "List, install or verify speech models.", "main.py models install zh")
    p.add_argument("rest", nargs=argparse.REMAINDER)

    p = command(gallery, "gallery", "Render every window and state as PNG.", "main.py gallery /tmp/gallery")
    p.add_argument("out")
    return root


def main(arguments: Sequence[str]) -> int:
    args = parser().parse_args(arguments)
    try:
        return int(args.do(args))
    except BadUse as error:
        print(f"callcue: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
