"""Nodes to conditions and cases: the parts of a rule that have a shape of their own."""

from __future__ import annotations

from dataclasses import replace

from models.call.signals import BY_NAME
from models.events import Leg, Text
from models.feeling import acts
from models.playbook.conditions import After, All, AnyOf, Condition, IsOneOf, Not, Said, SignalTest
from models.playbook.flaws import Place
from models.playbook.keys import CONDITIONS, FEELINGS, KEYS, LEGS, OUTCOMES
from models.playbook.phrases import Phrase, compile_pattern
from models.playbook.reader import Reader
from models.playbook.rules import Case, CaseLine
from models.playbook.source import Node

SPEECH_RATE = 4.5
"""Characters a second of a case's turn that has no length of its own."""
GAP_S = 0.4
TAIL_S = 6.0

NEVER = AnyOf(())
"""The condition that stands in for one that could not be read."""

_BY: dict[str, tuple[Leg, ...]] = {
    "customer": ("customer",),
    "agent": ("agent",),
    "anyone": ("customer", "agent"),
}


class Builder:
    """Builds conditions; phrase lists inside a rule become groups of their own in `groups`."""

    def __init__(self, reader: Reader, groups: dict[str, tuple[Phrase, ...]]) -> None:
        self._reader = reader
        self.groups = groups

    def condition(self, node: Node, spent: bool) -> Condition:
        """A condition. spent: what was said counts for one cue of the rule only."""
        reader = self._reader
        if isinstance(node.value, list):
            return All(tuple(self.condition(item, spent) for item in node.value))
        found = [name for name in CONDITIONS if isinstance(node.value, dict) and name in node.value]
        if len(found) != 1 or not isinstance(node.value, dict):
            known = ", ".join(CONDITIONS)
            reader.flaw(
                node,
                Text(zh="这里应该是一个条件。", en="This should be one condition."),
                Text(zh=f"用其中一个：{known}。", en=f"Use one of: {known}."),
            )
            return NEVER
        name = found[0]
        value = node.value[name]
        if name == "signal":
            return self._signal(node)
        if len(node.value) > 1:
            others = [other for other in node.value if other != name]
            reader.flaw(
                node,
                Text(
                    zh=f"{name} 旁边多了 {'、'.join(others)}。",
                    en=f"Beside {name} stands {', '.join(others)}.",
                ),
                Text(
                    zh="几个条件请写在 all: 或 any: 下面。", en="Put several conditions under all: or any:."
                ),
            )
        match name:
            case "all" | "any":
                parts = tuple(self.condition(item, spent) for item in reader.items(value, name))
                return All(parts) if name == "all" else AnyOf(parts)
            case "not":
                return Not(self.condition(value, False))
            case "said":
                return self._said(value, spent)
            case "not_said":
                return Not(self._said(value, False))
            case "after":
                return self._after(value)
            case _:
                options = CONDITIONS[name].options
                return IsOneOf(
                    "phase" if name == "phase" else "style", frozenset(reader.choices(value, options))
                )

    def group(self, node: Node, called: str) -> str:
        """The name of a group: as written, or a new one for phrases that stand in the rule itself."""
        reader = self._reader
        if isinstance(node.value, str) and node.value in self.groups:
            return node.value
        if isinstance(node.value, str):
            reader.unknown(node, Text(zh="词组", en="phrase group"), node.value, self.groups)
            return _none(self.groups)
        if not isinstance(node.value, list):
            reader.text(node)
            return _none(self.groups)
        phrases: list[Phrase] = []
        for item in node.value:
            if isinstance(item.value, str) and item.value in self.groups:
                phrases.extend(self.groups[item.value])
            elif phrase := self.phrase(item):
                phrases.append(phrase)
        name = f"{called}#{len(self.groups)}"
        self.groups[name] = tuple(phrases)
        return name

    def phrase(self, node: Node) -> Phrase | None:
        """A phrase: a text, or {exact: text}, {pattern: text} or {means: act}."""
        reader = self._reader
        if isinstance(node.value, dict) and len(node.value) == 1:
            ((how, value),) = node.value.items()
            text = reader.text(value)
            if how == "pattern" and text:
                try:
                    compile_pattern(text)
                except Exception as error:  # re2.error is not exported by every build
                    reader.flaw(
                        value,
                        Text(
                            zh=f"正则表达式不能用（{error}）。", en=f"This pattern cannot be used ({error})."
                        ),
                        Text(
                            zh="re2 不支持回溯引用和环视。",
                            en="re2 knows no back-references and no look-around.",
                        ),
                    )
                    return None
                return Phrase(text, "pattern")
            if how == "exact" and text:
                return Phrase(text, "exact")
            if how == "means" and text:
                known = acts.shipped()
                if known is None or text in known.acts:
                    return Phrase(text, "means")
                reader.unknown(value, Text(zh="说话的用意", en="act"), text, known.acts)
            elif how not in ("pattern", "exact"):
                reader.unknown(
                    node, Text(zh="匹配方式", en="way to match"), how, ("pattern", "exact", "means")
                )
            return None
        text = reader.text(node)
        if text and not any(char.isalnum() for char in text):
            reader.flaw(
                node,
                Text(zh=f"“{text}”里没有能听见的字。", en=f"{text!r} holds nothing that can be heard."),
                Text(zh="请写说出来的话。", en="Write what is said."),
            )
            return None
        return Phrase(text) if text else None

    def _signal(self, node: Node) -> Condition:
        reader, keys = self._reader, KEYS["signal"]
        fields = reader.fields(node, keys, "signal")
        name = reader.text(fields["signal"])
        if name not in BY_NAME:
            reader.unknown(fields["signal"], Text(zh="信号", en="signal"), name, BY_NAME)
            return NEVER
        if "at_least" not in fields and "at_most" not in fields:
            reader.flaw(
                node,
                Text(zh=f"{name} 没有界限。", en=f"{name} has no bound."),
                Text(zh="加上 at_least: 或 at_most: 。", en="Add at_least: or at_most:."),
            )
        low = reader.number(fields.get("at_least"), keys["at_least"])
        high = reader.number(fields.get("at_most"), keys["at_most"])
        return SignalTest(name, low, high, reader.seconds(fields.get("hold"), keys["hold"]))

    def _said(self, node: Node, spent: bool) -> Said:
        reader, keys = self._reader, KEYS["said"]
        fields = reader.fields(node, keys, "said")
        called = reader.rule or "phrases"
        return Said(
            by=_BY[reader.choice(fields.get("by"), LEGS, "anyone")],
            group=self.group(fields["phrases"], called) if "phrases" in fields else _none(self.groups),
            within=reader.seconds(fields.get("within"), keys["within"]),
            ago=reader.seconds(fields.get("ago"), keys["ago"]),
            times=reader.whole(fields.get("times"), keys["times"]),
            settle=reader.seconds(fields.get("settle"), keys["settle"]),
            unless=self.group(fields["unless"], called) if "unless" in fields else "",
            spent=spent and not reader.flag(fields.get("again")),
        )

    def _after(self, node: Node) -> Condition:
        reader, keys = self._reader, KEYS["after"]
        fields = reader.fields(node, keys, "after")
        outcome = reader.choice(fields.get("outcome"), OUTCOMES, "shown")
        return After(
            rules=reader.texts(fields.get("cue")),
            outcome=outcome,  # type: ignore[arg-type]  # choice() gives one of OUTCOMES
            within=reader.seconds(fields.get("within"), keys["within"]),
            ago=reader.seconds(fields.get("ago"), keys["ago"]),
        )

    def case(self, node: Node) -> Case:
        """One test case of a rule."""
        reader, keys = self._reader, KEYS["case"]
        fields = reader.fields(node, keys, "case")
        lines: list[CaseLine] = []
        for item in reader.items(fields.get("call"), "call"):
            if line := self._line(item, lines[-1].end + GAP_S if lines else 0.0):
                lines.append(line)
        end = max((line.end for line in lines), default=0.0) + TAIL_S
        return Case(
            name=reader.text(fields.get("name")),
            lines=tuple(lines),
            end=reader.seconds(fields.get("end"), replace(keys["end"], low=0.0), end),
            place=Place(node.file, node.line, reader.rule),
            fires=reader.texts(fields["fires"]) if "fires" in fields else None,
            silent=reader.texts(fields.get("silent")),
        )

    def _line(self, node: Node, after: float) -> CaseLine | None:
        reader, keys = self._reader, KEYS["line"]
        fields = reader.fields(node, keys, "call")
        legs: list[Leg] = [leg for leg in _BY["anyone"] if leg in fields]
        if len(legs) != 1:
            reader.flaw(
                node,
                Text(zh="每一句要么是 customer，要么是 agent。", en="Each turn is either customer or agent."),
                Text(zh="写成 {customer: 说的话}。", en="Write {customer: what is said}."),
            )
            return None
        text = reader.text(fields[legs[0]])
        start = reader.seconds(fields.get("at"), keys["at"], after)
        length = len(text) / SPEECH_RATE if not text.isascii() else len(text.split()) / (SPEECH_RATE * 0.6)
        return CaseLine(
            leg=legs[0],
            start=start,
            end=start + reader.seconds(fields.get("for"), keys["for"], max(0.5, length)),
            text=text,
            feelings={name: reader.number(fields[name], keys[name]) for name in FEELINGS if name in fields},
            rate=reader.number(fields["rate"], keys["rate"]) if "rate" in fields else None,
        )


def _none(groups: dict[str, tuple[Phrase, ...]]) -> str:
    """The empty group, which stands in for one that could not be read."""
    groups.setdefault("#none", ())
    return "#none"
