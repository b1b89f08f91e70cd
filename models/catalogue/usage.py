"""The verbs of `main.py models` and their options, explained in Chinese or in English."""

from __future__ import annotations

import argparse
from typing import Literal

from models.events import Text
from models.parser import parser_class


def parser(language: Literal["zh", "en"]) -> argparse.ArgumentParser:
    """All verbs; `verb` in what it parses is the one that was asked for."""

    def text(zh: str, en: str) -> str:
        return Text(zh=zh, en=en).said_in(language)

    root = parser_class(language)(
        prog="main.py models",
        description=text("列出、安装或校验模型。", "List, install or verify models."),
    )
    verbs = root.add_subparsers(required=True, metavar="list|install|verify")

    def verb(name: str, zh: str, en: str, example: str) -> argparse.ArgumentParser:
        what = text(zh, en)
        example = f"{text('例：', 'example: ')}main.py models {example}"
        added = verbs.add_parser(name, help=what, description=what, epilog=example)
        added.set_defaults(verb=name)
        return added

    verb(
        "list",
        "列出本机的模型和可以安装的模型（每天问一次官方网站）。",
        "List the models on this computer and those that can be installed (asks the official site once a day).",
        "list",
    )

    p = verb(
        "install",
        "安装语音模型：从官方网站，或从文件、文件夹。",
        "Install a speech model from the official site, or from a file or folder.",
        "install zh --from vosk-model-small-cn-0.22.zip",
    )
    what = text(
        "zh 或 en（自动选最适合这台电脑的），或模型名",
        "zh or en (the best for this computer), or a model's name",
    )
    p.add_argument("what", nargs="?", metavar=text("模型", "MODEL"), help=what)
    source = text("zip 文件或文件夹，完全不用网络", "a zip file or folder, without any network")
    p.add_argument("--from", dest="source", metavar=text("文件", "FILE"), help=source)

    p = verb(
        "verify",
        "按清单检查每个文件。",
        "Check every file against its manifest.",
        "verify",
    )
    one = text("只检查这个模型", "one model instead of all")
    p.add_argument("name", nargs="?", metavar=text("模型名", "NAME"), help=one)
    return root
