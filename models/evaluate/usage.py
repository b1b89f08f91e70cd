"""The verbs of `main.py evaluate` and their options, explained in Chinese or in English."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Literal

from models.evaluate.acted import LABELS
from models.events import Text

LOUDEST_DB = 60.0
"""Beyond it, louder or softer, nothing is left of a recording but its clipped peaks or zeros."""


def parser(language: Literal["zh", "en"]) -> argparse.ArgumentParser:
    """All verbs; `verb` in what it parses is the one that was asked for."""

    def said(zh: str, en: str) -> str:
        return Text(zh, en).said_in(language)

    root = argparse.ArgumentParser(
        prog="main.py evaluate", description=said("测量并打印指标。", "Print the figures.")
    )
    verbs = root.add_subparsers(required=True, metavar="asr|voice|text|cues")
    as_json = said("把指标写成 JSON；- 为标准输出", "write the figures as JSON; - for standard output")
    telephone = said("先让声音过一遍电话线", "send the sound through a telephone first")

    def verb(name: str, zh: str, en: str, example: str) -> argparse.ArgumentParser:
        what = said(zh, en)
        example = f"{said('例：', 'example: ')}main.py evaluate {name} {example}"
        added = verbs.add_parser(name, help=what, description=what, epilog=example)
        added.add_argument("--json", metavar="FILE", help=as_json)
        added.set_defaults(verb=name)
        return added

    p = verb(
        "asr",
        "识别的字错率，和通话中一样。列：path、text[、speaker]。",
        "Character errors of recognition, as in a call. Columns: path, text[, speaker].",
        "recordings.csv --telephone",
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
        "voice",
        f"声音里的压力。列：path、label、speaker。标签：{'、'.join(LABELS)}。",
        f"Stress in the voice. Columns: path, label, speaker. Labels: {', '.join(LABELS)}.",
        "recordings.csv --telephone",
    )
    p.add_argument("manifest")
    p.add_argument("--telephone", action="store_true", help=telephone)
    decibels = _decibels(said)
    p.add_argument(
        "--gain-db",
        metavar="DB",
        type=decibels,
        default=0.0,
        help=said("先放大或减小", "louder or softer first"),
    )
    noise = said("先加噪声，按此信噪比", "with noise at this ratio first")
    p.add_argument("--noise-snr-db", metavar="DB", type=decibels, default=None, help=noise)

    p = verb(
        "text",
        "话里的情绪。列：text、label[、flags]。标签：negative、neutral、positive，"
        "或 angry、anxious、sad、confused、pleased、neutral。",
        "Feeling in the words. Columns: text, label[, flags]. Labels: negative, neutral, positive, "
        "or angry, anxious, sad, confused, pleased, neutral.",
        "tests/data/words-challenge.csv",
    )
    p.add_argument("manifest")
    p.add_argument("--language", choices=("zh", "en"), default="zh", help=said("话的语言", "of the words"))

    p = verb(
        "cues",
        "在一批标注过的通话上看提示。",
        "Cues on a folder of labelled calls.",
        "tests/data/open-calls --explain",
    )
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


def _decibels(said: Callable[[str, str], str]) -> Callable[[str], float]:
    def decibels(given: str) -> float:
        try:
            value = float(given)
        except ValueError:
            value = float("nan")
        if not -LOUDEST_DB <= value <= LOUDEST_DB:
            most = f"{LOUDEST_DB:.0f}"
            raise argparse.ArgumentTypeError(
                said(
                    f"{given!r} 不行，要 -{most} 到 {most} 之间的分贝数",
                    f"{given!r} is no number of decibels from -{most} to {most}",
                )
            )
        return value

    return decibels
