from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from models.events import Feeling, Reason, Utterance
from models.feeling.fusion import (
    CALM_VOICE,
    PRIOR,
    VOICE_HALF_LIFE_S,
    WEIGHING,
    WORDS_HALF_LIFE_S,
    Fusion,
)
from models.feeling.voice import VoiceStress
from models.feeling.words import Flag, WordReason, WordsFeeling

CALM_WORDS = WordsFeeling(
    0.0, 0.02, 0.02, 0.02, 0.02, 0.02, 0.05, reasons=(WordReason("pleasure", "好的", 0, 2, 0.1),)
)
ANGRY_WORDS = replace(
    CALM_WORDS,
    valence=-0.8,
    anger=0.9,
    flags=(Flag("threat", 0.9, 0, 5, "12315"),),
    reasons=(WordReason("anger", "到底管不管", 0, 5, 0.9),),
)
GLAD_WORDS = replace(CALM_WORDS, valence=0.8, pleasure=0.9)


def stress(t: float, anger: float) -> VoiceStress:
    return VoiceStress(t, anger, anger, 0.05, (Reason("rate", anger),))


def said(t: float, utterance: str = "c1", confidence: float = 1.0) -> Utterance:
    return Utterance(t, "customer", utterance, "……", t - 2, t - 0.5, (), confidence)


def last(events: object) -> Feeling:
    return list(events)[-1]  # type: ignore[call-overload]


def test_the_voice_counts_against_that_of_a_calm_caller() -> None:
    """From calm to its mirror image its log-odds rise by twice those of calm; a calm voice says nothing."""
    calm = CALM_VOICE["anger"]
    fusion = Fusion()
    feeling = last(fusion.voice(stress(1.0, calm)))
    assert fusion.evidence("anger", 1.0)[0] == pytest.approx(0.0)
    assert log(feeling.anger / (1 - feeling.anger)) == pytest.approx(WEIGHING["anger"].none, abs=0.02)
    last(fusion.voice(stress(2.0, 1 - calm)))
    assert fusion.evidence("anger", 2.0)[0] == pytest.approx(2 * log((1 - calm) / calm))


def test_two_witnesses_are_surer_than_one() -> None:
    fusion = Fusion()
    voice = last(fusion.voice(stress(1.0, 0.7))).anger
    both = last(fusion.words(said(1.2), ANGRY_WORDS))
    assert both.anger > max(voice, 0.9)
    assert both.source == "both"
    assert both.flags == ("threat",)
    assert {reason.kind for reason in both.reasons} == {"rate", "words"}


def test_calm_words_make_a_stirred_voice_less_angry() -> None:
    fusion = Fusion()
    voice = last(fusion.voice(stress(1.0, 0.7))).anger
    assert last(fusion.words(said(1.2), CALM_WORDS)).anger < voice


def test_a_correction_takes_the_place_of_what_was_misheard() -> None:
    fusion = Fusion()
    assert last(fusion.words(said(1.0), ANGRY_WORDS)).anger > 0.8
    assert last(fusion.words(said(1.1), CALM_WORDS)).anger < 0.1


def test_words_the_recogniser_doubts_say_nothing() -> None:
    anger = last(Fusion().words(said(1.0, confidence=0.3), ANGRY_WORDS)).anger
    assert log(anger / (1 - anger)) == pytest.approx(WEIGHING["anger"].none, abs=0.01)


def test_feeling_fades_with_its_half_lives() -> None:
    fusion = Fusion()
    list(fusion.words(said(0.0), ANGRY_WORDS))
    now = last(fusion.words(said(0.1, "c2"), CALM_WORDS)).anger
    later = last(fusion.words(said(0.1 + 3 * WORDS_HALF_LIFE_S, "c3"), CALM_WORDS)).anger
    assert later < now
    alone = Fusion()
    loud = last(alone.voice(stress(0.0, 0.95))).anger
    assert last(alone.words(said(3 * VOICE_HALF_LIFE_S), CALM_WORDS)).anger < loud / 2


def test_a_glad_word_in_an_angry_voice_is_a_disagreement() -> None:
    fusion = Fusion()
    list(fusion.voice(stress(1.0, 0.9)))
    assert last(fusion.words(said(1.2), GLAD_WORDS)).disagree
    assert not last(Fusion().words(said(1.2), GLAD_WORDS)).disagree


def test_memory_is_bounded_and_every_value_in_its_range() -> None:
    fusion = Fusion()
    for k in range(200):
        list(fusion.voice(stress(k, 0.99)))
        feeling = last(fusion.words(said(k, f"c{k}"), ANGRY_WORDS if k % 2 else GLAD_WORDS))
        values = [getattr(feeling, name) for name in (*PRIOR, "arousal")]
        assert all(0.0 <= v <= 1.0 for v in values)
        assert -1.0 <= feeling.valence <= 1.0
        assert len(feeling.reasons) <= 4
