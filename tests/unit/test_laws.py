"""The laws of the house: imports go one way, in no circle; the agent's leg is never read for feeling."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("audio", "models", "overlay")
QT_FREE = ("audio", "models")
OVERLAY_MAY = {"models.events", "models.settings", "models"}


def modules() -> dict[str, Path]:
    found = {}
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, top_level_only: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


ALL = modules()
GRAPH = {name: {i for i in imports(path) if i in ALL} for name, path in ALL.items()}


@pytest.mark.parametrize("name", sorted(ALL))
def test_no_import_goes_up_stairs(name: str) -> None:
    floor = FLOORS.index(name.split(".")[0])
    above = {i for i in GRAPH[name] if FLOORS.index(i.split(".")[0]) > floor}
    assert not above, f"{name} is on the floor of {FLOORS[floor]} and imports {above}"


def test_no_import_goes_round_in_a_circle() -> None:
    at_start = {
        name: {i for i in imports(path, top_level_only=True) if i in ALL and i != name}
        for name, path in ALL.items()
    }
    packages = {name for name in ALL if any(other.startswith(f"{name}.") for other in ALL)}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way[way.index(name) :], name))
        if name in done:
            return
        for other in at_start[name] - packages:
            visit(other, (*way, name))
        done.add(name)

    for name in sorted(set(ALL) - packages):
        visit(name, ())


@pytest.mark.parametrize("name", sorted(n for n in ALL if n.split(".")[0] in QT_FREE))
def test_the_engine_knows_no_qt(name: str) -> None:
    assert not [i for i in imports(ALL[name]) if i.startswith("PySide6")]


@pytest.mark.parametrize("name", sorted(n for n in ALL if n.split(".")[0] == "overlay"))
def test_the_overlay_knows_only_events_and_settings(name: str) -> None:
    known = {i for i in GRAPH[name] if i.startswith("models")}
    assert known <= OVERLAY_MAY, known - OVERLAY_MAY
    assert not [i for i in imports(ALL[name]) if i.split(".")[0] in ("numpy", "audio")]


def test_nothing_in_feeling_is_fed_by_the_agents_leg() -> None:
    """Everything of models.feeling that the pipeline feeds stands behind a test for the customer's leg."""
    tree = ast.parse((ROOT / "models" / "pipeline.py").read_text(encoding="utf-8"))
    understand = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "_understand")
    source = ast.unparse(understand)
    words = source.index("self._fusion.words")
    assert "leg == 'customer'" in source[:words]
    voice = source.index("self._voice.feed")
    assert "leg == 'agent'" in source[:voice]


def test_a_voice_reader_refuses_the_agents_leg() -> None:
    from audio.blocks import Voicing
    from models.feeling.voice import VoiceReader

    with pytest.raises(ValueError, match="customer"):
        list(VoiceReader().feed(Voicing("agent", 0.0, True, 200.0, 1.0, -20.0, -6.0, 0.0)))


def test_the_version_is_one() -> None:
    import tomllib

    from models.version import VERSION

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
