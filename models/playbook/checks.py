"""What is doubtful in a playbook that can be read: names that lead nowhere are flaws, bad craft is a warning."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Collection, Iterator, Mapping

from models.call.signals import BY_NAME
from models.events import Text
from models.playbook.conditions import After, All, AnyOf, Condition, IsOneOf, Not, Said, SignalTest, walk
from models.playbook.flaws import Flaw, Place
from models.playbook.rules import Playbook, Rule

TITLE_ZH = 8
LONG_PHRASE_ZH = 8


def find_doubts(playbook: Playbook, switched_off: Collection[str] = ()) -> list[Flaw]:
    """Flaws (names of rules that do not exist) and warnings, rule by rule."""
    ids = {rule.id for rule in playbook.rules} | set(switched_off)
    inhibits = {rule.id: rule.inhibits for rule in playbook.rules if rule.inhibits}
    return [
        flaw
        for rule in playbook.rules
        for flaw in (*_names(rule, ids), *_contradictions(rule, inhibits), *_craft(rule, playbook))
    ]


def _craft(rule: Rule, playbook: Playbook) -> Iterator[Flaw]:
    if always := _always(rule.when):
        yield _warning(
            rule.place,
            Text(zh=f"条件永远成立（{always.zh}）。", en=f"The condition is always true ({always.en})."),
            Text(zh="请加一个界限。", en="Add a bound."),
        )
    yield from _times(rule)
    if not rule.cases:
        yield _warning(
            rule.place,
            Text(zh="没有测试用例。", en="There is no case."),
            Text(zh="至少写一个该出现、一个不该出现的。", en="Write one that fires and one that does not."),
        )
    if playbook.language == "zh" and len(rule.title) > TITLE_ZH:
        yield _warning(
            rule.place,
            Text(zh=f"标题有 {len(rule.title)} 个字。", en=f"The title has {len(rule.title)} characters."),
            Text(zh=f"最多 {TITLE_ZH} 个字，一眼能看完。", en=f"At most {TITLE_ZH}, to be read at a glance."),
        )
    if playbook.language == "zh":
        yield from _long_phrases(rule, playbook)


def _names(rule: Rule, ids: Collection[str]) -> Iterator[Flaw]:
    named = [(name, "inhibits") for name in rule.inhibits]
    named += [(name, "after") for node in walk(rule.when) if isinstance(node, After) for name in node.rules]
    named += [(name, "cases") for case in rule.cases for name in (*(case.fires or ()), *case.silent)]
    for name, where in dict.fromkeys(named):
        if name not in ids:
            near = difflib.get_close_matches(name, ids, n=1, cutoff=0.5)
            yield Flaw(
                rule.place,
                Text(zh=f"{where} 里的规则 {name} 不存在。", en=f"{where} names {name}, which is no rule."),
                Text(zh=f"是不是 {near[0]}？", en=f"Did you mean {near[0]}?")
                if near
                else Text(zh="改正名字，或把它删掉。", en="Correct the name, or take it out."),
            )


def _contradictions(rule: Rule, inhibits: Mapping[str, Collection[str]]) -> Iterator[Flaw]:
    """Inhibitions that come back to where they began, each told once: at the rule that is first by name."""
    for ring in _rings(rule.id, inhibits):
        names = (*ring, rule.id)
        if len(ring) == 1:
            what = Text(zh=f"{rule.id} 压制了自己。", en=f"{rule.id} inhibits itself.")
        elif len(ring) == 2:
            other = ring[1]
            what = Text(
                zh=f"{rule.id} 和 {other} 互相压制。", en=f"{rule.id} and {other} inhibit each other."
            )
        else:
            what = Text(
                zh=f"压制绕了一圈：{' > '.join(names)}。", en=f"Inhibitions go round: {' > '.join(names)}."
            )
        yield _warning(
            rule.place,
            what,
            Text(zh="只留一个方向，另一个用优先级。", en="Keep one direction; let priority do the rest."),
        )


def _rings(start: str, inhibits: Mapping[str, Collection[str]]) -> Iterator[tuple[str, ...]]:
    """The shortest way round from `start` through later names, if there is one."""
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while ways:
        way = ways.popleft()
        for name in inhibits.get(way[-1], ()):
            if name == start:
                yield way
                return
            if name > start and name not in seen:
                seen.add(name)
                ways.append((*way, name))


def _times(rule: Rule) -> Iterator[Flaw]:
    for node in walk(rule.when):
        if isinstance(node, All):
            yield from _outlasting(node, rule.place)


def _outlasting(node: All, place: Place) -> Iterator[Flaw]:
    waits = [part.hold for part in node.conditions if isinstance(part, SignalTest)]
    windows = [part.within for part in node.conditions if isinstance(part, Said) and part.spent]
    if waits and windows and max(waits) > min(windows):
        yield _warning(
            place,
            Text(
                zh=f"hold {max(waits):g}s 比 within {min(windows):g}s 长。",
                en=f"hold {max(waits):g}s outlasts within {min(windows):g}s.",
            ),
            Text(zh="这样几乎不会触发，请调整。", en="It will hardly ever fire: change one of them."),
        )


def _long_phrases(rule: Rule, playbook: Playbook) -> Iterator[Flaw]:
    for name in dict.fromkeys(node.group for node in walk(rule.when) if isinstance(node, Said)):
        for phrase in playbook.groups[name]:
            if phrase.how == "sound" and len(phrase.text) > LONG_PHRASE_ZH:
                yield _warning(
                    rule.place,
                    Text(zh=f"短语“{phrase.text}”太长。", en=f"The phrase {phrase.text!r} is long."),
                    Text(zh="识别常有错字，请拆成短的。", en="Recognisers slip: use several short ones."),
                )


def _always(condition: Condition) -> Text | None:
    """Why a condition cannot be false; None where it can."""
    match condition:
        case SignalTest():
            signal = BY_NAME[condition.name]
            if condition.at_least <= signal.low and condition.at_most >= signal.high:
                return Text(zh=f"{signal.name} 总在范围内", en=f"{signal.name} is always within its bounds")
        case All():
            reasons = [_always(part) for part in condition.conditions]
            if all(reasons):
                return reasons[0] if reasons else Text(zh="all 是空的", en="all is empty")
        case AnyOf():
            return next((reason for part in condition.conditions if (reason := _always(part))), None)
        case IsOneOf():
            if condition.what == "phase" and len(condition.values) == 4:
                return Text(zh="列出了所有阶段", en="it lists every phase")
        case Not(AnyOf(())):
            return Text(zh="not 里面是空的", en="not holds nothing")
    return None


def _warning(place: Place, what: Text, fix: Text) -> Flaw:
    return Flaw(place, what, fix, warning=True)
