from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posteriors import log_posteriors, spoken

from models.ear import phrases
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.phrases import TONE_WEIGHT, PhraseHit, PhraseSpotter, lowest_score, spell
from models.ear.reading import SOUND_OF, sound_posteriors
from models.ear.units import BLANK, UNIT_ID

_CALL = "- n i3 h ao3 - t ou2 s u4 - t uei4 k uan3 -"


def _hear(text: str, *wanted: str) -> list[PhraseHit]:
    return PhraseSpotter(spell(wanted)).feed(Heard(2.0, spoken(text)))


def test_a_phrase_that_is_said_is_heard_once_where_it_is() -> None:
    (hit,) = _hear(_CALL, "投诉")
    assert hit.phrase == "投诉"
    assert hit.t == pytest.approx(2.0 + 36 * FRAME_S)
    assert hit.t_end == pytest.approx(2.0 + 49 * FRAME_S)
    assert hit.score == pytest.approx(0, abs=0.05)


def test_a_phrase_that_is_not_said_is_not_heard() -> None:
    assert _hear(_CALL, "主管", "没办法", "你们") == []


def test_a_phrase_said_twice_is_heard_twice() -> None:
    assert len(_hear(f"{_CALL} {_CALL}", "退款")) == 2


def test_several_phrases_each_on_its_own() -> None:
    heard = {hit.phrase for hit in _hear(_CALL, "你好", "投诉", "退款", "订单")}
    assert heard == {"你好", "投诉", "退款"}


def test_a_wrong_tone_costs_but_does_not_hide_the_phrase() -> None:
    (right,) = _hear("t ou2 s u4 -", "投诉")
    (wrong,) = _hear("t ou2 s u1 -", "投诉")
    assert wrong.score < right.score
    assert wrong.score == pytest.approx(np.log(1 - TONE_WEIGHT) / 4, abs=0.02)


def test_parts_that_lie_too_far_apart_are_no_phrase() -> None:
    assert _hear("t ou2 - - - - - - - - - - - - s u4", "投诉") == []


def test_the_stream_may_come_in_pieces() -> None:
    whole = spoken(_CALL)
    spotter, hits = PhraseSpotter(spell(["投诉", "退款"])), []
    for start in range(0, len(whole), 7):
        hits += spotter.feed(Heard(2.0 + start * FRAME_S, whole[start : start + 7]))
    whole_hits = _hear(_CALL, "投诉", "退款")
    assert [hit.phrase for hit in hits] == [hit.phrase for hit in whole_hits]
    assert [hit.t_end for hit in hits] == pytest.approx([hit.t_end for hit in whole_hits])
    assert [hit.score for hit in hits] == pytest.approx([hit.score for hit in whole_hits])


def test_a_phrase_does_not_reach_over_a_hole_in_the_stream() -> None:
    whole = spoken("t ou2 s u4 -")
    spotter = PhraseSpotter(spell(["投诉"]))
    assert spotter.feed(Heard(0.0, whole[:8])) == []
    assert spotter.feed(Heard(3.0, whole[8:])) == []


def test_what_is_heard_ahead_is_not_heard_again() -> None:
    whole = spoken("- t ou2 s u4 - - -")
    spotter = PhraseSpotter(spell(["投诉"]))
    assert spotter.feed(Heard(0.0, whole[:14])) == []
    assert len(spotter.look_ahead(Heard(14 * FRAME_S, whole[14:40]))) == 1
    assert spotter.feed(Heard(14 * FRAME_S, whole[14:])) == []


def test_looking_ahead_leaves_no_trace_in_the_settled_score() -> None:
    whole = spoken("- t ou2 s u4 -")
    spotter = PhraseSpotter(spell(["投诉"]))
    spotter.feed(Heard(0.0, whole[:12]))
    spotter.look_ahead(nothing_heard(12 * FRAME_S, 20))
    assert len(spotter.feed(Heard(12 * FRAME_S, whole[12:]))) == 1


def test_nothing_in_nothing() -> None:
    assert PhraseSpotter({}).feed(Heard(0.0, spoken(_CALL))) == []
    assert PhraseSpotter(spell(["投诉"])).feed(nothing_heard(0.0, 0)) == []
    assert spell(["WiFi", "蠢", "投诉"]).keys() == {"投诉"}


def _slow_score(posteriors: np.ndarray, units: list[int]) -> float:
    """Best CTC path of the units, over every start and end, walked frame by frame with no cleverness."""
    sounds = sound_posteriors(posteriors)
    mixed = TONE_WEIGHT * np.exp(posteriors) + (1 - TONE_WEIGHT) * sounds[:, SOUND_OF]
    ratio = np.log(mixed + 1e-5) - np.log(sounds.max(1, keepdims=True) + 1e-5)
    states = [units[0]]
    for unit in units[1:]:
        states += [BLANK, unit]
    best = -np.inf
    paths = [(start, 0, 0.0) for start in range(len(posteriors))]
    while paths:
        frame, state, score = paths.pop()
        score += float(ratio[frame, states[state]])
        if state == len(states) - 1:
            best = max(best, score)
        if frame == len(posteriors) - 1:
            continue
        paths += [(frame + 1, state + step, score) for step in (0, 1) if state + step < len(states)]
        skips_blank = state + 2 < len(states) and state % 2 == 0
        if skips_blank and SOUND_OF[states[state]] != SOUND_OF[states[state + 2]]:
            paths.append((frame + 1, state + 2, score))
    return best / len(units)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["b a1", "b a1 b", "a1 a2", "n i3 h ao3"]))
def test_the_score_is_that_of_the_best_path(seed: int, phrase: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrases, "_WORST_SYLLABLE", -np.inf)
        _score_is_that_of_the_best_path(seed, phrase)


def _score_is_that_of_the_best_path(seed: int, phrase: str) -> None:
    units = [UNIT_ID[u] for u in phrase.split()]
    rng = np.random.default_rng(seed)
    heard = Heard(0.0, log_posteriors(rng.choice([*units, BLANK], 7).tolist(), float(rng.uniform(0.3, 0.95))))
    best = _slow_score(heard.log_posteriors, units)
    assert PhraseSpotter({"it": units}, lambda _: best - 0.001).feed(heard)
    assert not PhraseSpotter({"it": units}, lambda _: best + 0.001).feed(heard)


def test_the_longer_a_phrase_the_less_each_unit_must_be_sure() -> None:
    scores = [lowest_score(units) for units in range(1, 12)]
    assert scores == sorted(scores, reverse=True)
    assert all(-2.5 < score < 0 for score in scores)


def test_a_long_phrase_with_one_other_syllable_is_another_phrase() -> None:
    said = "sh en2 m e5 sh ih2 h ou4 n eng2 -"
    assert [hit.phrase for hit in _hear(said, "什么时候能", "什么时候来", "什么时候到")] == ["什么时候能"]
