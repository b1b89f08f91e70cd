"""The beam search against one that tries every word sequence and every CTC path."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.ear.units import BLANK
from models.speech.beam import BeamSearch, Weights
from models.speech.language_model import END, FIRST_WORD, START, LanguageModel
from models.speech.lexicon import Lexicon

# word id: its readings; 2 and 3 sound the same, 4 begins like them, 5 repeats a unit, 6 can be said in two ways
READINGS = {2: [(1, 2)], 3: [(1, 2)], 4: [(1, 2, 3)], 5: [(3, 3)], 6: [(1,), (2,)]}
UNITS = 4
WIDE = Weights(language=0.7, word=0.4, blank=0.0, beam=1e6, width=10**6, least_unit=-1e9, sure_blank=0.1)


def lexicon() -> Lexicon:
    spelt = [(word, reading) for word, ways in READINGS.items() for reading in ways]
    rows = np.array([[*r, *[0] * (3 - len(r))] for _, r in spelt], np.uint8)
    return Lexicon.of(["", "", *"乙丙丁戊己"], rows, np.array([w for w, _ in spelt]))


def model(seed: int) -> LanguageModel:
    random = np.random.default_rng(seed)
    words = FIRST_WORD + len(READINGS)
    pairs = random.random((words, words)) < 0.4
    pairs[END], pairs[:, START] = False, False
    first, second = np.nonzero(pairs)
    after = random.random((len(first), words)) < 0.3
    after[second == END], after[:, START] = False, False
    before, third = np.nonzero(after)
    return LanguageModel(
        words=words,
        unigram=np.log(random.dirichlet(np.ones(words))).astype(np.float32),
        unigram_backoff=np.log(random.uniform(0.2, 1.0, words)).astype(np.float32),
        bigram_keys=(first << 16 | second).astype(np.uint32),
        bigram=random.integers(5, 60, len(first)).astype(np.uint8),
        bigram_backoff=random.integers(-30, 0, len(first)).astype(np.int8),
        trigram_keys=before.astype(np.uint64) << np.uint64(16) | third.astype(np.uint64),
        trigram=random.integers(5, 60, len(third)).astype(np.uint8),
    )


def language_score(lm: LanguageModel, words: tuple[int, ...]) -> float:
    """A plain back-off trigram, read off the arrays by hand."""
    bigrams = {(int(k) >> 16, int(k) & 0xFFFF): n for n, k in enumerate(lm.bigram_keys)}
    trigrams = {(int(k) >> 16, int(k) & 0xFFFF): n for n, k in enumerate(lm.trigram_keys)}

    def after_one(a: int, b: int) -> float:
        if (a, b) in bigrams:
            return -int(lm.bigram[bigrams[a, b]]) / 16
        return float(lm.unigram_backoff[a] + lm.unigram[b])

    total, history = 0.0, [START]
    for word in words:
        pair = bigrams.get((history[-2], history[-1])) if len(history) > 1 else None
        if pair is None:
            total += after_one(history[-1], word)
        elif (pair, word) in trigrams:
            total += -int(lm.trigram[trigrams[pair, word]]) / 16
        else:
            total += int(lm.bigram_backoff[pair]) / 16 + after_one(history[-1], word)
        history.append(word)
    return total


def sound_score(frames: np.ndarray, units: tuple[int, ...]) -> float:
    """The best of all CTC paths that spell the units."""
    best = -np.inf
    for path in product(range(UNITS), repeat=len(frames)):
        spelt = tuple(u for k, u in enumerate(path) if u != BLANK and (k == 0 or u != path[k - 1]))
        if spelt == units:
            best = max(best, sum(frames[t, u] for t, u in enumerate(path)))
    return best


def exhaustive(frames: np.ndarray, lm: LanguageModel) -> float:
    best = -np.inf
    ways = [(word, reading) for word, readings in READINGS.items() for reading in readings]
    for count in range(len(frames) + 1):
        for sequence in product(ways, repeat=count):
            units = tuple(u for _, reading in sequence for u in reading)
            if len(units) > len(frames):
                continue
            words = tuple(word for word, _ in sequence)
            language = language_score(lm, (*words, END))
            best = max(best, sound_score(frames, units) + WIDE.language * language + WIDE.word * count)
    return best


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_finds_the_best_of_all_readings(seed: int, length: int) -> None:
    random = np.random.default_rng(seed)
    frames = np.log(random.dirichlet(np.full(UNITS, 0.5), length) + 1e-6).astype(np.float32)
    lm = model(seed)
    found = BeamSearch(lexicon(), lm, WIDE).best(frames)
    assert found.score == pytest.approx(exhaustive(frames, lm), abs=1e-3)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_the_score_is_that_of_its_words(seed: int) -> None:
    random = np.random.default_rng(seed)
    frames = np.log(random.dirichlet(np.full(UNITS, 0.5), 4) + 1e-6).astype(np.float32)
    lm, tree = model(seed), lexicon()
    found = BeamSearch(tree, lm, WIDE).best(frames)
    units = tuple(u for node in found.nodes for u in tree.reading(node))
    language = language_score(lm, (*found.words, END))
    expected = sound_score(frames, units) + WIDE.language * language + WIDE.word * len(found.words)
    assert found.score == pytest.approx(expected, abs=1e-3)
    assert sum(found.likelihoods) == pytest.approx(language_score(lm, tuple(found.words)), abs=1e-3)


def test_nothing_but_blanks_has_no_words() -> None:
    frames = np.full((30, UNITS), -16.0, np.float32)
    frames[:, BLANK] = 0.0
    assert BeamSearch(lexicon(), model(1), Weights()).best(frames).words == []


def test_a_blank_penalty_brings_units_out() -> None:
    frames = np.full((3, UNITS), -9.0, np.float32)
    frames[:, BLANK] = -0.2
    frames[1, [1, BLANK]] = [-1.5, -0.3]
    heard = [
        BeamSearch(lexicon(), model(3), Weights(language=0.0, word=0.0, blank=blank)).best(frames).words
        for blank in (0.0, 2.0)
    ]
    assert heard == [[], [6]]


def test_sound_that_stops_within_a_word_keeps_the_words_before() -> None:
    frames = np.full((6, UNITS), -9.0, np.float32)
    for t, unit in enumerate([3, 0, 3, 1, 2, 1]):
        frames[t, unit] = -0.01
    tree = Lexicon.of(["", "", "戊", "丁"], np.array([[3, 3, 0], [1, 2, 3]], np.uint8), np.array([2, 3]))
    flat = LanguageModel(
        words=4,
        unigram=np.zeros(4, np.float32),
        unigram_backoff=np.zeros(4, np.float32),
        bigram_keys=np.zeros(0, np.uint32),
        bigram=np.zeros(0, np.uint8),
        bigram_backoff=np.zeros(0, np.int8),
        trigram_keys=np.zeros(0, np.uint64),
        trigram=np.zeros(0, np.uint8),
    )
    narrow = Weights(beam=8.0, blank=0.0)
    assert BeamSearch(tree, flat, narrow).best(frames).words == [2]
