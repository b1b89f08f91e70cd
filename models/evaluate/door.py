"""`main.py evaluate asr|voice|text|cues`: read the input, measure, print for people and, with --json, for machines."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.events import Event, Problem
from models.parts import Parts, load_parts
from models.settings import Settings

Figures = dict[str, Any]
NOT_PRINTED = ("rows", "calls", "notes", "worst", "flags")


class BadInput(Exception):
    """The message is one sentence: what, where, what to do."""


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 measured, 2 bad input."""
    args = _parser().parse_args(arguments)
    try:
        figures: Figures = args.measure(args)
    except BadInput as error:
        print(f"callcue: {error}", file=sys.stderr)
        return 2
    if args.json != "-":
        for name, value in figures.items():
            if name not in NOT_PRINTED:
                print(f"{name:<22} {f'{value:.4f}' if isinstance(value, float) else value}")
        for name, flag in figures.get("flags", {}).items():
            print(
                f"{f'flag {name}':<22} {'  '.join(f'{measure} {value}' for measure, value in flag.items())}"
            )
        for line in figures.get("notes", ()) if getattr(args, "explain", False) else ():
            print(line)
    if args.json:
        _write(args.json, figures)
    return 0


def asr(args: argparse.Namespace) -> Figures:
    from models.evaluate import asr as figures

    parts, load_s = _parts(Settings(speech_model=args.model or "", second_reading=not args.no_second_reading))
    if args.no_second_reading:
        parts.ear = None
    rows = _manifest(figures.read_manifest, args.manifest)
    words = _lines(args.keywords) if args.keywords else ()
    if args.units:
        return _units(rows, parts, args.telephone)
    from models.evaluate.as_in_call import AsInCall

    with AsInCall(parts) as recogniser:
        return figures.evaluate_asr(rows, recogniser.text, args.telephone, words, load_s)


def voice(args: argparse.Namespace) -> Figures:
    from models.evaluate import voice as figures
    from models.evaluate.recordings import BadManifest

    rows = _manifest(figures.read_manifest, args.manifest)
    line = figures.Line(args.telephone, args.gain_db, args.noise_snr_db)
    try:
        return figures.evaluate_voice(rows, line, figures.shipped_ear())
    except BadManifest as error:
        raise BadInput(str(error)) from error


def text(args: argparse.Namespace) -> Figures:
    from models.evaluate.text import BadLabels, evaluate_text
    from models.feeling.words import WordsReader

    rows = _rows(args.manifest, ("text", "label"))
    try:
        return evaluate_text(rows, WordsReader.load(args.language))
    except BadLabels as error:
        raise BadInput(f"{args.manifest}: {error}") from error


def cues(args: argparse.Namespace) -> Figures:
    from models.evaluate.cues import CallsError, evaluate_cues

    parts, _ = _parts(Settings(second_reading=not args.no_second_reading))
    assert parts.playbook
    player = None if args.oracle_text else _player(parts)
    try:
        return evaluate_cues(Path(args.calls), parts.playbook, player, not args.no_second_reading)
    except CallsError as error:
        raise BadInput(str(error)) from error


def _player(parts: Parts) -> Callable[[Path, bool], list[Event]]:
    from audio.sources.source import SourceError
    from models.replay import legs_of, replay

    def play(folder: Path, _second_reading: bool) -> list[Event]:
        try:
            return list(replay(*legs_of(folder), parts))
        except SourceError as error:
            raise BadInput(f"{error}.") from error

    return play


def _units(rows: Sequence[Any], parts: Parts, telephone: bool) -> Figures:
    from models.evaluate.as_in_call import read_sound
    from models.evaluate.units import evaluate_units

    if parts.ear is None:
        raise BadInput("--units measures the ear, and the ear is not installed.")
    return dict(evaluate_units([(row.path, row.text) for row in rows], parts.ear, telephone, read_sound))


def _parts(settings: Settings) -> tuple[Parts, float]:
    """Everything loaded, and how long that took; what is missing is said on standard error."""
    started = time.perf_counter()
    parts = Parts(settings)
    for event in load_parts(settings, parts):
        if isinstance(event, Problem):
            print(f"! {event.text.en}", file=sys.stderr)
    return parts, time.perf_counter() - started


def _manifest(read: Callable[[Path], Any], path: str) -> Any:
    from models.evaluate.recordings import BadManifest

    try:
        return read(Path(path))
    except BadManifest as error:
        raise BadInput(str(error)) from error


def _rows(path: str, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path} cannot be read as a CSV in UTF-8 ({error}).") from error
    if not rows or any(column not in rows[0] for column in columns):
        raise BadInput(f"{path} needs a header with {', '.join(columns)} and at least one row.")
    return rows


def _lines(path: str) -> list[str]:
    try:
        return [line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read ({error}).") from error


def _write(where: str, figures: Figures) -> None:
    page = json.dumps(figures, ensure_ascii=False, indent=1, default=str)
    if where == "-":
        print(page)
        return
    try:
        Path(where).write_text(page, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{where} cannot be written ({error.strerror}).") from error


def _parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="main.py evaluate", description="Print the figures.")
    verbs = root.add_subparsers(required=True, metavar="asr|voice|text|cues")

    def verb(
        measure: Callable[[argparse.Namespace], Figures], name: str, what: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=what, description=what)
        added.add_argument("--json", metavar="FILE", help="write the figures as JSON; - for standard output")
        added.set_defaults(measure=measure)
        return added

    p = verb(asr, "asr", "Character errors of recognition, as in a call. Columns: path, text[, speaker].")
    p.add_argument("manifest")
    p.add_argument("--model", metavar="DIR", help="another Vosk model")
    p.add_argument("--telephone", action="store_true", help="send the sound through a telephone first")
    p.add_argument("--no-second-reading", action="store_true", help="Vosk alone")
    p.add_argument("--keywords", metavar="FILE", help="phrases, one a line, whose recall is measured")
    p.add_argument("--units", action="store_true", help="the ear's unit error instead")

    p = verb(voice, "voice", "Stress in the voice. Columns: path, label, speaker.")
    p.add_argument("manifest")
    p.add_argument("--telephone", action="store_true", help="send the sound through a telephone first")
    p.add_argument("--gain-db", type=float, default=0.0)
    p.add_argument("--noise-snr-db", type=float, default=None)

    p = verb(text, "text", "Feeling in the words. Columns: text, label[, flags].")
    p.add_argument("manifest")
    p.add_argument("--language", choices=("zh", "en"), default="zh")

    p = verb(cues, "cues", "Cues on a folder of labelled calls.")
    p.add_argument("calls")
    p.add_argument(
        "--no-second-reading",
        action="store_true",
        help="as the setting second_reading switched off: Vosk's words, and key phrases by ear",
    )
    p.add_argument("--oracle-text", action="store_true", help="perfect words and the labelled feeling")
    p.add_argument("--explain", action="store_true", help="a line on every miss and false cue")
    return root
