from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.playbook.load import load
from models.playbook.rules import Playbook

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a playbook file and gives its path; a second one needs another name."""

    def write_file(text: str, name: str = "team.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def loaded(write: Write) -> Callable[[str], Playbook]:
    """Loads a playbook from text."""
    return lambda text: load(write(text))


@pytest.fixture(scope="session")
def default_zh() -> Playbook:
    return load(Path(__file__).parents[3] / "models/playbook/default/zh.yaml")
