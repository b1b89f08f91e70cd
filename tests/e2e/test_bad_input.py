"""Bad input gets one clear sentence, and what can go on goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.events import (
    EngineStatus,
    Event,
    ModelLoaded,
    PlaybookLoaded,
    Problem,
    Shutdown,
    decode_event,
    encode,
)
from tests.e2e.conftest import CALLS, ROOT


def door(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CALLCUE_CONFIG": "nowhere", "CALLCUE_POLICY": "nowhere", **(env or {})}
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


def engine(folder: Path, settings: dict[str, object]) -> list[Event]:
    """What an engine says that starts where there is no sound server, and is ended at once."""
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    environment = {
        **os.environ,
        "CALLCUE_CONFIG": str(folder),
        "CALLCUE_DATA": str(folder / "data"),
        "PULSE_SERVER": f"unix:{folder / 'nowhere'}",
        "XDG_RUNTIME_DIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "run", "--events"],
        input=b"no command\n{}\n" + encode(Shutdown()) + b"\n",
        capture_output=True,
        timeout=120,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return [event for line in done.stdout.splitlines() if (event := decode_event(line))]


def problems(events: list[Event]) -> dict[str, Problem]:
    return {e.code: e for e in events if isinstance(e, Problem)}


def test_an_engine_without_a_device_says_so_and_is_there(tmp_path: Path) -> None:
    events = engine(tmp_path, {})
    assert isinstance(events[0], EngineStatus)
    assert [e.state for e in events if isinstance(e, EngineStatus)][-1] == "stopping"
    found = [p for p in problems(events).values() if p.code.startswith(("device.", "portaudio."))]
    assert found
    assert all(p.text.zh and p.text.en for p in found)


def test_a_missing_model_and_a_broken_playbook_are_said_and_the_engine_goes_on(tmp_path: Path) -> None:
    playbook = tmp_path / "mine.yaml"
    playbook.write_text("rules: [{id: x, titel: y}]", encoding="utf-8")
    events = engine(tmp_path, {"speech_model": str(tmp_path / "gone"), "playbook": str(playbook)})
    found = problems(events)
    assert str(tmp_path / "gone") in found["model.missing.speech"].text.zh
    assert "mine.yaml" in found["playbook.broken"].text.en
    assert {e.part for e in events if isinstance(e, ModelLoaded)} >= {"speech", "words", "voice"}
    assert [e.name for e in events if isinstance(e, PlaybookLoaded)] == ["default-zh"]


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "am").mkdir(parents=True)
    (model / "conf").mkdir()
    (model / "am" / "final.mdl").write_bytes(b"no model")
    (model / "conf" / "model.conf").write_text("")
    found = problems(engine(tmp_path, {"speech_model": str(model)}))
    assert str(model) in found["model.broken.speech"].text.en


def test_broken_settings_are_named(tmp_path: Path) -> None:
    found = problems(engine(tmp_path, {"size_percent": "huge"}))
    assert "size_percent" in found["settings.broken"].text.en


@pytest.mark.parametrize(
    "arguments",
    [
        ("replay", "nowhere"),
        ("replay", "README.md", "README.md"),
        ("replay", "a", "b", "c"),
        ("replay", str(CALLS / "07"), "--events", "/nowhere/at/all.jsonl"),
        ("demo", "--call", "nowhere", "--speed", "0"),
        ("evaluate", "text", "nowhere.csv"),
        ("evaluate", "cues", "nowhere"),
        ("rules", "check", "--playbook", "nowhere.yaml"),
        ("rules", "check", "nowhere.yaml"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(arguments: tuple[str, ...]) -> None:
    done = door(*arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    said = done.stderr + done.stdout
    assert "Traceback" not in said
    assert said.strip()


def test_labels_that_nobody_knows_are_one_sentence(tmp_path: Path) -> None:
    manifest = tmp_path / "labels.csv"
    manifest.write_text("text,label\n我很生气,purple\n好的,green\n", encoding="utf-8")
    done = door("evaluate", "text", str(manifest))
    assert done.returncode == 2
    assert "labels.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_call_start_without_an_engine_says_so(tmp_path: Path) -> None:
    done = door("call", "start", env={"CALLCUE_DATA": str(tmp_path)})
    assert done.returncode == 1
    assert "没有在这个桌面上运行" in done.stderr
