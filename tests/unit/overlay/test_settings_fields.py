"""The settings as a form: every one has its place, its kind and its bounds."""

from __future__ import annotations

import msgspec

from models.settings import Loaded, Settings
from overlay.presenters.settings import NOT_IN_THE_FORM, fields, twice


def test_every_setting_is_in_exactly_one_section_and_none_is_homeless() -> None:
    sections = fields(Loaded(Settings()), "en")
    names = [field.name for section in sections.values() for field in section]
    assert sorted([*names, *NOT_IN_THE_FORM]) == sorted(msgspec.structs.asdict(Settings()))
    assert "other" not in sections


def test_kinds_bounds_and_choices_come_from_the_settings_themselves() -> None:
    known = {f.name: f for section in fields(Loaded(Settings()), "en").values() for f in section}
    assert known["size_percent"].kind == "number"
    assert (known["size_percent"].low, known["size_percent"].high) == (80, 200)
    assert set(known["theme"].choices) == {"system", "light", "dark", "contrast"}
    assert known["sound"].kind == "switch"
    assert known["customer_source"].kind == "source"
    assert known["hotkey_done"].kind == "hotkey"
    assert known["playbook"].kind == "path"


def test_a_policy_locks_a_field() -> None:
    known = fields(Loaded(Settings(), frozenset({"theme"})), "en")
    assert [f.name for section in known.values() for f in section if f.locked] == ["theme"]


def test_sentences_are_in_the_language_asked_for() -> None:
    assert fields(Loaded(Settings()), "zh")["look"][0].sentence == "界面和提示的语言"
    assert fields(Loaded(Settings()), "en")["look"][0].sentence == "Language of window and cues"


def test_keys_used_twice_are_found_whatever_their_case() -> None:
    assert twice(Settings()) == ()
    assert twice(Settings(hotkey_done="Ctrl+Alt+X", hotkey_call="ctrl+alt+x")) == (
        "hotkey_done",
        "hotkey_call",
    )
    assert twice(Settings(hotkey_done="", hotkey_call="")) == ()
