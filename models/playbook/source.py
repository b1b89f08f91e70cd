"""YAML text to a tree of values that know their line. Bounded: no bombs, no aliases, no endless files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from models.events import Text
from models.playbook.flaws import Flaw, Place, PlaybookError
from models.reasons import reason

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 100_000

Plain: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands. value: dict of Nodes by key, list of Nodes, or a plain value."""

    value: dict[str, Node] | list[Node] | Plain
    line: int
    file: str


def read(path: Path) -> Node:
    """The tree of a YAML file. Raises PlaybookError with one flaw where it cannot be read at all."""
    file = str(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        why = reason(error)
        raise _error(
            Place(file),
            Text(zh=f"读不了这个文件（{why.zh}）。", en=f"This file cannot be read ({why.en})."),
            Text(zh="请检查路径和权限。", en="Check the path and the permissions."),
        ) from error
    if size > MAX_BYTES:
        raise _error(
            Place(file),
            Text(
                zh=f"文件有 {size / 1e6:.1f} MB，太大。",
                en=f"The file has {size / 1e6:.1f} MB, which is too much.",
            ),
            Text(
                zh=f"最多 {MAX_BYTES / 1e6:.0f} MB，请用 include 拆成几个文件。",
                en=f"At most {MAX_BYTES / 1e6:.0f} MB: split it with include.",
            ),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _error(
            Place(file, line),
            Text(zh="不是 UTF-8 编码。", en="This is not UTF-8."),
            Text(zh="请在编辑器里另存为 UTF-8。", en="Save the file as UTF-8."),
        ) from error
    return parse(text, file)


def parse(text: str, file: str) -> Node:
    """The tree of YAML text; `file` is what flaws call it."""
    try:
        _check_bounds(text, file)
        root = YAML(typ="safe", pure=True).compose(text)
        if root is None:
            raise _error(
                Place(file),
                Text(zh="文件是空的。", en="The file is empty."),
                Text(zh="至少要有 playbook: 和 rules:。", en="It needs at least playbook: and rules:."),
            )
        return _node(root, file)
    except YAMLError as error:
        mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 0
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise _error(
            Place(file, line),
            Text(zh=f"YAML 写法不对（{reason}）。", en=f"This is no valid YAML ({reason})."),
            Text(
                zh="请检查这一行和上一行的缩进、冒号和引号。",
                en="Check indentation, colons and quotes on this line and the one above.",
            ),
        ) from error


def _check_bounds(text: str, file: str) -> None:
    depth = nodes = 0
    for event in _events(text):
        nodes += isinstance(event, NodeEvent)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        alias = isinstance(event, AliasEvent) or bool(getattr(event, "anchor", None))
        if not alias and depth <= MAX_DEPTH and nodes <= MAX_NODES:
            continue
        what = (
            Text(
                zh="这里用了 YAML 的锚点或别名（& *）。",
                en="YAML anchors and aliases (& and *) are not used here.",
            )
            if alias
            else Text(zh="嵌套太深或内容太多。", en="This is nested too deeply or holds too much.")
        )
        fix = (
            Text(zh="请改用 phrases 里的名字。", en="Name a group under phrases instead.")
            if alias
            else Text(zh="请拆成几个文件，用 include 引入。", en="Split it into several files with include.")
        )
        raise _error(Place(file, event.start_mark.line + 1), what, fix)


def _events(text: str) -> Iterator[Any]:
    yield from YAML(typ="safe", pure=True).parse(text)


def _node(node: Any, file: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return Node(_plain(node), line, file)
    if isinstance(node, SequenceNode):
        return Node([_node(item, file) for item in node.value], line, file)
    assert isinstance(node, MappingNode)
    values: dict[str, Node] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, ScalarNode) else "?"
        if name in values:
            raise _error(
                Place(file, key.start_mark.line + 1),
                Text(zh=f"“{name}”写了两次。", en=f"{name!r} stands here twice."),
                Text(zh="只留一个。", en="Keep one."),
            )
        values[name] = _node(value, file)
    return Node(values, line, file)


def _plain(node: Any) -> Plain:
    kind, text = str(node.tag).rsplit(":", 1)[-1], str(node.value)
    try:
        match kind:
            case "int":
                return int(text.replace("_", ""))
            case "float":
                return float(text.replace("_", ""))
            case "bool":
                return text.lower() == "true"
            case "null":
                return None
    except ValueError:
        pass
    return text


def _error(place: Place, what: Text, fix: Text) -> PlaybookError:
    return PlaybookError([Flaw(place, what, fix)])
