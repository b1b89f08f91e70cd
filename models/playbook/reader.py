"""Reading values out of a node tree: checks each against its key and collects every flaw instead of stopping."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from models.events import Text
from models.playbook.flaws import Flaw, Place
from models.playbook.keys import Key
from models.playbook.source import Node

_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|min|m|h)?")
_FACTORS = {"ms": 0.001, "s": 1.0, None: 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


class Reader:
    """Reads one playbook. rule: the rule that is being read, for the flaws; thresholds: numbers by name."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.rule = ""
        self.thresholds: Mapping[str, float] = {}

    def flaw(self, node: Node, what: Text, fix: Text) -> None:
        """Note what is wrong at a node."""
        self.flaws.append(Flaw(Place(node.file, node.line, self.rule), what, fix))

    def fields(self, node: Node, keys: Mapping[str, Key], where: str) -> dict[str, Node]:
        """The entries of a mapping that belong to it; unknown and missing keys are noted."""
        if not isinstance(node.value, dict):
            self.flaw(
                node,
                Text(zh=f"{where} 应该是“键: 值”的形式。", en=f"{where} should be a mapping (key: value)."),
                Text(zh=f"可用的键：{'、'.join(keys)}。", en=f"Its keys: {', '.join(keys)}."),
            )
            return {}
        for name, value in node.value.items():
            if name not in keys:
                self.unknown(value, Text(zh="键", en="key"), name, keys)
        for name, key in keys.items():
            if key.required and name not in node.value:
                self.flaw(
                    node,
                    Text(zh=f"{where} 缺少 {name}。", en=f"{where} lacks {name}."),
                    Text(zh=f"请加上 {name}: 。", en=f"Add {name}: ({key.en})"),
                )
        return {name: value for name, value in node.value.items() if name in keys}

    def unknown(self, node: Node, kind: Text, name: str, known: Iterable[str]) -> None:
        """Note a name that does not exist, with the nearest one that does."""
        options = list(known)
        near = difflib.get_close_matches(name, options, n=1, cutoff=0.5)
        shown = options if len(options) <= 12 else [*options[:12], "…"]
        fix = (
            Text(zh=f"是不是 {near[0]}？", en=f"Did you mean {near[0]}?")
            if near
            else Text(zh=f"可用的有：{'、'.join(shown)}。", en=f"There are: {', '.join(shown)}.")
        )
        self.flaw(
            node, Text(zh=f"没有叫 {name} 的{kind.zh}。", en=f"There is no {kind.en} called {name}."), fix
        )

    def text(self, node: Node | None, default: str = "") -> str:
        """A text that is not empty."""
        if node is None:
            return default
        if isinstance(node.value, (dict, list)) or node.value is None or not str(node.value).strip():
            self.flaw(
                node,
                Text(zh="这里应该是一段文字。", en="This should be a text."),
                Text(zh="写在冒号后面。", en="Write it behind the colon."),
            )
            return default
        return str(node.value).strip()

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A text or a list of texts."""
        if node is None:
            return ()
        items = node.value if isinstance(node.value, list) else [node]
        return tuple(text for item in items if (text := self.text(item)))

    def seconds(self, node: Node | None, key: Key, default: float | None = None) -> float:
        """A time like 1.5s, 500ms, 2m, or a number of seconds; the key's default where there is none."""
        default = key.default if default is None else default
        if node is None:
            return default
        match = _SECONDS.fullmatch(str(node.value).strip().lower())
        if match is None:
            self.flaw(
                node,
                Text(zh=f"{node.value!r} 不是时间。", en=f"{node.value!r} is no time."),
                Text(zh="写成 1.5s、500ms 或 2m。", en="Write 1.5s, 500ms or 2m."),
            )
            return default
        return self._bounded(node, float(match[1]) * _FACTORS[match[2]], key, default)

    def number(self, node: Node | None, key: Key, default: float | None = None) -> float:
        """A number, or a threshold's name where the playbook has any; else the key's default."""
        default = key.default if default is None else default
        if node is None:
            return default
        if isinstance(node.value, str) and node.value in self.thresholds:
            return self.thresholds[node.value]
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            if isinstance(node.value, str) and self.thresholds:
                self.unknown(node, Text(zh="阈值", en="threshold"), node.value, self.thresholds)
                return default
            self.flaw(
                node,
                Text(zh=f"{node.value!r} 不是数字。", en=f"{node.value!r} is no number."),
                Text(zh="写成 0.6 这样。", en="Write it like 0.6."),
            )
            return default
        return self._bounded(node, float(node.value), key, default)

    def whole(self, node: Node | None, key: Key) -> int:
        """A whole number."""
        value = self.number(node, key)
        if node is not None and value != int(value):
            self.flaw(
                node,
                Text(zh=f"{value} 不是整数。", en=f"{value} is no whole number."),
                Text(zh=f"写成 {int(value)} 这样。", en=f"Write it like {int(value)}."),
            )
        return int(value)

    def flag(self, node: Node | None) -> bool:
        """true or false; false where there is none."""
        if node is not None and not isinstance(node.value, bool):
            self.flaw(
                node,
                Text(
                    zh=f"{node.value!r} 不是 true 或 false。", en=f"{node.value!r} is neither true nor false."
                ),
                Text(zh="写 true 或 false。", en="Write true or false."),
            )
        return node is not None and node.value is True

    def choice(self, node: Node | None, options: Iterable[str], default: str) -> str:
        """One of some words."""
        if node is None:
            return default
        known = list(options)
        value = self.text(node)
        if value and value not in known:
            self.unknown(node, Text(zh="选项", en="option"), value, known)
        return value if value in known else default

    def choices(self, node: Node | None, options: Iterable[str]) -> tuple[str, ...]:
        """One or several of some words."""
        if node is None:
            return ()
        known = list(options)
        items = node.value if isinstance(node.value, list) else [node]
        return tuple(value for item in items if (value := self.choice(item, known, "")))

    def items(self, node: Node | None, where: str) -> list[Node]:
        """The entries of a list."""
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.flaw(
                node,
                Text(zh=f"{where} 应该是列表。", en=f"{where} should be a list."),
                Text(zh="每一项以 - 开头。", en="Begin each entry with a dash."),
            )
            return []
        return node.value

    def entries(self, node: Node | None, where: str) -> dict[str, Node]:
        """The entries of a mapping with free keys."""
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.flaw(
                node,
                Text(
                    zh=f"{where} 应该是“名字: 值”的形式。", en=f"{where} should be a mapping (name: value)."
                ),
                Text(zh="每一行写一个名字和冒号。", en="Write a name and a colon on each line."),
            )
            return {}
        return node.value

    def _bounded(self, node: Node, value: float, key: Key, default: float) -> float:
        if key.low <= value <= key.high:
            return value
        self.flaw(
            node,
            Text(zh=f"{value:g} 超出范围。", en=f"{value:g} is out of range."),
            Text(
                zh=f"应在 {key.low:g} 到 {key.high:g} 之间。", en=f"It should be {key.low:g} to {key.high:g}."
            ),
        )
        return default
