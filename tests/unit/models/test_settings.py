from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import settings
from models.settings import Settings, SettingsError


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "POLICY"):
        monkeypatch.setenv(f"CALLCUE_{name}", str(tmp_path / name.lower()))
    return tmp_path


def policy(folder: Path, name: str, text: str) -> None:
    (folder / "policy").mkdir(exist_ok=True)
    (folder / "policy" / name).write_text(text, encoding="utf-8")


def test_without_files_the_defaults_hold() -> None:
    loaded = settings.load()
    assert loaded.settings == Settings()
    assert not loaded.locked
    assert not loaded.problems


def test_what_is_saved_is_loaded_and_only_differences_are_written(folders: Path) -> None:
    settings.save(Settings(language="en", size_percent=150))
    written = json.loads((folders / "config" / "settings.json").read_text())
    assert written == {"language": "en", "size_percent": 150}
    assert settings.load().settings == Settings(language="en", size_percent=150)


def test_a_policy_wins_and_locks(folders: Path) -> None:
    settings.save(Settings(keep_records=True, language="en"))
    policy(folders, "10-privacy.json", '{"keep_records": false}')
    loaded = settings.load()
    assert loaded.settings.keep_records is False
    assert loaded.settings.language == "en"
    assert loaded.locked == {"keep_records"}


@pytest.mark.parametrize("text", ["{", "[]", "\x00", '{"keep_records": "perhaps"}', '{"colour": "red"}'])
def test_a_broken_file_is_named_and_left_out(folders: Path, text: str) -> None:
    policy(folders, "bad.json", text)
    policy(folders, "good.json", '{"language": "en"}')
    loaded = settings.load()
    assert loaded.settings.language == "en"
    assert len(loaded.problems) == 1
    assert "bad.json" in loaded.problems[0].en


def test_a_value_that_does_not_fit_is_refused_with_its_name() -> None:
    with pytest.raises(SettingsError, match="size_percent"):
        settings.changed(Settings(), "size_percent", 5000)
    with pytest.raises(SettingsError, match="colour"):
        settings.changed(Settings(), "colour", "red")


def test_values_come_as_text_from_the_overlay() -> None:
    assert settings.changed(Settings(), "size_percent", "125").size_percent == 125
    assert settings.changed(Settings(), "start_by_speech", "false").start_by_speech is False


@pytest.mark.parametrize("typed", ["已解决，待跟进", "已解决, 待跟进;", "已解决、、待跟进"])
def test_a_list_may_be_typed_in_one_line(typed: str) -> None:
    assert settings.changed(Settings(), "dispositions", typed).dispositions == ("已解决", "待跟进")
    assert settings.changed(Settings(), "dispositions", ["a, b"]).dispositions == ("a, b",)


def test_every_setting_has_its_sentence_in_both_languages() -> None:
    for name in Settings.__struct_fields__:
        zh, en = settings.sentence(name, "zh"), settings.sentence(name, "en")
        assert any("\u4e00" <= c <= "\u9fff" for c in zh), name
        assert en.isascii(), name


@given(st.dictionaries(st.text(max_size=20), st.none() | st.integers() | st.text(max_size=20)))
def test_no_wild_value_raises_anything_else(values: dict[str, object]) -> None:
    for name, value in values.items():
        with contextlib.suppress(SettingsError):
            settings.changed(Settings(), name, value)
