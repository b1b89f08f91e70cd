#!/usr/bin/env python3
"""CallCue: real-time coaching for live phone calls, free and offline.

The door: one command a function, each imports only what it needs.
Exit codes: 0 done, 1 found something, 2 wrong use or bad input (one sentence on standard error).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from audio.sources.source import SourceError
    from models.events import Event

ROOT = Path(__file__).resolve().parent

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""numpy's products here are small and many: BLAS's other threads only spin between them, an eighth of all the CPU."""


class BadUse(Exception):
    """Wrong use or bad input, said in one sentence of each language."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


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

        written(Path(args.html), html_report(kept, language()))
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
        say("没有可用的屏幕：悬浮窗画到图片里。", "No screen here: the overlay is drawn into pictures.")
    return demo_without_screen(legs, args.speed, Path(args.out))


def demo_without_screen(legs: Sequence[str], speed: float, out: Path) -> int:
    """The call in the terminal; pictures of the overlay, events and a report go into the folder."""
    from models.events import CueShown
    from models.records.report import html_report
    from overlay.demo import pictured

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    spoken = language()
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in (*out.glob("cue-*.png"), *out.glob("events.jsonl"), *out.glob("report.html")):
            old.unlink()
    except OSError as error:
        raise cannot_write(out, error) from error
    kept = []
    with contextlib.ExitStack() as stack:
        lines = event_lines(str(out / "events.jsonl"), stack)
        for event in pictured(replayed(legs, speed, quiet=False), out, spoken):
            lines(event)
            kept.append(event)
    written(out / "report.html", html_report(kept, spoken))
    cues = sum(isinstance(event, CueShown) for event in kept)
    pictures = len(list(out.glob("cue-*.png")))
    say(
        f"{out}：{cues} 条提示的 {pictures} 张图片、events.jsonl、report.html",
        f"{out}: {pictures} pictures of {cues} cues, events.jsonl, report.html",
    )
    return 0


def devices(args: argparse.Namespace) -> int:
    from audio.sources.devices import inputs
    from audio.sources.source import SourceError

    try:
        known = inputs()
    except SourceError as error:
        raise no_sound(error) from error
    if args.json:
        listed = [{"name": i.name, "label": i.label, "kind": i.kind, "default": i.default} for i in known]
        page = json.dumps(listed, ensure_ascii=False)
        print(page) if args.json == "-" else written(Path(args.json), page)
        return 0
    if not known:
        say(
            "没有声音输入：声音服务没有响应，也没有接上设备。",
            "No sound inputs: no sound server answers and no device is plugged in.",
            sys.stderr,
        )
        return 1
    if args.watch:
        from models.meters import watch

        return watch(known, args.seconds, language())
    for item in known:
        print(f"{'*' if item.default else ' '} {item.kind:<13}  {item.name}   ({item.label})")
    return 0


def call(args: argparse.Namespace) -> int:
    from models.events import EndCall, StartCall
    from models.remote import send

    if send(StartCall("command") if args.what == "start" else EndCall("command")):
        return 0
    say(
        "CallCue 没有在这个桌面上运行：请先用 main.py 启动。",
        "CallCue is not running on this desktop: start it with main.py first.",
        sys.stderr,
    )
    return 1


def rules(args: argparse.Namespace) -> int:
    from models.playbook import default_path, report
    from models.settings import load

    spoken = language()
    file = args.playbook or (args.given if args.what != "try" else "")
    path = Path(file) if file else default_path(load().settings.speech_language)
    if args.what == "try":
        done = report.try_sentence(path, args.given or "", args.voice, args.by_agent, language=spoken)
    elif args.what == "list":
        done = report.signals(spoken) if args.signals else report.listing(path, spoken)
    else:
        done = {"check": report.check, "test": report.test}[args.what](path, spoken)
    print(done.text)
    return done.code


def records(args: argparse.Namespace) -> int:
    from models.records import reading

    print(reading.listing(language()) if args.what == "list" else reading.one(args.call, language()))
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


def language() -> Literal["zh", "en"]:
    """What the settings say; read only when something is to be said."""
    from models.settings import load

    return load().settings.language


def say(zh: str, en: str, where: TextIO | None = None) -> None:
    print(zh if language() == "zh" else en, file=where, flush=True)


def no_sound(error: SourceError) -> BadUse:
    from models.sentences import no_sound as sentence

    text = sentence(error)
    return BadUse(text.zh, text.en)


def cannot_write(path: Path | str, error: OSError) -> BadUse:
    from models.reasons import reason

    why = reason(error)
    return BadUse(f"{path} 写不了（{why.zh}）。", f"{path} cannot be written ({why.en}).")


def call_legs(sound: Sequence[str]) -> tuple[Path, Path]:
    """(customer, agent) from a call's folder or from two files."""
    from audio.sources.source import SourceError
    from models.replay import legs_of

    paths = [Path(name) for name in sound]
    if len(paths) == 2:
        return paths[0], paths[1]
    if len(paths) != 1:
        raise BadUse(
            "replay 需要一通电话的文件夹，或者客户和客服的两个声音文件。",
            "replay wants one call folder, or the customer's and the agent's sound file.",
        )
    try:
        return legs_of(paths[0])
    except SourceError as error:
        raise no_sound(error) from error


def replayed(sound: Sequence[str], speed: float, quiet: bool) -> Iterator[Event]:
    """The events of a stored call, paced, and (unless quiet) shown in the terminal as they come."""
    from audio.activity import DetectorMissing
    from audio.sources.file import seconds
    from audio.sources.source import SourceError
    from models import replay as line
    from models.events import EngineStatus
    from models.parts import Parts, load_parts
    from models.sentences import no_detector
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
        raise no_sound(error) from error
    except DetectorMissing as error:
        text = no_detector(error)
        raise BadUse(text.zh, text.en) from error


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
        raise cannot_write(where, error) from error


def written(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "overlay": overlay,
    "run": run,
    "replay": replay,
    "demo": demo,
    "devices": devices,
    "call": call,
    "rules": rules,
    "records": records,
    "evaluate": evaluate,
    "models": catalogue,
    "gallery": gallery,
}


def main(arguments: Sequence[str]) -> int:
    from models.usage import parser

    args = parser(language()).parse_args(arguments)
    try:
        return COMMANDS[args.command](args)
    except BadUse as error:
        say(f"callcue：{error.zh}", f"callcue: {error.en}", sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
