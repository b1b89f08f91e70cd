"""A playbook file, with what it includes and overrides, to a Playbook; or a PlaybookError with all its flaws."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from models.call.vocabulary import Language
from models.events import Text
from models.playbook.build import NEVER, Builder
from models.playbook.checks import find_doubts
from models.playbook.flaws import Flaw, Place, PlaybookError
from models.playbook.keys import KEYS, STYLES
from models.playbook.phrases import Phrase
from models.playbook.reader import Reader
from models.playbook.rules import LEVELS, Limits, Playbook, Rule
from models.playbook.source import Node, read

SHIPPED = Path(__file__).parent / "default"
MAX_RULES = 1000
MAX_PHRASES = 20_000
MAX_INCLUDES = 20

_ID = re.compile(r"[a-z][a-z0-9_]*")


def default_path(language: Language) -> Path:
    """The playbook that ships for a language."""
    return SHIPPED / f"{language}.yaml"


def load(path: Path | str) -> Playbook:
    """The playbook in a file. Raises PlaybookError with everything that is wrong with it."""
    return _Loader().load(Path(path))


class _Merged:
    """What a file and its includes say together, still as nodes; the later wins."""

    def __init__(self) -> None:
        self.rules: dict[str, Node] = {}
        self.phrases: dict[str, list[Node]] = {}
        self.thresholds: dict[str, Node] = {}
        self.limits: dict[str, Node] = {}
        self.language: Node | None = None


class _Loader:
    def __init__(self) -> None:
        self._reader = Reader()
        self._merged = _Merged()
        self._open: list[Path] = []
        self._done: set[Path] = set()

    def load(self, path: Path) -> Playbook:
        root = read(path)
        top = self._take(root, path)
        reader, merged = self._reader, self._merged
        reader.thresholds = {
            name: reader.number(node, KEYS["signal"]["at_least"]) for name, node in merged.thresholds.items()
        }
        builder = Builder(reader, {})
        for name, nodes in merged.phrases.items():
            builder.groups[name] = tuple(p for node in nodes for p in self._phrases(builder, node))
        if len(merged.rules) > MAX_RULES or sum(map(len, builder.groups.values())) > MAX_PHRASES:
            self._too_much(root, len(merged.rules), sum(map(len, builder.groups.values())))
        rules = [self._rule(builder, node) for node in merged.rules.values()]
        if not rules and not reader.flaws:
            reader.flaw(
                root,
                Text(zh="一条规则也没有。", en="There is no rule."),
                Text(
                    zh="在 rules: 下面写规则，或者 include 一本手册。",
                    en="Write some under rules:, or include a playbook.",
                ),
            )
        playbook = Playbook(
            name=reader.text(top.get("playbook"), "playbook"),
            language="en" if reader.choice(merged.language, ("zh", "en"), "zh") == "en" else "zh",
            file=str(path),
            rules=tuple(sorted((rule for rule in rules if rule), key=lambda rule: -rule.priority)),
            groups=builder.groups,
            limits=self._limits(merged.limits),
            version=reader.text(top.get("version")),
            files=tuple(str(file) for file in sorted(self._done)),
        )
        doubts = find_doubts(
            playbook, {name for name in merged.rules if name not in {rule.id for rule in rules if rule}}
        )
        flaws = [*reader.flaws, *(flaw for flaw in doubts if not flaw.warning)]
        if flaws:
            raise PlaybookError(flaws)
        return replace(playbook, warnings=tuple(flaw for flaw in doubts if flaw.warning))

    def _take(self, root: Node, path: Path) -> dict[str, Node]:
        """Merge a file's includes, then the file itself, into what is there."""
        self._open.append(path.resolve())
        fields = self._reader.fields(root, KEYS["playbook"], "playbook")
        for item in self._names(fields.get("include")):
            self._include(item, path)
        merged, reader = self._merged, self._reader
        merged.language = fields.get("language", merged.language)
        merged.thresholds.update(reader.entries(fields.get("thresholds"), "thresholds"))
        merged.limits.update(reader.entries(fields.get("limits"), "limits"))
        for name, node in reader.entries(fields.get("phrases"), "phrases").items():
            if name.startswith("+"):
                merged.phrases.setdefault(name[1:], []).append(node)
            else:
                merged.phrases[name] = [node]
        own: set[str] = set()
        for node in reader.items(fields.get("rules"), "rules"):
            self._take_rule(node, own)
        for name, node in reader.entries(fields.get("overrides"), "overrides").items():
            self._override(name, node)
        self._done.add(self._open.pop())
        return fields

    def _names(self, node: Node | None) -> list[Node]:
        if node is None:
            return []
        return node.value if isinstance(node.value, list) else [node]

    def _include(self, node: Node, path: Path) -> None:
        reader, name = self._reader, self._reader.text(node)
        if not name:
            return
        shipped = name.removeprefix("default/")
        target = SHIPPED / f"{shipped}.yaml" if name != shipped else path.parent / name
        resolved = target.resolve()
        if resolved in self._open:
            chain = " > ".join(part.name for part in [*self._open, resolved])
            reader.flaw(
                node,
                Text(zh=f"include 绕成了圈：{chain}。", en=f"The includes go round in a circle: {chain}."),
                Text(zh="去掉其中一个 include。", en="Take one of them out."),
            )
            return
        if len(self._open) + len(self._done) > MAX_INCLUDES:
            reader.flaw(
                node,
                Text(
                    zh=f"include 超过 {MAX_INCLUDES} 个。", en=f"There are more than {MAX_INCLUDES} includes."
                ),
                Text(zh="请合并一些文件。", en="Join some of the files."),
            )
            return
        if resolved in self._done:
            return
        try:
            root = read(target)
        except PlaybookError as error:
            reader.flaws.extend(error.flaws)
            return
        self._take(root, target)

    def _take_rule(self, node: Node, own: set[str]) -> None:
        reader = self._reader
        id_node = node.value.get("id") if isinstance(node.value, dict) else None
        name = str(id_node.value) if id_node is not None else f"?{node.line}"
        if id_node is not None and not _ID.fullmatch(name):
            reader.flaw(
                id_node,
                Text(zh=f"id “{name}” 写法不对。", en=f"The id {name!r} is not well formed."),
                Text(
                    zh="用小写字母、数字和下划线，字母开头。",
                    en="Use small letters, digits and underscores, a letter first.",
                ),
            )
        if name in own:
            reader.flaw(
                node,
                Text(zh=f"规则 {name} 写了两次。", en=f"The rule {name} stands here twice."),
                Text(zh="改一个 id，或删掉一条。", en="Change one of the ids, or delete one."),
            )
        own.add(name)
        self._merged.rules[name] = node

    def _override(self, name: str, node: Node) -> None:
        rule = self._merged.rules.get(name)
        if rule is None or not isinstance(rule.value, dict):
            self._reader.unknown(node, Text(zh="规则", en="rule"), name, self._merged.rules)
            return
        changes = self._reader.fields(
            node, {k: replace(v, required=False) for k, v in KEYS["rule"].items()}, name
        )
        self._merged.rules[name] = Node({**rule.value, **changes}, rule.line, rule.file)

    def _phrases(self, builder: Builder, node: Node) -> list[Phrase]:
        items = self._reader.items(node, "phrases")
        return [phrase for item in items if (phrase := builder.phrase(item))]

    def _limits(self, entries: dict[str, Node]) -> Limits:
        reader, keys = self._reader, KEYS["limits"]
        for name, node in entries.items():
            if name not in keys:
                reader.unknown(node, Text(zh="键", en="key"), name, keys)
        return Limits(
            spacing=reader.seconds(entries.get("spacing"), keys["spacing"]),
            per_10_min=reader.whole(entries.get("per_10_min"), keys["per_10_min"]),
            waiting=reader.whole(entries.get("waiting"), keys["waiting"]),
        )

    def _rule(self, builder: Builder, node: Node) -> Rule | None:
        """A rule, or None where it is switched off."""
        reader, keys = self._reader, KEYS["rule"]
        id_node = node.value.get("id") if isinstance(node.value, dict) else None
        reader.rule = str(id_node.value) if id_node is not None else ""
        fields = reader.fields(node, keys, "rule")
        styles = reader.entries(fields.get("styles"), "styles")
        for style, value in styles.items():
            if style not in STYLES:
                reader.unknown(value, Text(zh="风格", en="style"), style, STYLES)
        rule = Rule(
            id=reader.rule,
            title=reader.text(fields.get("title")),
            say=reader.texts(fields.get("say")),
            why=reader.text(fields.get("why")),
            when=builder.condition(fields["when"], True) if "when" in fields else NEVER,
            until=builder.condition(fields["until"], True) if "until" in fields else None,
            place=Place(node.file, node.line, reader.rule),
            source=reader.text(fields.get("from")),
            keep=reader.seconds(fields.get("keep"), keys["keep"]),
            cooldown=reader.seconds(fields.get("cooldown"), keys["cooldown"]),
            per_call=reader.whole(fields.get("per_call"), keys["per_call"]),
            priority=reader.whole(fields.get("priority"), keys["priority"]),
            severity=reader.choice(fields.get("severity"), keys["severity"].options, "info"),  # type: ignore[arg-type]
            inhibits=reader.texts(fields.get("inhibits")),
            experience=frozenset(
                level
                for level in LEVELS
                if "experience" not in fields
                or level in reader.choices(fields["experience"], keys["experience"].options)
            ),
            styles={style: reader.texts(value) for style, value in styles.items()},
            icon=reader.text(fields.get("icon")),
            cases=tuple(builder.case(item) for item in reader.items(fields.get("cases"), "cases")),
        )
        off = reader.flag(fields.get("off"))
        reader.rule = ""
        return None if off else rule

    def _too_much(self, root: Node, rules: int, phrases: int) -> None:
        raise PlaybookError(
            [
                Flaw(
                    Place(root.file),
                    Text(
                        zh=f"有 {rules} 条规则、{phrases} 个短语，太多了。",
                        en=f"There are {rules} rules and {phrases} phrases, which is too much.",
                    ),
                    Text(
                        zh=f"最多 {MAX_RULES} 条规则、{MAX_PHRASES} 个短语。",
                        en=f"At most {MAX_RULES} rules and {MAX_PHRASES} phrases.",
                    ),
                )
            ]
        )
