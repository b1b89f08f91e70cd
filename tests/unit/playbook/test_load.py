from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.playbook.conditions import All, Said, SignalTest
from models.playbook.flaws import Flaw, PlaybookError
from models.playbook.load import MAX_RULES, load
from models.playbook.rules import Playbook

RULE = """\
  - id: {id}
    title: 先认可
    say: [我理解您]
    why: 客户生气了
    when: {{signal: customer.anger, at_least: 0.6}}
"""
SMALL = "playbook: team\nrules:\n" + RULE.format(id="acknowledge")

Load = Callable[[str], Playbook]


def flaws(load_text: Load, text: str) -> list[str]:
    with pytest.raises(PlaybookError) as caught:
        load_text(text)
    return [flaw.sentence("en") for flaw in caught.value.flaws]


def test_a_small_playbook(loaded: Load) -> None:
    playbook = loaded(SMALL)
    (rule,) = playbook.rules
    assert (playbook.name, playbook.language, rule.id) == ("team", "zh", "acknowledge")
    assert (rule.keep, rule.cooldown, rule.severity) == (12.0, 60.0, "info")
    assert isinstance(rule.when, SignalTest)
    assert rule.when.at_least == 0.6


def test_times_phrases_and_thresholds(loaded: Load) -> None:
    (rule,) = loaded("""\
playbook: team
thresholds: {angry: 0.7}
phrases:
  empathy: [理解您, {exact: 12315}, {pattern: "第[一二]次"}]
rules:
  - id: acknowledge
    title: 先认可
    say: 我理解您
    why: 客户生气了
    cooldown: 2m
    when:
      - {signal: customer.anger, at_least: angry, hold: 1500ms}
      - not_said: {by: agent, phrases: [empathy, 明白您], within: 15s}
""").rules
    assert rule.cooldown == 120.0
    assert isinstance(rule.when, All)
    test, not_said = rule.when.conditions
    assert isinstance(test, SignalTest)
    assert (test.at_least, test.hold) == (0.7, 1.5)
    (said,) = not_said.parts()
    assert isinstance(said, Said)
    assert said.within == 15.0


def test_all_that_is_wrong_is_said_at_once_each_with_its_line_and_a_remedy(loaded: Load) -> None:
    said = flaws(
        loaded,
        """\
playbook: team
ruls: []
rules:
  - id: one
    titel: 标题
    say: [好]
    why: 因为
    when: {signal: customer.angr, at_least: 0.6}
  - id: two
    title: 标题
    say: [好]
    why: 因为
    keep: soon
    severity: loud
    when: {sayd: {by: agent}}
""",
    )
    text = "\n".join(said)
    assert "team.yaml:2: There is no key called ruls. Did you mean rules?" in text
    assert "team.yaml:5 [one]: There is no key called titel. Did you mean title?" in text
    assert "team.yaml:4 [one]: rule lacks title." in text
    assert "There is no signal called customer.angr. Did you mean customer.anger?" in text
    assert "team.yaml:13 [two]: 'soon' is no time. Write 1.5s, 500ms or 2m." in text
    assert "There is no option called loud" in text
    assert "team.yaml:15 [two]: This should be one condition." in text
    assert len(said) == 7


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("{signal: customer.anger}", "has no bound"),
        ("{signal: customer.anger, at_least: very}", "is no number"),
        ("{said: {by: agent, phrases: nothing_like_it}}", "There is no phrase group called nothing_like_it"),
        ("{said: {by: somebody, phrases: [好]}}", "There is no option called somebody"),
        ("{said: {by: agent, phrases: [{pattern: '(a'}]}}", "This pattern cannot be used"),
        ("{said: {by: agent, phrases: [{pattern: '(?=a)'}]}}", "This pattern cannot be used"),
        ("{said: {by: agent, phrases: ['……']}}", "nothing that can be heard"),
        ("{after: {cue: nobody}}", "after names nobody, which is no rule"),
        ("{phase: lunch}", "There is no option called lunch"),
        ("soon", "This should be one condition"),
        ("{not: {signal: x, at_least: 1}, all: []}", "This should be one condition"),
    ],
)
def test_bad_conditions(loaded: Load, when: str, says: str) -> None:
    text = SMALL.replace("{signal: customer.anger, at_least: 0.6}", when)
    assert says in "\n".join(flaws(loaded, text))


def test_a_team_builds_on_the_default_without_copying_it(write: Callable[[str], Path]) -> None:
    team = load(
        write("""\
playbook: team-a
include: default/zh
thresholds: {angry: 0.75}
phrases:
  +empathy: [我懂您]
overrides:
  dead_air: {cooldown: 90s, title: 别冷场}
  breathe: {off: true}
""")
    )
    default = load(Path(__file__).parents[3] / "models/playbook/default/zh.yaml")
    rules = {rule.id: rule for rule in team.rules}
    assert rules.keys() == {rule.id for rule in default.rules} - {"breathe"}
    assert (rules["dead_air"].cooldown, rules["dead_air"].title) == (90.0, "别冷场")
    assert len(team.groups["empathy"]) == len(default.groups["empathy"]) + 1
    assert team.name == "team-a"


def test_includes_that_go_round_or_lead_nowhere(write: Callable[..., Path]) -> None:
    write("playbook: b\ninclude: a.yaml\n", "b.yaml")
    circle = write("playbook: a\ninclude: b.yaml\n", "a.yaml")
    with pytest.raises(PlaybookError, match=r"a\.yaml > b\.yaml > a\.yaml"):
        load(circle)
    with pytest.raises(PlaybookError, match="cannot be read"):
        load(write("playbook: c\ninclude: nowhere.yaml\n"))


def test_a_file_is_included_once_however_many_ask_for_it(write: Callable[..., Path]) -> None:
    write(SMALL, "base.yaml")
    write("playbook: x\ninclude: base.yaml\n", "x.yaml")
    top = write("playbook: top\ninclude: [base.yaml, x.yaml]\n", "top.yaml")
    playbook = load(top)
    assert len(playbook.rules) == 1
    assert [Path(file).name for file in playbook.files] == ["base.yaml", "top.yaml", "x.yaml"]


def test_ten_thousand_rules_are_one_sentence(write: Callable[[str], Path]) -> None:
    rules = "".join(f"  - {{id: r{n}, title: t, say: s, why: w}}\n" for n in range(10_000))
    with pytest.raises(PlaybookError) as caught:
        load(write("playbook: big\nrules:\n" + rules))
    assert len(caught.value.flaws) == 1
    some = "".join(RULE.format(id=f"r{n}") for n in range(MAX_RULES + 1))
    with pytest.raises(PlaybookError, match="which is too much"):
        load(write("playbook: big\nrules:\n" + some))


def test_the_sentence_for_the_agent_names_the_first_flaw_and_counts_the_others(loaded: Load) -> None:
    with pytest.raises(PlaybookError) as caught:
        loaded(SMALL.replace("title", "titel"))
    text = caught.value.text
    assert "titel" in text.en
    assert "(1 more)" in text.en
    assert "titel" in text.zh
    assert "另有 1 处" in text.zh


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["", "0.6", "1s", "empathy", "agent"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["id", "title", "say", "when", "all", "any", "not", "signal", "at_least", "said", "by", "phrases",
                 "cases", "call", "customer", "fires", "limits", "rules", "phrases", "overrides", "include", "styles"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["playbook", "rules", "phrases", "limits", "thresholds", "overrides"]), VALUES
    )
)
def test_no_shape_of_a_file_breaks_the_loader(
    tmp_path_factory: pytest.TempPathFactory, values: object
) -> None:
    path = tmp_path_factory.mktemp("wild") / "team.yaml"
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    flaws: Sequence[Flaw] | None = None
    try:
        load(path)
    except PlaybookError as error:
        flaws = error.flaws
    assert flaws is None or len(flaws) > 0
