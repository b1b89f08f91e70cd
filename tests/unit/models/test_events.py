from __future__ import annotations

import json
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from models import events
from models.events import CueShown, EngineStatus, StartCall, decode_command, decode_event, encode

ROOT = Path(__file__).resolve().parents[3]


def test_a_line_has_its_type_time_and_number() -> None:
    line = encode(
        CueShown(1.5, "acknowledge#1", "acknowledge", "先认可感受", ("您说",), "火气上来了", "warn"), 7
    )
    found = json.loads(line)
    assert (found["type"], found["t"], found["seq"]) == ("CueShown", 1.5, 7)
    assert decode_event(line) == CueShown(
        1.5, "acknowledge#1", "acknowledge", "先认可感受", ("您说",), "火气上来了", "warn"
    )


def test_the_first_line_names_the_schema() -> None:
    assert json.loads(encode(EngineStatus(0.0, "starting"), 1))["schema"] == events.SCHEMA


def test_unknown_fields_are_ignored_and_unknown_types_skipped() -> None:
    assert decode_event(b'{"type":"CallEnded","t":3,"call":"x","by":"silence","new":1}') is not None
    assert decode_event(b'{"type":"Tomorrow","t":3}') is None
    assert decode_command(b'{"type":"StartCall","by":"hotkey","x":[1]}') == StartCall("hotkey")


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_garbage_is_no_event_and_no_command(line: bytes) -> None:
    assert decode_event(line) is None
    assert decode_command(line) is None


def test_the_published_schema_is_made_from_this_file() -> None:
    stored = json.loads((ROOT / "docs" / "events.schema.json").read_text())
    assert stored == msgspec.json.decode(msgspec.json.encode(events.json_schema()))


def test_every_event_and_command_is_in_the_unions() -> None:
    def leaves(base: type) -> set[type]:
        return set(base.__subclasses__())

    assert set(events.AnyEvent.__args__) == leaves(events.Event)
    assert set(events.AnyCommand.__args__) == leaves(events.Command)
