"""When a call begins and ends. Real speech from an open call, for a detector does not take noise for speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile
import soxr

from audio.blocks import RATE, Block
from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    EndCall,
    Event,
    LegHealth,
    LegLevel,
    SpeechStarted,
    StartCall,
)
from models.parts import Parts
from models.session import PREROLL_S, Session
from models.settings import Settings
from models.slow import workers

CALL = Path(__file__).resolve().parents[2] / "data" / "open-calls" / "01" / "customer-phone.wav"


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """Four seconds that begin with a word."""
    sound, rate = soundfile.read(CALL, start=round(6.1 * 8000), frames=4 * 8000, dtype="float32")
    return soxr.resample(sound, rate, RATE).astype(np.float32)


@pytest.fixture
def session() -> Iterator[Session]:
    with workers() as threads:
        yield Session(
            Parts(Settings(end_after_silence_s=10)), threads, now=lambda: "2026-11-24T10:00:00+08:00"
        )


def play(session: Session, customer: np.ndarray, start: float) -> list[Event]:
    """The customer's sound beside an agent who is silent, in aligned blocks from `start` on."""
    events: list[Event] = []
    for k in range(0, len(customer) - 319, 320):
        t = start + k / RATE
        for leg, samples in (("customer", customer[k : k + 320]), ("agent", np.full(320, 1e-3, np.float32))):
            events += session.feed(Block(leg, t, samples, RATE))
    return events


def silence(seconds: float) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 1e-3, round(seconds * RATE)).astype(np.float32)


def test_between_calls_only_meters_run(session: Session) -> None:
    events = play(session, silence(3), 0.0)
    assert events
    assert {type(e) for e in events} == {LegLevel}
    assert session.call is None


def test_the_customers_voice_starts_a_call_that_holds_its_first_word(
    session: Session, speech: np.ndarray
) -> None:
    events = play(session, np.concatenate([silence(3), speech]), 0.0)
    started = next(e for e in events if isinstance(e, CallStarted))
    assert (started.t, started.by, started.at) == (0.0, "speech", "2026-11-24T10:00:00+08:00")
    spoke = next(e for e in events if isinstance(e, SpeechStarted))
    assert 0.5 < spoke.start <= PREROLL_S
    assert session.call == started.call


def test_a_button_starts_a_call_at_zero_and_ends_it(session: Session) -> None:
    play(session, silence(2), 0.0)
    assert [e.t for e in session.command(StartCall("button"))] == [0.0]
    assert list(session.command(StartCall("button"))) == []
    states = [e.t for e in play(session, silence(2), 2.0) if isinstance(e, CallState)]
    assert states == pytest.approx([0.5, 1.0, 1.5, 2.0])
    ended = list(session.command(EndCall("hotkey")))[-1]
    assert isinstance(ended, CallEnded)
    assert (ended.by, ended.t) == ("hotkey", pytest.approx(2.0))
    assert session.call is None


def test_silence_of_both_ends_the_call(session: Session, speech: np.ndarray) -> None:
    events = play(session, np.concatenate([speech, silence(12)]), 0.0)
    ended = [e for e in events if isinstance(e, CallEnded)]
    assert [e.by for e in ended] == ["silence"]
    assert session.call is None


def test_a_second_call_is_another_one(session: Session, speech: np.ndarray) -> None:
    first = play(session, np.concatenate([speech, silence(12)]), 0.0)
    second = play(session, speech, 20.0)
    ids = [e.call for e in (*first, *second) if isinstance(e, CallStarted)]
    assert len(set(ids)) == 2
    assert all(e.t <= 6 for e in second if isinstance(e, SpeechStarted))


def test_speech_starts_no_call_where_the_agent_does_not_want_it(speech: np.ndarray) -> None:
    with workers() as threads:
        settings = msgspec.structs.replace(Settings(), start_by_speech=False)
        assert not [
            e for e in play(Session(Parts(settings), threads), speech, 0.0) if isinstance(e, CallStarted)
        ]


def test_a_dead_leg_is_said_with_its_remedy(session: Session) -> None:
    events = play(session, np.zeros(21 * RATE, np.float32), 0.0)
    dead = [e for e in events if isinstance(e, LegHealth)]
    assert [(e.leg, e.state) for e in dead] == [("customer", "silent")]
    assert dead[0].text is not None
    assert "20" in dead[0].text.zh
    assert "20" in dead[0].text.en
