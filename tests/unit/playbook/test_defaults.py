"""The playbooks that ship: their own cases pass, and they are what the project promised."""

from __future__ import annotations

import pytest

from models.playbook.cases import run_cases
from models.playbook.conditions import SignalTest, walk
from models.playbook.load import default_path, load
from models.playbook.rules import Playbook

PROMISED = set(
    "listen acknowledge validate restate open_question ask_need let_vent offer_options concrete_steps "
    "positive_language no_blame reassure plain_words slow_down dead_air set_boundary supervisor retain "
    "vulnerable apologise_once thank follow_up feedback breathe".split()
)


@pytest.fixture(params=["zh", "en"], scope="module")
def playbook(request: pytest.FixtureRequest) -> Playbook:
    return load(default_path(request.param))


def test_every_case_passes(playbook: Playbook) -> None:
    failed = [
        f"{result.rule}: {result.case.name} {result.shown}"
        for result in run_cases(playbook)
        if not result.passed
    ]
    assert failed == []


def test_all_promised_cues_are_there_without_a_warning(playbook: Playbook) -> None:
    assert {rule.id for rule in playbook.rules} >= PROMISED
    assert [flaw.sentence("en") for flaw in playbook.warnings] == []


def test_each_rule_has_two_sentences_a_source_and_cases_both_ways(playbook: Playbook) -> None:
    for rule in playbook.rules:
        assert len(rule.say) >= 2, rule.id
        assert rule.source, rule.id
        assert any(rule.id in (case.fires or ()) for case in rule.cases), rule.id
        assert any(case.fires == () or rule.id in case.silent for case in rule.cases), rule.id


def test_no_rule_looks_at_the_agents_feelings(playbook: Playbook) -> None:
    may = {"silence", "speech", "turn", "characters", "interruptions", "rate", "questions", "open_questions",
           "closed_run", "echo"}  # fmt: skip
    for rule in playbook.rules:
        for node in walk(rule.when):
            if isinstance(node, SignalTest) and node.name.startswith("agent."):
                assert node.name.removeprefix("agent.") in may


def test_chinese_titles_are_short() -> None:
    assert max(len(rule.title) for rule in load(default_path("zh")).rules) <= 8
