"""Random walks through the lexicon's graph say what CTC says, and every CTC path is a walk through it."""

from __future__ import annotations

import numpy as np
import pytest

from models.ear.units import UNIT_ID, collapse, syllable_units
from models.speech.language_model import END, FIRST_WORD, START, LanguageModel
from models.speech.lexicon import Lexicon
from models.training.asr.graph import LexiconGraph, language_graph, lexicon_graph
from models.training.asr.nnet3 import BLANK_BETWEEN, BLANK_WITHIN, PLACES, leaves, phone
from models.training.asr.openfst import merged

# One word begins like another, some sound alike, some have two readings, repeat a unit, or start with a final.
SPELT = {
    "我": ["wo3"], "要": ["yao4", "yao1"], "药": ["yao4"], "投诉": ["tou2 su4"], "头": ["tou2"], "二": ["er4"],
    "爷爷": ["ye2 ye5"], "啊啊": ["a1 a1"], "啊": ["a1"], "姨": ["yi2"], "阿姨": ["a1 yi2"], "了": ["le5", "liao3"],
}  # fmt: skip
WORDS = list(SPELT)


def spelt(pinyin: str) -> list[int]:
    return [UNIT_ID[unit] for syllable in pinyin.split() for unit in syllable_units(syllable) or ()]


READINGS = {word: [spelt(pinyin) for pinyin in ways] for word, ways in SPELT.items()}


@pytest.fixture(scope="module")
def graph() -> LexiconGraph:
    ways = [(k, reading) for k, word in enumerate(WORDS, FIRST_WORD) for reading in READINGS[word]]
    longest = max(len(reading) for _, reading in ways)
    rows = np.array([[*reading, *[0] * (longest - len(reading))] for _, reading in ways], np.uint8)
    return lexicon_graph(Lexicon.of(["", "", *WORDS], rows, np.array([k for k, _ in ways])))


def unit_of(transition: int) -> int:
    which = (transition + 1) // 2
    return 0 if which <= BLANK_WITHIN else (which - 3) // len(PLACES) + 1


def test_every_word_has_a_label(graph: LexiconGraph) -> None:
    assert sorted(graph.words) == list(range(FIRST_WORD, FIRST_WORD + len(WORDS)))


def test_a_walk_says_the_units_of_its_words(graph: LexiconGraph) -> None:
    rng = np.random.default_rng(2)
    for _ in range(500):
        state, units, labels = graph.machine.start, [], []
        while np.isinf(graph.machine.finals[state]) or rng.random() > 0.02:
            into, out, _, state = graph.machine.arcs[state][rng.integers(len(graph.machine.arcs[state]))]
            units += [unit_of(into)] if into else []
            labels += [out] if out else []
        rest = collapse(units)
        for label in labels:
            readings = READINGS[WORDS[graph.words[label - 1] - FIRST_WORD]]
            reading = next(r for r in readings if rest[: len(r)] == r)
            rest = rest[len(reading) :]
        assert not rest


def test_every_ctc_path_is_a_walk(graph: LexiconGraph) -> None:
    rng = np.random.default_rng(3)
    for _ in range(300):
        said = [WORDS[k] for k in rng.integers(0, len(WORDS), rng.integers(1, 5))]
        units = [unit for word in said for unit in READINGS[word][int(rng.integers(len(READINGS[word])))]]
        path: list[int] = [0] * int(rng.integers(0, 3))
        for before, unit in zip([0, *units], units, strict=False):
            path += [0] * max(int(rng.integers(0, 3)), int(unit == before))
            path += [unit] * int(rng.integers(1, 4))
        path += [0] * int(rng.integers(0, 3))
        alive = {(graph.machine.start, ())}
        for unit in path:
            alive = {
                (target, (*labels, out) if out else labels)
                for state, labels in free(graph, alive)
                for into, out, _, target in graph.machine.arcs[state]
                if into and unit_of(into) == unit
            }
        heard = [labels for state, labels in free(graph, alive) if np.isfinite(graph.machine.finals[state])]
        assert tuple(graph.words.index(FIRST_WORD + WORDS.index(word)) + 1 for word in said) in heard


def free(graph: LexiconGraph, alive: set[tuple[int, tuple[int, ...]]]) -> set[tuple[int, tuple[int, ...]]]:
    """These and what is reached from them without a sound."""
    found, new = set(alive), set(alive)
    while new:
        new = {
            (arc[3], labels) for state, labels in new for arc in graph.machine.arcs[state] if not arc[0]
        } - found
        found |= new
    return found


def test_what_a_state_can_reach_is_what_the_intervals_say(graph: LexiconGraph) -> None:
    machine = graph.machine
    for state, intervals in enumerate(graph.reach):
        found, seen, new = set(), {state}, [state]
        while new:
            for _, out, _, target in machine.arcs[new.pop()]:
                if out:
                    found.add(out)
                elif target not in seen:
                    seen.add(target)
                    new.append(target)
        if any(np.isfinite(machine.finals[s]) for s in seen):
            found.add(graph.final_label)
        assert found == {label for begin, end in intervals for label in range(begin, end)}


def test_places_in_a_word_are_told_apart(graph: LexiconGraph) -> None:
    first = {arc[0] for hub in range(2, 4) for arc in graph.machine.arcs[hub]}
    tou, er = UNIT_ID["t"], UNIT_ID["er4"]
    assert leaves(phone(tou, "B")) in first
    assert leaves(phone(er, "S")) in first
    assert leaves(BLANK_BETWEEN) not in first


def test_intervals_are_joined() -> None:
    assert merged([(5, 6), (1, 3), (3, 4), (8, 9), (8, 10)]) == [(1, 4), (5, 6), (8, 10)]


def test_the_language_costs_what_its_model_says() -> None:
    rng = np.random.default_rng(4)
    words = FIRST_WORD + 6
    first, second = np.nonzero(rng.random((words, words)) < 0.4)
    good = (first != END) & (second != START)
    first, second = first[good], second[good]
    pair, third = np.nonzero(rng.random((len(first), words)) < 0.3)
    good = (second[pair] != END) & (third != START)
    pair, third = pair[good], third[good]
    followed, pair_followed = np.isin(np.arange(words), first), np.isin(np.arange(len(first)), pair)
    model = LanguageModel(
        words=words,
        unigram=np.log(rng.dirichlet(np.ones(words))).astype(np.float32),
        unigram_backoff=(np.log(rng.uniform(0.2, 1.0, words)) * followed).astype(np.float32),
        bigram_keys=(first << 16 | second).astype(np.uint32),
        bigram=rng.integers(5, 60, len(first)).astype(np.uint8),
        bigram_backoff=(rng.integers(-30, 0, len(first)) * pair_followed).astype(np.int8),
        trigram_keys=pair.astype(np.uint64) << np.uint64(16) | third.astype(np.uint64),
        trigram=rng.integers(5, 60, len(third)).astype(np.uint8),
    )
    order = list(rng.permutation(np.arange(FIRST_WORD, words)))
    machine = language_graph(model, order, 0.5)
    for _ in range(200):
        said = rng.integers(FIRST_WORD, words, rng.integers(0, 5))
        state, expected = np.full(1, START), 0.0
        for word in [*said, END]:
            score, state = model.score(state, np.full(1, word))
            expected -= 0.5 * float(score[0])
        at, cost = machine.start, 0.0
        for label in [order.index(word) + 1 for word in said]:
            while not (found := [arc for arc in machine.arcs[at] if arc[0] == label]):
                (at, cost) = backed_off(machine.arcs[at], cost)
            at, cost = found[0][3], cost + found[0][2]
        while np.isinf(machine.finals[at]):
            (at, cost) = backed_off(machine.arcs[at], cost)
        assert cost + machine.finals[at] == pytest.approx(expected, abs=1e-4)


def backed_off(arcs: list[tuple[int, int, float, int]], cost: float) -> tuple[int, float]:
    (free_arc,) = [arc for arc in arcs if not arc[0]]
    return free_arc[3], cost + free_arc[2]
