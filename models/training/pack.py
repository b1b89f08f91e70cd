"""Sequences of clips to batches: what the trainings share of their planning."""

from collections.abc import Iterable

import numpy as np

Sequence = tuple[float, list[int]]
"""How long it is, in any unit, and the numbers of its clips."""


def batched(
    sequences: Iterable[Sequence], most: float, jitter: float, rng: np.random.Generator
) -> list[list[list[int]]]:
    """Batches of about equally long sequences, in a random order.

    most: of a batch, the length of its longest sequence times their count
    jitter: share of its length by which a sequence may be out of order, so that epochs have other batches
    """
    batches: list[list[list[int]]] = []
    batch: list[list[int]] = []
    longest = 0.0
    for length, members in sorted(sequences, key=lambda s: s[0] * rng.uniform(1 - jitter, 1 + jitter)):
        longest = max(longest, length)
        if batch and longest * (len(batch) + 1) > most:
            batches.append(batch)
            batch, longest = [], length
        batch.append(members)
    batches.append(batch)
    return [batches[k] for k in rng.permutation(len(batches))]
