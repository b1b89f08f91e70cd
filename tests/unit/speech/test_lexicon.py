import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.speech.lexicon import ROOT, Lexicon

Spelt = list[tuple[int, ...]]
READINGS = st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple), min_size=1, max_size=12)


def tree(readings: Spelt) -> Lexicon:
    rows = np.zeros((len(readings), 4), np.uint8)
    for row, reading in zip(rows, readings, strict=True):
        row[: len(reading)] = reading
    return Lexicon.of([f"w{k}" for k in range(len(readings))], rows, np.arange(len(readings)))


def walk(lexicon: Lexicon, reading: tuple[int, ...]) -> int:
    """The node that a reading leads to, ROOT if it leads nowhere."""
    node = ROOT
    for unit in reading:
        node = int(lexicon.children(np.array([node]), np.array([unit]))[0])
        if node == ROOT:
            break
    return node


def ending(lexicon: Lexicon, node: int) -> set[int]:
    first, count = lexicon.ends_first[node], lexicon.ends_count[node]
    return set(lexicon.end_word[first : first + count].tolist())


@given(READINGS)
def test_every_reading_leads_to_its_words_and_back(readings: Spelt) -> None:
    lexicon = tree(readings)
    for reading in readings:
        node = walk(lexicon, reading)
        assert lexicon.reading(node) == list(reading)
        assert ending(lexicon, node) == {k for k, other in enumerate(readings) if other == reading}


@given(READINGS, st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple))
def test_there_are_no_other_ways(readings: Spelt, way: tuple[int, ...]) -> None:
    known = any(reading[: len(way)] == way for reading in readings)
    assert (walk(tree(readings), way) != ROOT) == known


@given(READINGS, st.integers(0, 1000))
def test_best_below_is_the_best_word_to_come(readings: Spelt, seed: int) -> None:
    lexicon = tree(readings)
    scores = np.random.default_rng(seed).random(len(readings)).astype(np.float32)
    best = lexicon.best_below(scores)
    for node in range(len(lexicon.parent)):
        way = tuple(lexicon.reading(node))
        assert best[node] == max(s for s, r in zip(scores, readings, strict=True) if r[: len(way)] == way)
        is_leaf = not any(r[: len(way)] == way and len(r) > len(way) for r in readings)
        assert lexicon.leaf[node] == is_leaf
