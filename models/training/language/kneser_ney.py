"""An interpolated, modified Kneser-Ney trigram from weighted texts, in numpy, pruned.

Chen and Goodman 1999, "An empirical study of smoothing techniques for language modeling", equation 26.
Texts of different weight are joined by their discounted counts, so that a text counts most where it knows the history
(count merging: Bacchiani et al. 2006, "MAP adaptation of stochastic grammars").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

START, END = 0, 1
"""Word ids of the sentence's two ends; real words follow."""

_BITS = 16
_LOW = np.uint64(0xFFFF)
_PAIR = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Text:
    """Sentences as word ids, without START and END, and how much one of them counts."""

    sentences: Sequence[Sequence[int]]
    weight: float


@dataclass(frozen=True)
class Background:
    """A model made elsewhere: per order word ids [n, order] and probabilities, already discounted.

    weight: it counts like a text of so many words
    """

    orders: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]]
    weight: float


@dataclass(frozen=True)
class Order:
    """The n-grams of one length, sorted by key (word ids, 16 bits each, the last word lowest).

    probability: of the last word after the others; backoff: weight of the shorter history where nothing is listed
    """

    keys: NDArray[np.uint64]
    probability: NDArray[np.float64]
    backoff: NDArray[np.float64]


def trigram(
    texts: Sequence[Text],
    background: Background | None,
    base: NDArray[np.float64],
    bigrams: int,
    trigrams: int,
) -> tuple[Order, Order, Order]:
    """Unigrams, bigrams and trigrams; of the longer ones the most useful `bigrams` and `trigrams` are kept.

    base: [words] a distribution that unigrams are smoothed with (index = word id; START's share must be 0)
    """
    parts = [_counted(text) for text in texts]
    if background:
        parts.append(_expected(background))
    one, two, three = (_merge([part[n] for part in parts]) for n in range(3))

    unigram = np.zeros(len(base))
    unigram[one.keys.astype(np.int64)] = one.discounted / one.history_total
    unigram += (1.0 - unigram.sum()) * base
    first = Order(np.arange(len(base), dtype=np.uint64), unigram, np.ones(len(base)))

    p2 = two.discounted / two.history_total
    lower2 = unigram[(two.keys & _LOW).astype(np.int64)]
    p2 += two.left_over * lower2
    p3 = three.discounted / three.history_total
    lower3 = p2[np.searchsorted(two.keys, three.keys & _PAIR)]
    p3 += three.left_over * lower3

    kept3 = _most_useful(three.history_total, p3, three.left_over * lower3, trigrams)
    keys3 = three.keys[kept3]
    needed = np.union1d(keys3 >> np.uint64(_BITS), keys3 & _PAIR)
    useful2 = _most_useful(two.history_total, p2, two.left_over * lower2, bigrams)
    kept2 = useful2 | np.isin(two.keys, needed)
    keys2 = two.keys[kept2]

    p2, lower2 = p2[kept2], lower2[kept2]
    p3, lower3 = p3[kept3], lower3[kept3]
    backoff2 = _left_for_others(keys2, keys3 >> np.uint64(_BITS), p3, lower3)
    backoff1 = _left_for_others(first.keys, keys2 >> np.uint64(_BITS), p2, lower2)
    return (
        Order(first.keys, unigram, backoff1),
        Order(keys2, p2, backoff2),
        Order(keys3, p3, np.ones(len(p3))),
    )


@dataclass(frozen=True)
class _Part:
    """One source's n-grams of one order: kept is what it gives to each, removed what it leaves to words not listed."""

    keys: NDArray[np.uint64]
    kept: NDArray[np.float64]
    removed: NDArray[np.float64]


@dataclass(frozen=True)
class _Merged:
    """discounted: what all sources give; per n-gram also its history's total and the share left over for others."""

    keys: NDArray[np.uint64]
    discounted: NDArray[np.float64]
    history_total: NDArray[np.float64]
    left_over: NDArray[np.float64]


def _counted(text: Text) -> list[_Part]:
    """Trigrams as counted; shorter ones by how many different words stand before them (START's bigrams as counted)."""
    flat = np.fromiter(
        (word for sentence in text.sentences for word in (START, *sentence, END)), dtype=np.uint64
    )
    bits = np.uint64(_BITS)
    pairs = (flat[:-1] << bits) | flat[1:]
    inside = flat[1:] != START
    triples = (pairs[:-1] << bits) | flat[2:]
    whole = inside[:-1] & inside[1:]
    keys3, counts3 = np.unique(triples[whole], return_counts=True)
    before, before_counts = np.unique(keys3 & _PAIR, return_counts=True)
    opening, opening_counts = np.unique(pairs[inside & (flat[:-1] == START)], return_counts=True)
    keys2 = np.concatenate([opening, before])  # START never follows a word, so the two share nothing
    counts2 = np.concatenate([opening_counts, before_counts])
    keys1, counts1 = np.unique(keys2 & _LOW, return_counts=True)
    parts = []
    for keys, counts in ((keys1, counts1), (keys2, counts2), (keys3, counts3)):
        removed = text.weight * _discounts(counts)
        parts.append(_Part(keys, text.weight * counts - removed, removed))
    return parts


def _expected(background: Background) -> list[_Part]:
    """How often a text of that weight would hold each n-gram; what its histories leave over is spread evenly."""
    parts: list[_Part] = []
    for ids, p in background.orders:
        keys = np.zeros(len(ids), np.uint64)
        for column in ids.T:
            keys = keys << np.uint64(_BITS) | column.astype(np.uint64)
        by_key = np.argsort(keys)
        keys, p = keys[by_key], p[by_key]
        histories, history = np.unique(keys >> np.uint64(_BITS), return_inverse=True)
        total = _expected_histories(histories, parts[-1]) if parts else np.array([background.weight])
        left = total * np.maximum(1.0 - np.bincount(history, p), 0.0) / np.bincount(history)
        use = total[history] > 0
        parts.append(_Part(keys[use], (total[history] * p)[use], left[history][use]))
    return parts


def _expected_histories(histories: NDArray[np.uint64], shorter: _Part) -> NDArray[np.float64]:
    """How often each history is expected, from the n-grams that it is; START comes as often as END."""
    wanted = np.where(histories == START, END, histories)
    place = np.minimum(np.searchsorted(shorter.keys, wanted), len(shorter.keys) - 1)
    return np.where(shorter.keys[place] == wanted, shorter.kept[place], 0.0)


def _discounts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each count's discount (Chen and Goodman, equation 26); a half where the text is too small to tell."""
    n1, n2, n3, n4 = (int((counts == k).sum()) for k in (1, 2, 3, 4))
    if min(n1, n2, n3, n4) == 0:
        steps = np.array([0.0, 0.5, 0.5, 0.5])
    else:
        y = n1 / (n1 + 2 * n2)
        steps = np.array([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
        steps = np.clip(steps, 0.0, [0.0, 0.95, 1.9, 2.9])
    return steps[np.minimum(counts, 3)]


def _merge(parts: Sequence[_Part]) -> _Merged:
    keys, place = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
    discounted = np.bincount(place, np.concatenate([part.kept for part in parts]))
    removed = np.bincount(place, np.concatenate([part.removed for part in parts]))
    _, history = np.unique(keys >> np.uint64(_BITS), return_inverse=True)
    total = np.bincount(history, discounted + removed)
    left_over = np.bincount(history, removed) / total
    return _Merged(keys, discounted, total[history], left_over[history])


def _most_useful(
    history_total: NDArray[np.float64], p: NDArray[np.float64], without: NDArray[np.float64], keep: int
) -> NDArray[np.bool_]:
    """The n-grams whose loss would cost most: Seymore and Rosenfeld 1996, "Scalable backoff language models"."""
    if keep >= len(p):
        return np.ones(len(p), bool)
    cost = history_total * p * np.log(p / without)
    return cost > np.partition(cost, len(cost) - keep - 1)[len(cost) - keep - 1]


def _left_for_others(
    keys: NDArray[np.uint64],
    histories: NDArray[np.uint64],
    p: NDArray[np.float64],
    lower: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Back-off weight of each n-gram, such that what follows it sums to one."""
    place = np.searchsorted(keys, histories)
    listed = np.bincount(place, p, minlength=len(keys))
    listed_lower = np.bincount(place, lower, minlength=len(keys))
    return np.maximum(1.0 - listed, 1e-6) / np.maximum(1.0 - listed_lower, 1e-6)
