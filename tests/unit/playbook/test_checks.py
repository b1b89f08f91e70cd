from __future__ import annotations

from collections.abc import Callable

import pytest

from models.playbook.rules import Playbook

Load = Callable[[str], Playbook]

RULE = """\
playbook: team
phrases: {{thanks: [谢谢]}}
rules:
  - id: one
    title: {title}
    say: [好]
    why: 因为
    when: {when}
    inhibits: [two]
    cases:
      - {{name: x, call: [{{customer: 好}}], silent: [one]}}
  - id: two
    title: 标题
    say: [好]
    why: 因为
    when: {{signal: customer.anger, at_least: 0.5}}
    inhibits: {inhibits}
"""


def warnings(load: Load, title: str = "标题", when: str = "{phase: problem}", inhibits: str = "[]") -> str:
    playbook = load(RULE.format(title=title, when=when, inhibits=inhibits))
    return "\n".join(flaw.sentence("en") for flaw in playbook.warnings)


@pytest.mark.parametrize(
    "when",
    [
        "{signal: customer.anger, at_least: 0}",
        "{any: [{signal: customer.anger, at_least: 0.9}, {signal: call.elapsed, at_least: 0}]}",
        "{phase: [greeting, problem, solution, closing]}",
        "{all: []}",
    ],
)
def test_a_rule_that_is_always_true(loaded: Load, when: str) -> None:
    assert "[one]: The condition is always true" in warnings(loaded, when=when)


def test_an_ordinary_rule_gets_no_such_warning(loaded: Load) -> None:
    assert "always" not in warnings(loaded, when="{signal: customer.anger, at_least: 0.5}")


def test_rules_that_inhibit_each_other(loaded: Load) -> None:
    assert "one and two inhibit each other" in warnings(loaded, inhibits="[one]")
    assert "inhibit each other" not in warnings(loaded)


def test_inhibitions_that_go_round_or_meet_themselves(loaded: Load) -> None:
    def rule(name: str, inhibits: str) -> str:
        when = "{signal: customer.anger, at_least: 0.5}"
        return f"  - {{id: {name}, title: t, say: [好], why: w, when: {when}, inhibits: [{inhibits}]}}\n"

    ring = rule("one", "three") + rule("three", "two") + rule("two", "one") + rule("zone", "zone")
    said = "\n".join(flaw.sentence("en") for flaw in loaded("playbook: team\nrules:\n" + ring).warnings)
    assert "[one]: Inhibitions go round: one > three > two > one." in said
    assert "[zone]: zone inhibits itself." in said
    assert said.count("go round") == 1


def test_a_hold_that_outlasts_its_window(loaded: Load) -> None:
    when = "[{signal: customer.anger, at_least: 0.5, hold: 20s}, {said: {by: customer, phrases: thanks, within: 5s}}]"
    assert "hold 20s outlasts within 5s" in warnings(loaded, when=when)


def test_long_titles_long_phrases_and_no_cases(loaded: Load) -> None:
    assert "The title has 10 characters" in warnings(loaded, title="一二三四五六七八九十")
    when = "{said: {by: agent, phrases: [这是一个非常长的短语]}}"
    assert "The phrase '这是一个非常长的短语' is long" in warnings(loaded, when=when)
    assert "[two]: There is no case" in warnings(loaded)
