"""Train models/weights/sentences-zh: the lowest layers of multilingual-e5-small learn what customers feel.

    python -m models.training.sentences.train e5-small-q4.bin RUN_DIR --talk FOLDER_OF_NEUTRAL_TALK

Needs torch (models/training/ear/requirements-training.txt). The same input gives about the same weights. RUN_DIR gets
network.pt and pieces.txt, for `export`.
"""

from __future__ import annotations

import argparse
import gzip
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from models.feeling.pieces import LONGEST, PADDING, SPECIAL, Pieces
from models.training.sentences.network import EncoderNetwork
from models.training.sentences.published import Published
from models.training.sentences.vary import Variation
from models.training.words import corpus
from models.training.words.corpus import Sample

SEED = 0
BATCH, SORTED = 32, 40
HEAD_RATE, RATE, WARM_UP = 1e-3, 2e-4, 0.06
AVERAGED_FROM, AVERAGE = 0.5, 0.005
SMOOTHING = 0.05
TALK, REVIEWS, OTHER_WEIGHT = 3000, 4000, 0.3
"""Sentences that nobody wrote for this, and what one of them counts."""
JOINED = 0.15
"""So many sentences have another one before or behind them that does not change what the whole is."""
COMMON = 60000
"""Pieces whose published number is lower are kept although no text has them, if they are a single Chinese character."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from; `weight` 1 for what was written for it."""

    samples: list[Sample]
    classes: list[str]

    @classmethod
    def collect(cls, talk: Path) -> Material:
        rng = random.Random(SEED)
        samples = [Sample(one.text, one.label) for one in corpus.authored("zh")]
        others = corpus.neutral_talk(talk, TALK, rng) + corpus.reviews(REVIEWS, rng)
        samples += [Sample(one.text, one.label, OTHER_WEIGHT) for one in others]
        return cls(samples, sorted({one.label for one in samples}))


def known_pieces(published: Published, texts: Iterable[str]) -> tuple[Pieces, list[str], list[int]]:
    """The published pieces that the texts need, and their published numbers."""
    number = {piece: k for k, piece in enumerate(published.pieces) if k >= SPECIAL and len(piece) <= LONGEST}
    everything = Pieces({piece: float(published.scores[k]) for piece, k in number.items()})
    seen = Counter(piece for text in texts for piece in everything.cut(text.lower()))
    kept = {piece for piece, times in seen.items() if piece in number and (times > 1 or len(piece) == 1)}
    kept |= {p for p, k in number.items() if len(p) == 1 and "\u4e00" <= p <= "\u9fff" and k < COMMON}
    ordered = sorted(kept, key=number.__getitem__)
    scores = {piece: float(published.scores[number[piece]]) for piece in ordered}
    return Pieces(scores), [f"{p}\t{s:.3f}" for p, s in scores.items()], [number[p] for p in ordered]


def lines_of(folder: Path) -> Iterator[str]:
    """Other texts in Chinese: which pieces the trade needs."""
    for path in sorted(folder.glob("*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (line.strip() for line in file)
    for path in sorted((Path(__file__).parents[1] / "language/service-zh").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


class Epochs:
    """Batches without end: each sample once an epoch, varied, sentences of a batch about equally long."""

    def __init__(self, material: Material, pieces: Pieces) -> None:
        self._rng = random.Random(SEED)
        self._samples, self._pieces = material.samples, pieces
        self._class = {name: k for k, name in enumerate(material.classes)}
        self._vary = Variation((one.text for one in self._samples), self._rng)
        self._by_label: dict[str, list[str]] = {}
        for one in self._samples:
            if one.weight == 1.0:
                self._by_label.setdefault(one.label, []).append(one.text)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
        """Numbers [batch, n], which are real, classes [batch], weights [batch]."""
        while True:
            order = self._rng.sample(self._samples, len(self._samples))
            for at in range(0, len(order), BATCH * SORTED):
                spelt = [
                    (self._pieces.numbers(self._text(one)), one) for one in order[at : at + BATCH * SORTED]
                ]
                spelt.sort(key=lambda pair: len(pair[0]))
                batches = [spelt[k : k + BATCH] for k in range(0, len(spelt), BATCH)]
                self._rng.shuffle(batches)
                yield from map(self._tensors, batches)

    def _text(self, one: Sample) -> str:
        text = one.text
        if one.label in corpus.AFTER and self._rng.random() < JOINED:
            other = self._rng.choice(self._by_label[self._rng.choice(corpus.AFTER[one.label])])
            blank = self._rng.choice(("", "，"))
            text = text + blank + other if self._rng.random() < 0.5 else other + blank + text
        return self._vary.of(text)

    def _tensors(self, batch: list[tuple[list[int], Sample]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        longest = max(len(numbers) for numbers, _ in batch)
        filled = torch.tensor([numbers + [PADDING] * (longest - len(numbers)) for numbers, _ in batch])
        classes = torch.tensor([self._class[one.label] for _, one in batch])
        return filled, filled != PADDING, classes, torch.tensor([one.weight for _, one in batch])


def rate(progress: float) -> float:
    """Share of the peak rate at this share of the run."""
    return min(1.0, progress / WARM_UP) * 0.5 * (1 + math.cos(math.pi * progress)) + 1e-3


def train(network: EncoderNetwork, epochs: Epochs, steps: int) -> dict[str, Tensor]:
    """The averaged weights of the second half of the run."""
    head = list(network.head.parameters())
    rest = [p for name, p in network.named_parameters() if not name.startswith("head")]
    groups = [{"params": head, "peak": HEAD_RATE}, {"params": rest, "peak": RATE}]
    optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01)
    average = {name: value.clone() for name, value in network.state_dict().items()}
    network.train()
    losses: list[float] = []
    for step, (numbers, real, classes, weights) in zip(range(steps), epochs, strict=False):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate(step / steps)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(numbers, real)
        each = functional.cross_entropy(logits.float(), classes, reduction="none", label_smoothing=SMOOTHING)
        loss = (each * weights).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if step >= AVERAGED_FROM * steps:
            first = step - 1 < AVERAGED_FROM * steps
            for name, value in network.state_dict().items():
                average[name].copy_(value) if first else average[name].lerp_(value, AVERAGE)
        if (step + 1) % 100 == 0:
            print(
                time.strftime("%H:%M:%S"),
                f"step {step + 1} of {steps}: loss {sum(losses[-100:]) / 100:.3f}",
                flush=True,
            )
    return average


def main() -> int:
    """Collect, train, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("published", type=Path)
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--talk", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=7.0)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    material, published = Material.collect(given.talk), Published.read(given.published)
    texts = [one.text for one in material.samples]
    pieces, lines, kept = known_pieces(published, [*texts, *lines_of(given.talk)])
    steps = int(given.epochs * len(texts) / BATCH)
    print(
        f"{len(texts)} samples, {len(pieces)} pieces, {len(material.classes)} classes, {steps} steps",
        flush=True,
    )
    network = EncoderNetwork(len(pieces), len(material.classes))
    network.load_published(published, [*range(SPECIAL), *kept])
    average = train(network, Epochs(material, pieces), steps)
    given.run_dir.mkdir(parents=True, exist_ok=True)
    torch.save(average, given.run_dir / "network.pt")
    (given.run_dir / "pieces.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (given.run_dir / "classes.txt").write_text("\n".join(material.classes) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
