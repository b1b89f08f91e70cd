"""Training sequences: clips of an epoch packed to the length of a live window, damaged, spelt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.ear.mel import BANDS, HOP, RATE, band_centres, log_mel
from models.training import pack
from models.training.ear import distort
from models.training.ear.prepare import Clip, Corpus, fits

WINDOW_S = 6.5
BATCH_S = 26.0
_STEP = 6 * HOP  # three states of 20 ms, two frames of 30 ms


@dataclass(frozen=True, slots=True)
class Batch:
    """mel float32 [sequences, 80, n], n a multiple of 6; the units of each sequence."""

    mel: np.ndarray
    units: list[list[int]]

    @property
    def seconds(self) -> float:
        return self.mel.shape[0] * self.mel.shape[2] * HOP / RATE


def plan(clips: Sequence[Clip], rng: np.random.Generator) -> list[list[list[int]]]:
    """An epoch: batches of sequences of clip numbers, each clip once, sequences of a batch about equally long."""
    sequences: list[pack.Sequence] = []
    current, filled = [], 0.0
    for k in rng.permutation(len(clips)):
        seconds = clips[k].length / RATE
        if current and filled + seconds > WINDOW_S:
            sequences.append((filled, current))
            current, filled = [], 0.0
        current.append(int(k))
        filled += seconds
    sequences.append((filled, current))
    return pack.batched(sequences, BATCH_S, 0.1, rng)


def make(
    corpus: Corpus, clips: Sequence[Clip], members: Sequence[Sequence[int]], rng: np.random.Generator
) -> Batch:
    """Sound and features of one planned batch."""
    sequences = [_sequence(corpus, [clips[k] for k in numbers], rng) for numbers in members]
    longest = max(len(samples) for samples, _ in sequences) + int(rng.uniform(0.1, 1.0) * RATE)
    longest += -longest % _STEP
    mel = np.empty((len(sequences), BANDS, longest // HOP), np.float32)
    for k, (samples, _) in enumerate(sequences):
        padded = np.zeros(longest, np.float32)
        padded[: len(samples)] = samples
        mel[k] = log_mel(padded)
        if rng.random() < 0.5:
            bend(mel[k], float(rng.uniform(0.88, 1.2)))
        _mask(mel[k, :, : len(samples) // HOP], rng)
    return Batch(mel, [units for _, units in sequences])


def _sequence(
    corpus: Corpus, clips: Sequence[Clip], rng: np.random.Generator
) -> tuple[np.ndarray, list[int]]:
    parts = list(_parts(corpus, clips, rng))
    samples = distort.line(np.concatenate([p for p, _ in parts]), rng)
    return samples, [u for _, units in parts for u in units]


def _parts(
    corpus: Corpus, clips: Sequence[Clip], rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, list[int]]]:
    for clip in clips:
        samples = corpus.samples(clip)
        if rng.random() < 0.5:
            faster = distort.speed(samples, rng)
            if fits(clip.units, len(faster) / RATE):
                samples = faster
        yield samples * 10 ** (rng.uniform(-4, 4) / 20), clip.units
        if rng.random() < 0.3:
            yield np.zeros(int(rng.uniform(0.02, 0.4) * RATE), np.float32), []
        if rng.random() < 0.04:
            yield distort.non_speech(float(rng.uniform(0.5, 2.0)), rng), []


def bend(mel: np.ndarray, factor: float) -> None:
    """Frequencies so many times as high at the same pace, in place (Jaitly and Hinton 2013); most speakers are men."""
    hz = band_centres()
    places = np.interp(hz / factor, hz, np.arange(BANDS))
    low = np.minimum(places.astype(int), BANDS - 2)
    share = (places - low).astype(np.float32)[:, None]
    mel[:] = mel[low] * (1 - share) + mel[low + 1] * share


def _mask(mel: np.ndarray, rng: np.random.Generator) -> None:
    """SpecAugment (Park et al. 2019) in place: two bands of mel, one stretch of time for every two seconds."""
    mean = mel.mean()
    for _ in range(2):
        width = int(rng.integers(0, 11))
        low = int(rng.integers(0, BANDS - width))
        mel[low : low + width] = mean
    length = mel.shape[1]
    for _ in range(length // 300):
        width = int(rng.integers(0, 25))
        start = int(rng.integers(0, max(1, length - width)))
        mel[:, start : start + width] = mean
