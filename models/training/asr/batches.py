"""Training sequences: copies of clips joined to a few seconds, bent and masked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.training import pack
from models.training.asr.features import BANDS
from models.training.asr.prepare import Copy, Prepared
from models.training.asr.topology import STRIDE

JOIN_FRAMES = 500
BATCH_FRAMES = 3000


@dataclass(frozen=True, slots=True)
class Batch:
    """features float32 [sequences, n, inputs]; posteriors float32 [sequences, ceil(n / 3), units], 0 behind the end."""

    features: np.ndarray
    posteriors: np.ndarray
    units: list[list[int]]
    rows: list[int]

    @property
    def seconds(self) -> float:
        return sum(self.rows) * 0.03


def plan(copies: Sequence[Copy], rng: np.random.Generator) -> list[list[list[int]]]:
    """An epoch: batches of sequences of copy numbers, each copy once, sequences of a batch about equally long."""
    sequences: list[pack.Sequence] = []
    current, frames = [], 0
    for k in rng.permutation(len(copies)):
        current.append(int(k))
        frames += copies[k].frames
        if frames >= JOIN_FRAMES:
            sequences.append((frames, current))
            current, frames = [], 0
    if current:
        sequences.append((frames, current))
    return pack.batched(sequences, BATCH_FRAMES, 0.05, rng)


def make(
    prepared: Prepared, copies: Sequence[Copy], members: Sequence[Sequence[int]], rng: np.random.Generator
) -> Batch:
    """One planned batch."""
    sequences = [list(_parts(prepared, [copies[k] for k in numbers])) for numbers in members]
    features = [_damaged(np.concatenate([part[0] for part in parts]), rng) for parts in sequences]
    posteriors = [np.concatenate([part[1] for part in parts]) for parts in sequences]
    rows = [len(found) for found in posteriors]
    longest = max(rows)
    batch = np.zeros((len(rows), longest, posteriors[0].shape[1]), np.float32)
    padded = np.empty((len(rows), longest * STRIDE, features[0].shape[1]), np.float32)
    for k, n in enumerate(rows):
        batch[k, :n] = posteriors[k]
        padded[k, : n * STRIDE] = features[k]
        padded[k, n * STRIDE :] = features[k][-1]
    units = [[unit for part in parts for unit in part[2]] for parts in sequences]
    return Batch(padded, batch, units, rows)


def _parts(prepared: Prepared, copies: Sequence[Copy]) -> Iterator[tuple[np.ndarray, np.ndarray, list[int]]]:
    for copy in copies:
        features, posteriors = prepared.features(copy), prepared.posteriors(copy)
        whole = np.minimum(np.arange(len(posteriors) * STRIDE), len(features) - 1)
        yield features[whole], posteriors, copy.units


def _damaged(features: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A longer or shorter vocal tract, another level, a higher or lower voice, and SpecAugment (Park et al. 2019)."""
    places = np.clip((np.arange(BANDS) + 6) * rng.uniform(0.92, 1.08) - 6, 0, BANDS - 1.001)
    low, share = places.astype(int), (places % 1).astype(np.float32)
    mel = features[:, low] * (1 - share) + features[:, low + 1] * share + np.float32(rng.normal(0, 1.2))
    pitch = features[:, BANDS:].copy()
    pitch[:, -1:] += np.float32(rng.normal(0, 0.15))
    bent = np.concatenate([mel, pitch], 1)
    mean = bent.mean(0)
    for _ in range(2):
        width = int(rng.integers(0, 7))
        first = int(rng.integers(0, BANDS - width))
        bent[:, first : first + width] = mean[first : first + width]
    for _ in range(len(bent) // 250):
        width = int(rng.integers(0, 21))
        first = int(rng.integers(0, max(1, len(bent) - width)))
        bent[first : first + width] = mean
    return bent
