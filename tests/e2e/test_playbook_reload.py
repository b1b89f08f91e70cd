"""A supervisor saves the playbook while somebody is on the telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.events import (
    CallEnded,
    CallStarted,
    EndCall,
    EngineStatus,
    PlaybookLoaded,
    Problem,
    SetSetting,
    StartCall,
)
from tests.e2e.test_engine_commands import PLAYBOOK, Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    started = Engine(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()


def test_a_save_is_in_force_in_mid_call_and_a_broken_one_changes_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(PLAYBOOK, encoding="utf-8")
    engine.next(EngineStatus, state="ready")
    engine.send(SetSetting("playbook", str(file)))
    assert engine.next(PlaybookLoaded).name == "mine"  # type: ignore[attr-defined]
    engine.send(StartCall())
    engine.next(CallStarted)

    file.write_text(PLAYBOOK.replace("playbook: mine", "playbook: ours"), encoding="utf-8")
    assert engine.next(PlaybookLoaded).name == "ours"  # type: ignore[attr-defined]
    file.write_text(PLAYBOOK.replace("when:", "wenn:"), encoding="utf-8")
    problem = engine.next(Problem, code="playbook.broken")
    assert isinstance(problem, Problem)
    assert "mine.yaml" in problem.text.en
    file.write_text(PLAYBOOK.replace("playbook: mine", "playbook: again"), encoding="utf-8")
    assert engine.next(PlaybookLoaded).name == "again"  # type: ignore[attr-defined]

    engine.send(EndCall())
    engine.next(CallEnded)
    engine.stop()
