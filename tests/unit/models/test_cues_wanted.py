"""Which cues an agent wants is honoured at once, in a running call too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from models.events import CueExpired, CueShown, Event, Utterance
from models.parts import Parts
from models.pipeline import Pipeline
from models.playbook.load import load
from models.settings import Settings
from models.slow import workers

PLAYBOOK = """\
playbook: team
limits: {spacing: 0s}
rules:
  - {id: boss, title: 请主管, say: [好], why: 因为,
     when: {said: {by: customer, phrases: [经理], within: 8s}}}
  - {id: new, title: 新手, say: [好], why: 因为, experience: [novice],
     when: {said: {by: customer, phrases: [账单], within: 8s}}}
"""


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    (tmp_path / "team.yaml").write_text(PLAYBOOK, encoding="utf-8")
    return Parts(Settings(), playbook=load(tmp_path / "team.yaml"))


@pytest.fixture
def pipeline(parts: Parts) -> Iterator[Pipeline]:
    with workers() as threads:
        yield Pipeline(parts, threads)


def said(pipeline: Pipeline, t: float, text: str) -> list[str]:
    events = pipeline.tell(Utterance(t, "customer", f"u{t}", text, t - 1, t))
    return [event.rule for event in events if isinstance(event, CueShown)]


def wanted(pipeline: Pipeline, parts: Parts, **values: object) -> list[Event]:
    parts.settings = msgspec.structs.replace(parts.settings, **values)
    return list(pipeline.use_playbook())


def test_a_cue_that_is_switched_off_goes_and_does_not_come_back(pipeline: Pipeline, parts: Parts) -> None:
    assert said(pipeline, 2.0, "叫你们经理来") == ["boss"]
    assert [type(event) for event in wanted(pipeline, parts, quiet_cues=("boss",))] == [CueExpired]
    assert said(pipeline, 100.0, "叫你们经理来") == []
    wanted(pipeline, parts, quiet_cues=())
    assert said(pipeline, 200.0, "叫你们经理来") == ["boss"]


def test_another_experience_counts_at_once(pipeline: Pipeline, parts: Parts) -> None:
    assert said(pipeline, 2.0, "我的账单") == []
    wanted(pipeline, parts, experience="novice")
    assert said(pipeline, 20.0, "我的账单") == ["new"]
