"""`main.py evaluate asr|voice|text|cues`: read the input, measure, print for people and, with --json, for machines."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from models.events import Event, Problem, Text
from models.parts import Parts, load_parts
from models.reasons import reason
from models.settings import Settings, load

Figures = dict[str, Any]
Language = Literal["zh", "en"]
NOT_PRINTED = ("rows", "calls", "notes", "worst", "flags")


class BadInput(Exception):
    """`text` says what, where, what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 measured, 2 bad input."""
    language = load().settings.language
    args = _parser(language).parse_args(arguments)
    try:
        figures: Figures = args.measure(args)
    except BadInput as error:
        print(f"callcue: {error.text.said_in(language)}", file=sys.stderr)
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
        raise BadInput(error.text) from error


def text(args: argparse.Namespace) -> Figures:
    from models.evaluate.recordings import read_rows
    from models.evaluate.text import BadLabels, evaluate_text
    from models.feeling.words import WordsReader

    rows = _manifest(lambda path: read_rows(path, ("text", "label")), args.manifest)
    try:
        return evaluate_text(rows, WordsReader.load(args.language))
    except BadLabels as error:
        zh, en = (f"{args.manifest}: {sentence}" for sentence in (error.text.zh, error.text.en))
        raise BadInput(Text(zh, en)) from error


def cues(args: argparse.Namespace) -> Figures:
    from models.evaluate.cues import CallsError, evaluate_cues

    parts, _ = _parts(Settings(second_reading=not args.no_second_reading))
    assert parts.playbook
    player = None if args.oracle_text else _player(parts)
    try:
        return evaluate_cues(Path(args.calls), parts.playbook, player, not args.no_second_reading)
    except CallsError as error:
        raise BadInput(error.text) from error


def _player(parts: Parts) -> Callable[[Path, bool], list[Event]]:
    from audio.sources.source import SourceError
    from models.replay import legs_of, replay
    from models.sentences import no_sound

    def play(folder: Path, _second_reading: bool) -> list[Event]:
        try:
            return list(replay(*legs_of(folder), parts))
        except SourceError as error:
            raise BadInput(no_sound(error)) from error

    return play


def _units(rows: Sequence[Any], parts: Parts, telephone: bool) -> Figures:
    from models.evaluate.as_in_call import read_sound
    from models.evaluate.units import evaluate_units

    if parts.ear is None:
        raise BadInput(
            Text(
                zh="--units 测的是第二遍识别的“耳朵”，它没有安装。",
                en="--units measures the ear, and the ear is not installed.",
            )
        )
    named = [(row.path, row.text) for row in rows]
    return dict(evaluate_units(named, parts.ear, parts.reading, telephone, read_sound))


def _parts(settings: Settings) -> tuple[Parts, float]:
    """Everything loaded, and how long that took; what is missing is said on standard error.

    BadInput if the model that was asked for is refused: figures of another one would pass for its own.
    """
    started = time.perf_counter()
    parts = Parts(settings)
    for event in load_parts(settings, parts):
        if isinstance(event, Problem):
            if settings.speech_model and event.code.endswith(".speech"):
                raise BadInput(event.text)
            print(f"! {event.text.said_in(load().settings.language)}", file=sys.stderr)
    return parts, time.perf_counter() - started


def _manifest(read: Callable[[Path], Any], path: str) -> Any:
    from models.evaluate.recordings import BadManifest

    try:
        return read(Path(path))
    except BadManifest as error:
        raise BadInput(error.text) from error


def _lines(path: str) -> list[str]:
    try:
        return [line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error)
        raise BadInput(Text(f"{path} 读不了（{why.zh}）。", f"{path} cannot be read ({why.en}).")) from error


def _write(where: str, figures: Figures) -> None:
    page = json.dumps(figures, ensure_ascii=False, indent=1, default=str)
    if where == "-":
        print(page)
        return
    try:
        Path(where).write_text(page, encoding="utf-8")
    except OSError as error:
        why = reason(error)
        raise BadInput(
            Text(f"{where} 写不了（{why.zh}）。", f"{where} cannot be written ({why.en}).")
        ) from error


def _parser(language: Language) -> argparse.ArgumentParser:
    def said(zh: str, en: str) -> str:
        return Text(zh, en).said_in(language)

    root = argparse.ArgumentParser(
        prog="main.py evaluate", description=said("测量并打印指标。", "Print the figures.")
    )
    verbs = root.add_subparsers(required=True, metavar="asr|voice|text|cues")
    as_json = said("把指标写成 JSON；- 为标准输出", "write the figures as JSON; - for standard output")
    telephone = said("先让声音过一遍电话线", "send the sound through a telephone first")

    def verb(
        measure: Callable[[argparse.Namespace], Figures], name: str, zh: str, en: str
    ) -> argparse.ArgumentParser:
        what = said(zh, en)
        added = verbs.add_parser(name, help=what, description=what)
        added.add_argument("--json", metavar="FILE", help=as_json)
        added.set_defaults(measure=measure)
        return added

    p = verb(
        asr,
        "asr",
        "识别的字错率，和通话中一样。列：path、text[、speaker]。",
        "Character errors of recognition, as in a call. Columns: path, text[, speaker].",
    )
    p.add_argument("manifest")
    p.add_argument("--model", metavar="DIR", help=said("另一个 Vosk 模型", "another Vosk model"))
    p.add_argument("--telephone", action="store_true", help=telephone)
    p.add_argument("--no-second-reading", action="store_true", help=said("只用 Vosk", "Vosk alone"))
    words = said("词语文件，一行一个，测召回", "phrases, one a line, whose recall is measured")
    p.add_argument("--keywords", metavar="FILE", help=words)
    units = said("改测“耳朵”的音节错误率", "the ear's unit error instead")
    p.add_argument("--units", action="store_true", help=units)

    p = verb(
        voice,
        "voice",
        "声音里的压力。列：path、label、speaker。",
        "Stress in the voice. Columns: path, label, speaker.",
    )
    p.add_argument("manifest")
    p.add_argument("--telephone", action="store_true", help=telephone)
    p.add_argument("--gain-db", type=float, default=0.0, help=said("先放大或减小", "louder or softer first"))
    noise = said("先加噪声，按此信噪比", "with noise at this ratio first")
    p.add_argument("--noise-snr-db", type=float, default=None, help=noise)

    p = verb(
        text,
        "text",
        "话里的情绪。列：text、label[、flags]。",
        "Feeling in the words. Columns: text, label[, flags].",
    )
    p.add_argument("manifest")
    p.add_argument("--language", choices=("zh", "en"), default="zh", help=said("话的语言", "of the words"))

    p = verb(cues, "cues", "在一批标注过的通话上看提示。", "Cues on a folder of labelled calls.")
    p.add_argument("calls")
    alone = said(
        "如同关闭第二遍识别：文字来自 Vosk，关键话语由“耳朵”听",
        "as the setting second_reading switched off: Vosk's words, and key phrases by ear",
    )
    p.add_argument("--no-second-reading", action="store_true", help=alone)
    oracle = said("文字全对，情绪按标注", "perfect words and the labelled feeling")
    p.add_argument("--oracle-text", action="store_true", help=oracle)
    explain = said("每处遗漏和误报给一行说明", "a line on every miss and false cue")
    p.add_argument("--explain", action="store_true", help=explain)
    return root
