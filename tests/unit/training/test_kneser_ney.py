from itertools import product

import numpy as np
import pytest

from models.training.language.kneser_ney import END, START, Background, Order, Text, trigram

WORDS = 7
BASE = np.array([0.0, 1, 1, 1, 1, 1, 1]) / 6
SENTENCES = [[2, 3, 4], [2, 3, 5], [2, 3, 4], [4, 4], [5], [3, 2, 6, 3, 4], [6, 6, 2, 3]]

OTHER = Background(
    [
        (np.arange(END, WORDS)[:, None], np.full(WORDS - 1, 1 / (WORDS - 1))),
        (np.array([[2, 4], [2, 6], [6, 5], [START, 5]]), np.array([0.4, 0.2, 0.5, 0.3])),
        (np.array([[2, 4, 4], [4, 2, 3]]), np.array([0.6, 0.1])),
    ],
    20.0,
)


def table(order: Order, length: int) -> dict[tuple[int, ...], tuple[float, float]]:
    return {
        tuple(int(key) >> 16 * k & 0xFFFF for k in reversed(range(length))): (p, b)
        for key, p, b in zip(order.keys, order.probability, order.backoff, strict=True)
    }


def probability(orders: tuple[Order, Order, Order], history: tuple[int, ...], word: int) -> float:
    listed = table(orders[len(history)], len(history) + 1)
    if (*history, word) in listed:
        return listed[*history, word][0]
    if not history:
        return 0.0
    weight = table(orders[len(history) - 1], len(history)).get(history, (0.0, 1.0))[1]
    return weight * probability(orders, history[1:], word)


@pytest.mark.parametrize(("bigrams", "trigrams"), [(1000, 1000), (1000, 4), (5, 3)])
@pytest.mark.parametrize("background", [None, OTHER])
def test_after_every_history_the_words_sum_to_one(
    bigrams: int, trigrams: int, background: Background | None
) -> None:
    texts = [Text(SENTENCES, 1.0), Text([[2, 5, 5]], 3.0)]
    orders = trigram(texts, background, BASE, bigrams, trigrams)
    assert len(orders[2].keys) <= trigrams
    words = range(END, WORDS)
    for history in [(), *((a,) for a in (START, *words[1:])), *product((START, *words[1:]), words[1:])]:
        total = sum(probability(orders, history, word) for word in words)
        assert total == pytest.approx(1.0, abs=1e-3), history


def test_what_was_said_is_likelier_than_what_was_not() -> None:
    orders = trigram([Text(SENTENCES, 1.0)], None, BASE, 1000, 1000)
    assert probability(orders, (2, 3), 4) > probability(orders, (2, 3), 5) > probability(orders, (2, 3), 6)


def test_a_word_known_after_one_word_only_is_unlikely_elsewhere() -> None:
    """Kneser and Ney's point: 'Francisco' is frequent, yet follows 'San' alone."""
    text = [[2, 6]] * 8 + [[3, 5], [4, 5], [2, 5], [5, 5]]
    orders = trigram([Text(text, 1.0)], None, BASE, 1000, 1000)
    assert probability(orders, (), 5) > probability(orders, (), 6)


def test_weight_counts() -> None:
    said = [Text([[2, 3]] * 4, 1.0)]
    with_little, with_much = (
        trigram([*said, Text([[2, 4]] * 4, weight)], None, BASE, 1000, 1000) for weight in (0.1, 10.0)
    )
    assert probability(with_much, (START, 2), 4) > 2 * probability(with_little, (START, 2), 4)


def test_a_background_speaks_where_the_texts_are_silent() -> None:
    without, with_it = (trigram([Text(SENTENCES, 1.0)], b, BASE, 1000, 1000) for b in (None, OTHER))
    assert probability(with_it, (6,), 5) > 2 * probability(without, (6,), 5)
    assert probability(with_it, (2,), 4) > 2 * probability(without, (2,), 4)


def test_pruning_keeps_what_matters_most() -> None:
    text = [[2, 3, 4]] * 30 + [[2, 3, 5], [6, 3, 5], [6, 3, 5], [6, 3, 5]]
    kept = table(trigram([Text(text, 1.0)], None, BASE, 1000, 3)[2], 3)
    assert (2, 3, 4) in kept or (3, 4, END) in kept
    assert (2, 3, 5) not in kept
