"""The ear beside the pipeline, with an ear that hears what it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from audio.blocks import RATE, Block
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.phrases import PhraseSpotter
from models.events import UtteranceCorrected, Word
from models.speech.ear_stream import DELAY_S, WHOLE_S, EarStream
from models.speech.second_reading import Reading


class DeafEar:
    """Counts its looks; every frame is blank."""

    def __init__(self) -> None:
        self.looks: list[float] = []

    def hear(self, samples: np.ndarray, t0: float) -> Heard:
        self.looks.append(t0)
        return nothing_heard(t0, len(samples) // round(FRAME_S * RATE))


class CountingReader:
    """Reads one word of a tenth of a second for every tenth of a second; notes how much it had to read."""

    def __init__(self) -> None:
        self.lengths: list[float] = []

    def read(self, heard: Heard, after: tuple[Word, ...] = ()) -> Reading:
        self.lengths.append(heard.t_end - heard.t0)
        first, last = round(heard.t0 * 10), round(heard.t_end * 10)
        words = tuple(Word("字", k / 10, (k + 1) / 10) for k in range(first, last))
        return Reading(words, "字" * len(words), 0.0)


def play(stream: EarStream, speaking: list[bool], utterance: str = "c1", start: int = 0) -> Iterator[Any]:
    for k, speaks in enumerate(speaking, start):
        yield from stream.feed(
            Block("customer", k * 0.02, np.zeros(320, np.float32), RATE), speaks, utterance
        )


@pytest.fixture
def parts() -> Iterator[tuple[EarStream, DeafEar, CountingReader]]:
    ear, reader = DeafEar(), CountingReader()
    with ThreadPoolExecutor(1) as worker:
        yield EarStream("customer", ear, PhraseSpotter({}), reader, worker), ear, reader  # type: ignore[arg-type]


def corrections(events: Any) -> list[UtteranceCorrected]:
    return [e for e in events if isinstance(e, UtteranceCorrected)]


def test_silence_is_never_looked_at(parts: tuple[EarStream, DeafEar, CountingReader]) -> None:
    stream, ear, _ = parts
    assert list(play(stream, [False] * 500)) == []
    assert ear.looks == []


def test_an_answer_counts_a_moment_after_the_question(
    parts: tuple[EarStream, DeafEar, CountingReader],
) -> None:
    stream, _, _ = parts
    first = corrections(play(stream, [True] * 100))[0]
    assert first.t == pytest.approx(1.0 + DELAY_S)
    assert first.goes_on


def test_the_last_answer_of_a_turn_is_final(parts: tuple[EarStream, DeafEar, CountingReader]) -> None:
    stream, _, _ = parts
    list(play(stream, [True] * 100))
    list(play(stream, [False] * 20, start=100))
    stream.end_turn("c1")
    last = corrections(play(stream, [False] * 40, utterance="c2", start=120))[-1]
    assert (last.utterance, last.goes_on) == ("c1", False)


def test_a_long_monologue_costs_no_more_than_a_short_one(
    parts: tuple[EarStream, DeafEar, CountingReader],
) -> None:
    stream, _, reader = parts
    last = corrections(play(stream, [True] * 50 * 60))[-1]
    assert max(reader.lengths) < WHOLE_S + 3
    assert last.text == "字" * len(last.words)
    assert last.start == pytest.approx(0.0, abs=0.11)
    assert last.end > 57
    starts = [word.start for word in last.words]
    assert starts == sorted(set(starts))


def test_when_the_leg_stops_the_utterance_is_heard_as_a_whole(
    parts: tuple[EarStream, DeafEar, CountingReader],
) -> None:
    stream, ear, reader = parts
    list(play(stream, [True] * 50 * 7 + [False] * 60))
    assert ear.looks[-1] == pytest.approx(0.0, abs=0.021)
    assert reader.lengths[-1] == pytest.approx(7.3, abs=0.1)


class NumberReader:
    """Always reads one sum of money."""

    def read(self, heard: Heard, after: tuple[Word, ...] = ()) -> Reading:
        words = (Word("一千二百", heard.t0, heard.t0 + 0.6), Word("块", heard.t0 + 0.6, heard.t0 + 0.8))
        return Reading(words, "一千二百块", 0.0)


def test_a_correction_shows_numbers_in_figures(parts: tuple[EarStream, DeafEar, CountingReader]) -> None:
    plain, _, _ = parts
    assert {e.shown for e in corrections(play(plain, [True] * 100))} == {""}
    with ThreadPoolExecutor(1) as worker:
        stream = EarStream("customer", DeafEar(), PhraseSpotter({}), NumberReader(), worker)  # type: ignore[arg-type]
        first = corrections(play(stream, [True] * 100))[0]
    assert (first.text, first.shown) == ("一千二百块", "1200块")
