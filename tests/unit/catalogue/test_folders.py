from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from models.catalogue.folders import candidates, installed, language_in, user_models
from models.events import AnyEvent, ModelLoaded, Problem
from models.manifest import WEIGHTS
from models.parts import Parts, load_parts
from models.settings import Settings, policy_folder
from tests.unit.catalogue.samples import written

BUNDLED = WEIGHTS / "vosk-starter-zh"


def speech(settings: Settings) -> list[AnyEvent]:
    """What is said until the speech model is loaded or given up."""
    found = []
    for event in load_parts(settings, Parts(settings)):
        if isinstance(event, ModelLoaded) and event.part != "speech":
            break
        found.append(event)
        if isinstance(event, ModelLoaded):
            break
    return found


def at(folder: Path, seconds: float) -> None:
    os.utime(folder, (seconds, seconds))


def test_policy_goes_before_user_and_user_before_bundled() -> None:
    user = written(user_models() / "vosk-model-small-cn-1")
    policy = written(policy_folder() / "models" / "vosk-model-small-cn-2")
    assert [(m.folder, m.place) for m in candidates("zh")] == [
        (policy, "policy"),
        (user, "user"),
        (BUNDLED, "bundled"),
    ]


def test_the_last_installed_comes_first() -> None:
    for name, seconds in (("a-cn", 100), ("b-cn", 300), ("c-cn", 200)):
        at(written(user_models() / name), seconds)
    assert [m.name for m in candidates("zh")][:3] == ["b-cn", "c-cn", "a-cn"]


def test_what_is_half_there_does_not_count() -> None:
    half = written(user_models() / "vosk-model-small-cn-1")
    (half / "am" / "final.mdl").unlink()
    written(user_models() / ".installing-x" / "vosk-model-small-cn-2")
    written(user_models() / ".installing-y")
    assert [m.folder for m in installed()] == [BUNDLED]


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("vosk-model-small-cn-0.22", "zh"),
        ("vosk-model-en-us-0.22-lgraph", "en"),
        ("vosk-starter-zh", "zh"),
        ("vosk-model-small-fr-0.22", None),
        ("vosk-model-french", None),
        ("our-own", None),
    ],
)
def test_the_name_tells_the_language(name: str, language: str | None) -> None:
    assert language_in(name) == language


def test_the_setting_goes_before_all() -> None:
    written(policy_folder() / "models" / "vosk-model-small-cn-2")
    (loaded,) = speech(Settings(speech_model=str(BUNDLED)))
    assert isinstance(loaded, ModelLoaded)
    assert loaded.name == "vosk-starter-zh"


def test_an_installed_model_is_taken_by_the_engine() -> None:
    shutil.copytree(BUNDLED, user_models() / "ours-zh")
    (loaded,) = speech(Settings())
    assert isinstance(loaded, ModelLoaded)
    assert loaded.name == "ours-zh"


def test_a_broken_model_is_said_and_the_next_one_taken() -> None:
    ours = user_models() / "ours-zh"
    shutil.copytree(BUNDLED, ours)
    (ours / "graph" / "words.txt").write_text("changed", encoding="utf-8")
    problem, loaded = speech(Settings())
    assert isinstance(problem, Problem)
    assert problem.code.startswith("model.broken")
    assert problem.severity == "warn"
    assert "words.txt" in problem.text.en
    assert isinstance(loaded, ModelLoaded)
    assert loaded.name == "vosk-starter-zh"


def test_a_graph_that_is_cut_off_is_said_and_the_next_model_taken() -> None:
    ours = user_models() / "ours-zh"
    shutil.copytree(BUNDLED, ours)
    (ours / "manifest.json").unlink()
    with (ours / "graph" / "HCLr.fst").open("r+b") as file:
        file.truncate(100_000)
    problem, loaded = speech(Settings())
    assert isinstance(problem, Problem)
    assert problem.code.startswith("model.broken")
    assert isinstance(loaded, ModelLoaded)
    assert loaded.name == "vosk-starter-zh"


def test_no_model_for_the_language_is_said_with_the_command() -> None:
    problem = speech(msgspec.structs.replace(Settings(), speech_language="en"))[0]
    assert isinstance(problem, Problem)
    assert problem.code.startswith("model.none")
    assert "models install en" in problem.text.zh
    assert "English" in problem.text.en
