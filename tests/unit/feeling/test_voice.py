"""The reader of the customer's voice, on voicings made here: what it says, what must not move it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from audio.blocks import Voicing
from models.events import VoiceMeasured
from models.feeling.voice import VoiceReader, VoiceStress

Stresses = list[VoiceStress]


def speak(
    seconds: float,
    start: float,
    f0_hz: float = 120.0,
    rate: float = 5.0,
    tilt: float = -5.0,
    flux: float = 2.7,
    level_db: float = -25.0,
    seed: int = 0,
) -> Iterator[Voicing]:
    """A turn with a pause behind it."""
    random = np.random.default_rng(seed)
    for i in range(round(seconds * 100)):
        t = i * 0.01
        syllable = math.cos(2 * math.pi * rate * t)
        f0 = f0_hz * 2 ** (0.2 * math.sin(2 * math.pi * 0.7 * t)) if syllable < 0.5 else math.nan
        voicing = 0.0 if math.isnan(f0) else 0.55
        level = level_db - 8.0 * (1 + syllable) + random.normal(0, 0.3)
        yield Voicing(
            "customer", start + t, True, f0, voicing, level, tilt + random.normal(0, 1), flux, level
        )
    for i in range(80):
        t = start + seconds + i * 0.01
        yield Voicing("customer", t, False, math.nan, 0.0, -70.0, -5.0, 0.5)


def play(reader: VoiceReader, *turns: Iterator[Voicing]) -> tuple[list[VoiceMeasured], Stresses]:
    events = [event for turn in turns for hop in turn for event in reader.feed(hop)]
    measured = [event for event in events if isinstance(event, VoiceMeasured)]
    return measured, [event for event in events if isinstance(event, VoiceStress)]


def calm(reader: VoiceReader) -> float:
    """Twelve seconds of calm; gives the anger of the last turn."""
    _, stresses = play(reader, *(speak(3.0, 4.0 * i, seed=i) for i in range(4)))
    return stresses[-1].anger


ANGRY = {"f0_hz": 190.0, "rate": 6.5, "tilt": -1.5, "flux": 3.4}


def test_raised_voice_reads_as_anger_and_arousal() -> None:
    reader = VoiceReader()
    before = calm(reader)
    _, stresses = play(reader, speak(3.0, 20.0, **ANGRY))
    after = stresses[-1]
    assert after.of_utterance
    assert after.anger > before + 0.3
    assert after.arousal > 0.6
    assert after.sadness < 0.3


def test_reasons_are_words_an_agent_reads() -> None:
    reader = VoiceReader()
    calm(reader)
    _, stresses = play(reader, speak(3.0, 20.0, **ANGRY))
    found = {reason.kind: reason.text for reason in stresses[-1].reasons}
    assert 1 <= len(found) <= 2
    assert all(text is not None and text.zh and text.en for text in found.values())
    assert "tilt" in found or "pitch" in found


def test_calm_has_no_reasons() -> None:
    reader = VoiceReader()
    calm(reader)
    _, stresses = play(reader, speak(3.0, 20.0, seed=9))
    assert stresses[-1].reasons == ()


def test_a_gain_that_changes_is_no_anger() -> None:
    reader, louder = VoiceReader(), VoiceReader()
    for each in (reader, louder):
        calm(each)
    _, same = play(reader, speak(3.0, 20.0))
    _, gained = play(louder, speak(3.0, 20.0, level_db=-13.0))
    assert gained[-1].anger == pytest.approx(same[-1].anger, abs=0.01)


def test_angry_from_the_first_word() -> None:
    """People's calm is the measure then, and an angry caller does not become their own calm."""
    reader = VoiceReader()
    _, stresses = play(reader, *(speak(3.0, 4.0 * i, seed=i, **ANGRY) for i in range(4)))
    turns = [stress for stress in stresses if stress.of_utterance]
    calm_reader = VoiceReader()
    usual = calm(calm_reader)
    assert turns[0].anger > usual + 0.1
    assert turns[-1].anger > usual


def test_every_half_second_of_speech_and_at_the_end_of_the_turn() -> None:
    measured, stresses = play(VoiceReader(), speak(3.0, 0.0))
    assert len(measured) == 6
    assert [stress.of_utterance for stress in stresses] == [False] * 6 + [True]
    assert np.diff([m.t for m in measured]) == pytest.approx(0.5)


def test_differences_only_once_the_callers_calm_is_known() -> None:
    measured, _ = play(VoiceReader(), *(speak(3.0, 4.0 * i) for i in range(3)))
    assert measured[0].f0_diff_st is None
    assert measured[0].rate_ratio is None
    last = measured[-1]
    assert last.f0_diff_st == pytest.approx(0.0, abs=2.0)
    assert last.rate_ratio == pytest.approx(1.0, abs=0.25)
    assert last.level_diff_db == pytest.approx(0.0, abs=1.0)


def test_the_agents_voice_is_refused() -> None:
    reader = VoiceReader()
    hop = Voicing("agent", 0.0, True, 150.0, 0.8, -20.0, -5.0, 1.0)
    with pytest.raises(ValueError, match="only the customer"):
        list(reader.feed(hop))


def test_what_is_no_speech_says_nothing() -> None:
    reader = VoiceReader()
    hops = [Voicing("customer", i * 0.01, False, 440.0, 0.99, -10.0, 0.0, 5.0) for i in range(500)]
    assert [event for hop in hops for event in reader.feed(hop)] == []


def test_speech_without_any_pitch_says_nothing() -> None:
    reader = VoiceReader()
    hops = [Voicing("customer", i * 0.01, True, math.nan, 0.0, -30.0, 0.0, 1.0) for i in range(300)]
    assert [event for hop in hops for event in reader.feed(hop)] == []
