"""Stored calls through the whole line: what an agent would have seen."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile

from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    CueShown,
    Event,
    Feeling,
    LegLevel,
    Partial,
    SpeechEnded,
    Utterance,
    UtteranceCorrected,
    VoiceMeasured,
    decode_event,
    encode,
)
from models.replay import legs_of, replay
from tests.e2e.conftest import CALLS, parts, played


def labels(call: str) -> dict[str, list[dict[str, object]]]:
    return json.loads((CALLS / call / "call.json").read_text(encoding="utf-8"))


def right(cue: CueShown, call: str) -> bool:
    return any(
        (cue.rule == label["cue"] or cue.rule in label["accept"]) and label["from"] <= cue.t <= label["to"]
        for label in labels(call)["expected"]
    )


@pytest.mark.parametrize("call", ["01", "03"])
def test_a_troubled_call_gets_a_right_cue(call: str) -> None:
    cues = [e for e in played(call) if isinstance(e, CueShown)]
    assert any(right(cue, call) for cue in cues), [(cue.rule, cue.t) for cue in cues]


def test_a_calm_call_gets_no_cue() -> None:
    assert [(e.rule, e.t) for e in played("07") if isinstance(e, CueShown)] == []


def test_a_call_begins_and_ends_once_and_time_never_runs_back() -> None:
    events = played("07")
    assert isinstance(events[0], CallStarted | LegLevel)
    assert sum(isinstance(e, CallStarted) for e in events) == 1
    assert isinstance(events[-1], CallEnded)
    states = [e.t for e in events if isinstance(e, CallState)]
    assert all(b - a == pytest.approx(0.5) for a, b in pairwise(states))
    assert events[-1].t == pytest.approx(labels("07")["seconds"] + 1.0, abs=0.1)


def test_every_event_survives_its_line() -> None:
    for seq, event in enumerate(played("07"), 1):
        again = decode_event(encode(event, seq))
        assert again is not None
        assert msgspec.to_builtins(again) == msgspec.to_builtins(event)


def test_no_number_is_broken() -> None:
    def numbers(value: object) -> list[float]:
        if isinstance(value, float):
            return [value]
        if isinstance(value, dict):
            return [n for v in value.values() for n in numbers(v)]
        if isinstance(value, list):
            return [n for v in value for n in numbers(v)]
        return []

    assert all(math.isfinite(n) for e in played("07") for n in numbers(msgspec.to_builtins(e)))


def test_words_come_in_time_and_turns_are_utterances() -> None:
    events = played("07")
    turns = {(e.leg, round(e.end, 1)): e.t for e in events if isinstance(e, SpeechEnded)}
    assert len(turns) >= 15
    said = [e for e in events if isinstance(e, Utterance)]
    assert len(said) >= 15
    assert len({e.utterance for e in said}) == len(said)
    late = [e.t - e.end for e in said]
    assert sorted(late)[len(late) // 2] < 1.0
    assert any(isinstance(e, Partial) for e in events)
    assert any(isinstance(e, UtteranceCorrected) for e in events)


def test_only_the_customer_has_feelings() -> None:
    assert any(isinstance(e, Feeling) for e in played("01"))
    fields = Feeling.__struct_fields__
    assert "leg" not in fields


def test_the_same_sound_gives_the_same_events() -> None:
    again = list(replay(*legs_of(CALLS / "07"), parts()))

    def comparable(events: tuple[Event, ...] | list[Event]) -> list[Event]:
        return [e for e in events if not isinstance(e, CallStarted | CallEnded)]

    assert comparable(again) == comparable(played("07"))


def test_an_angry_agent_is_nobodys_business(tmp_path: Path) -> None:
    sound, rate = soundfile.read(CALLS / "01" / "customer-phone.wav", start=8000 * 18, frames=8000 * 24)
    soundfile.write(tmp_path / "agent.wav", sound, rate)
    soundfile.write(tmp_path / "customer.wav", np.zeros_like(sound), rate)
    events = list(replay(tmp_path / "customer.wav", tmp_path / "agent.wav", parts()))
    assert any(isinstance(e, Utterance) and e.leg == "agent" for e in events)
    assert not any(isinstance(e, Feeling) for e in events)
    measured = [e for e in events if isinstance(e, VoiceMeasured)]
    assert measured
    assert all(e.leg == "agent" and e.f0_hz is None and e.f0_diff_st is None for e in measured)
