"""`main.py evaluate asr|voice|text|cues`: read the input, measure, print for people and, with --json, for machines."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from audio.sources.source import SourceError
from models.evaluate.bad_input import BadInput
from models.evaluate.printing import lines
from models.evaluate.usage import parser
from models.events import Event, Problem, Text
from models.parts import Parts, load_parts
from models.reasons import reason
from models.sentences import no_sound
from models.settings import Settings, load

Figures = dict[str, Any]


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 measured, 2 bad input."""
    language = load().settings.language
    args = parser(language).parse_args(arguments)
    try:
        if args.json is not None:
            _check_place(args.json)
        figures = VERBS[args.verb](args)
        if args.json != "-":
            for line in lines(figures, getattr(args, "explain", False)):
                print(line)
        if args.json is not None:
            _write(args.json, figures)
    except (BadInput, SourceError) as error:
        text = error.text if isinstance(error, BadInput) else no_sound(error)
        print(Text(f"callcue：{text.zh}", f"callcue: {text.en}").said_in(language), file=sys.stderr)
        return 2
    return 0


def asr(args: argparse.Namespace) -> Figures:
    from models.evaluate import asr as figures
    from models.evaluate.recordings import check_recordings

    rows = figures.read_manifest(Path(args.manifest))
    words = _phrases(args.keywords) if args.keywords is not None else ()
    check_recordings(Path(args.manifest), rows)
    if args.model is not None:
        _check_model(args.model)
    parts, load_s = _parts(Settings(speech_model=args.model or "", second_reading=not args.no_second_reading))
    if args.no_second_reading:
        parts.ear = None
    if args.units:
        return _units(rows, parts, args.telephone)
    from models.evaluate.as_in_call import AsInCall

    with AsInCall(parts) as recogniser:
        return figures.evaluate_asr(rows, recogniser.text, args.telephone, words, load_s)


def voice(args: argparse.Namespace) -> Figures:
    from models.evaluate import voice as figures
    from models.evaluate.recordings import check_recordings

    rows = figures.read_manifest(Path(args.manifest))
    check_recordings(Path(args.manifest), rows)
    line = figures.Line(args.telephone, args.gain_db, args.noise_snr_db)
    return figures.evaluate_voice(rows, line, figures.shipped_ear())


def text(args: argparse.Namespace) -> Figures:
    from models.evaluate.text import evaluate_text, read_manifest
    from models.feeling.words import WordsReader

    rows = read_manifest(Path(args.manifest))
    return evaluate_text(rows, WordsReader.load(args.language))


def cues(args: argparse.Namespace) -> Figures:
    from models.evaluate.cues import evaluate_cues, read_calls

    calls = read_calls(Path(args.calls), args.oracle_text)
    parts, _ = _parts(Settings(second_reading=not args.no_second_reading))
    assert parts.playbook
    player = None if args.oracle_text else _player(parts)
    return evaluate_cues(calls, parts.playbook, player, not args.no_second_reading)


VERBS: Mapping[str, Callable[[argparse.Namespace], Figures]] = {
    "asr": asr,
    "voice": voice,
    "text": text,
    "cues": cues,
}


def _player(parts: Parts) -> Callable[[Path, bool], list[Event]]:
    from models.replay import legs_of, replay

    def play(folder: Path, _second_reading: bool) -> list[Event]:
        return list(replay(*legs_of(folder), parts))

    return play


def _units(rows: Sequence[Any], parts: Parts, telephone: bool) -> Figures:
    from models.ear.ear import LONGEST_S
    from models.evaluate.recordings import read_sound
    from models.evaluate.units import evaluate_units

    if parts.ear is None:
        raise BadInput(
            Text(
                zh="--units 测的是第二遍识别的“耳朵”，它没有安装。",
                en="--units measures the ear, and the ear is not installed.",
            )
        )
    named = [(row.path, row.text) for row in rows]
    figures = evaluate_units(named, parts.ear, parts.reading, telephone, read_sound)
    if not figures["rows"]:
        raise BadInput(
            Text(
                zh=f"没有一行可以测：--units 只测不超过 {LONGEST_S:.0f} 秒、文字里没有拉丁字母的录音。",
                en=f"There is no row to measure: --units wants recordings of at most {LONGEST_S:.0f} s whose text "
                "has no Latin letters.",
            )
        )
    return dict(figures)


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


def _check_model(given: str) -> None:
    """Whether the option names a model at all; what is wrong inside of one is found when it is loaded."""
    from models.speech.vosk_engine import NEEDED

    wrong = None
    if not given or not Path(given).is_dir():
        wrong = Text(f"没有 {given!r} 这个文件夹", f"there is no folder {given!r}")
    elif not any((Path(given) / name).is_file() for name in NEEDED):
        wrong = Text(f"{given} 里没有 Vosk 模型", f"there is no Vosk model in {given}")
    if wrong:
        raise BadInput(
            Text(
                f"--model：{wrong.zh}。请给出解压后的模型文件夹，里面有 {'、'.join(NEEDED)}。",
                f"--model: {wrong.en}. Name the folder of an unpacked model, with {' and '.join(NEEDED)} in it.",
            )
        )


def _phrases(path: str) -> list[str]:
    try:
        phrases = [line.strip() for line in Path(path).read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error)
        raise BadInput(
            Text(
                f"词语文件 {path} 读不了（{why.zh}）：请给出一个 UTF-8 文本，一行一个词语。",
                f"The phrases {path} cannot be read ({why.en}): name a text in UTF-8, one phrase a line.",
            )
        ) from error
    found = list(filter(None, phrases))
    if not found:
        raise BadInput(
            Text(
                f"词语文件 {path} 是空的：请一行写一个词语。",
                f"There are no phrases in {path}: write one a line.",
            )
        )
    return found


def _check_place(where: str) -> None:
    """Whether the figures can be written, before the long measuring and not after. Leaves no file behind."""
    path = Path(where)
    if where == "-" or (path.exists() and not (path.is_file() or path.is_dir())):
        return
    new = not path.exists()
    try:
        path.open("ab").close()
        if new:
            path.unlink()
    except OSError as error:
        raise _cannot_write(where, error) from error


def _write(where: str, figures: Figures) -> None:
    page = json.dumps(figures, ensure_ascii=False, indent=1, default=str)
    if where == "-":
        print(page)
        return
    try:
        Path(where).write_text(page, encoding="utf-8")
    except OSError as error:
        raise _cannot_write(where, error) from error


def _cannot_write(where: str, error: OSError) -> BadInput:
    why, named = reason(error), where or "''"
    return BadInput(
        Text(
            f"{named} 写不了（{why.zh}）：--json 请换一个位置。",
            f"{named} cannot be written ({why.en}): name another place with --json.",
        )
    )
