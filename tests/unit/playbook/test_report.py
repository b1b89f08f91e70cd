"""What the supervisor reads: check, cases, try, list; and the schema for the editor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from models.call.signals import SIGNALS
from models.playbook import report
from models.playbook.keys import KEYS
from models.playbook.load import default_path
from models.playbook.rules import Playbook
from models.playbook.schema import json_schema

GOOD = """\
playbook: team
rules:
  - id: boss
    title: 请主管
    say: [我请主管来]
    why: 客户要找经理
    when: {said: {by: customer, phrases: [经理], within: 8s}}
    cases:
      - {name: asks, call: [{customer: 叫经理来}], fires: [boss]}
      - {name: does not, call: [{customer: 你好}], silent: [boss]}
      - {name: nobody speaks up, call: [{agent: 你好}], fires: []}
"""

Write = Callable[..., Path]


def test_check_counts_and_names(write: Write) -> None:
    assert report.check(write(GOOD), "en") == report.Report("team: 1 rules, 0 warnings, no errors.", 0)
    bad = report.check(write(GOOD.replace("title", "titel")), "zh")
    assert bad.code == 2
    assert "是不是 title？" in bad.text


def test_cases_pass_and_fail(write: Write) -> None:
    assert report.test(write(GOOD), "en") == report.Report("3 cases, 3 passed.", 0)
    failed = report.test(write(GOOD.replace("customer: 你好", "customer: 经理好")), "en")
    assert failed.code == 1
    assert "[boss] does not: boss" in failed.text
    assert "should not have come: boss" in failed.text
    missed = report.test(write(GOOD.replace("fires: []", "fires: [boss]")), "en")
    assert "should have come: boss" in missed.text
    assert report.test(write("rules: 1"), "en").code == 2


def test_try_shows_the_cue_of_a_sentence() -> None:
    shown = report.try_sentence(default_path("zh"), "我要投诉你们", "angry")
    assert shown.code == 0
    assert shown.text.startswith("acknowledge [warn] 先认可感受")
    assert report.try_sentence(default_path("zh"), "你好我想查一下话费") == report.Report("没有提示。", 1)
    assert report.try_sentence(default_path("zh"), "好", "sleepy").code == 2
    assert "positive_language" in report.try_sentence(default_path("zh"), "按规定没办法", by_agent=True).text


def test_lists_name_every_rule_and_every_signal(default_zh: Playbook) -> None:
    assert len(report.listing(default_path("zh")).text.splitlines()) == len(default_zh.rules)
    lines = report.signals("zh").text.splitlines()
    assert [line.split()[0] for line in lines] == [signal.name for signal in SIGNALS]


def test_the_schema_in_docs_is_the_one_the_code_gives() -> None:
    stored = Path(__file__).parents[3] / "docs" / "playbook.schema.json"
    assert json.loads(stored.read_text(encoding="utf-8")) == json_schema()
    assert set(json_schema()["$defs"]["rule"]["properties"]) == set(KEYS["rule"])
