"""argparse in Chinese: its own words, those that no caller of it can set."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, Literal, NoReturn

_ERRORS = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"the following arguments are required: (.+)", r"缺少参数：\1"),
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
        (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，可以是：\3"),
        (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
        (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
        (r"argument (.+?): expected at most one argument", r"\1 后面最多写一个值"),
        (r"argument (.+?): expected (\d+) arguments?", r"\1 后面要写 \2 个值"),
        (r"argument (.+?): invalid int value: (.+)", r"\1 要写整数，不能是 \2"),
        (r"argument (.+?): invalid float value: (.+)", r"\1 要写数字，不能是 \2"),
        (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能写值（\2）"),
        (r"argument (.+?): not allowed with argument (.+)", r"\1 不能和 \2 一起用"),
        (r"one of the arguments (.+) is required", r"要写其中一个：\1"),
        (r"ambiguous option: (.+) could match (.+)", r"\1 有多种可能：\2"),
    )
)


def parser_class(language: Literal["zh", "en"]) -> type[argparse.ArgumentParser]:
    """What to make a parser of; its subparsers are of the same class."""
    return _Chinese if language == "zh" else argparse.ArgumentParser


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return re.sub(r"^(\S+):$", r"\1：", super().format_help(), flags=re.MULTILINE)


class _Chinese(argparse.ArgumentParser):
    def __init__(self, **known: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **known, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明并退出")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{in_chinese(message)}\n")


def in_chinese(message: str) -> str:
    """argparse's sentence on wrong use; one that it does not make itself stays as it is."""
    for english, chinese in _ERRORS:
        if found := english.fullmatch(message):
            return found.expand(chinese)
    return message
