"""Train the ear: CTC over the head and the upper layers of the encoder, on damaged speech.

    python -m models.training.ear.train CORPUS_DIR RUN_DIR --start ENCODER.pt --minutes 100 [--threads 1]

RUN_DIR/state.pt is written every few minutes; the same command goes on from there. RUN_DIR/ear.pt holds the averaged
weights, for export. The rate of learning follows the time spent: one warm-up, then a cosine down to nothing. A run
that starts from the weights of another takes a seed of its own, or it hears the same damage in the same order again.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.ear import batches
from models.training.ear.evaluate import clip_error
from models.training.ear.network import EarNetwork
from models.training.ear.prepare import Corpus

FROZEN_LAYERS = 2
HEAD_RATE, ENCODER_RATE, LOWER_LAYER = 1.2e-4, 4e-5, 0.9
WARM_UP = 0.05
AVERAGE = 0.99
SAVE_EVERY_S, CHECK_EVERY_S = 300.0, 2000.0
CHECK_CLIPS = 45


def trained_groups(network: EarNetwork) -> list[dict[str, object]]:
    """What is trained, each with its peak rate; convolutions and the lowest layers stay as published."""
    network.encoder.requires_grad_(False)
    groups: list[dict[str, object]] = [{"params": list(network.head.parameters()), "peak": HEAD_RATE}]
    layers = list(network.encoder.layers)
    for i in range(FROZEN_LAYERS, len(layers)):
        layers[i].requires_grad_(True)
        peak = ENCODER_RATE * LOWER_LAYER ** (len(layers) - 1 - i)
        groups.append({"params": list(layers[i].parameters()), "peak": peak})
    network.encoder.norm.requires_grad_(True)
    groups.append({"params": list(network.encoder.norm.parameters()), "peak": ENCODER_RATE})
    return groups


def rate(progress: float) -> float:
    """Share of the peak rate at this share of the run."""
    if progress < WARM_UP:
        return 0.02 + 0.98 * progress / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP)))) + 0.002


def ctc(log_posteriors: Tensor, units: list[list[int]]) -> Tensor:
    """CTC loss a unit."""
    lengths = torch.tensor([len(u) for u in units])
    frames = torch.full((len(units),), log_posteriors.shape[1])
    target = torch.tensor([u for sequence in units for u in sequence])
    loss = functional.ctc_loss(
        log_posteriors.transpose(0, 1), target, frames, lengths, reduction="sum", zero_infinity=True
    )
    return loss / lengths.sum().clamp(min=1)


class Run:
    """A training that can be stopped and taken up again."""

    def __init__(self, folder: Path, start: list[Path], minutes: float) -> None:
        self.folder, self.budget = folder, minutes * 60
        self.network, self.average = EarNetwork(), EarNetwork()
        self.optimiser = torch.optim.AdamW(
            trained_groups(self.network), lr=0.0, betas=(0.9, 0.99), weight_decay=0.01, fused=True
        )
        self.spent, self.step, self.epoch, self.done = 0.0, 0, 0, 0
        state = folder / "state.pt"
        if state.exists():
            self._take_up(torch.load(state, weights_only=True))
        else:
            for path in start:
                load_part(self.network, torch.load(path, weights_only=True))
            self.average.load_state_dict(self.network.state_dict())

    @property
    def progress(self) -> float:
        return self.spent / self.budget

    def learn(self, batch: batches.Batch) -> float:
        """One step; the loss a unit."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate(self.progress)
        with torch.autocast("cpu", torch.bfloat16):
            heard = self.network(torch.from_numpy(batch.mel), drop=0.1)
        loss = ctc(heard, batch.units)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in self.network.parameters() if p.requires_grad], 2.0)
        self.optimiser.step()
        self.step += 1
        self._follow(min(AVERAGE, (1 + self.step) / (10 + self.step)))
        return float(loss.detach())

    def save(self) -> None:
        """Write what is needed to go on, and the averaged weights."""
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "place": {k: getattr(self, k) for k in ("spent", "step", "epoch", "done")},
        }
        for content, name in ((state, "state.pt"), (self.average.state_dict(), "ear.pt")):
            torch.save(content, self.folder / "writing")
            (self.folder / "writing").replace(self.folder / name)

    def _take_up(self, state: dict) -> None:
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        for name, value in state["place"].items():
            setattr(self, name, value)

    @torch.no_grad()
    def _follow(self, keep: float) -> None:
        for mean, now in zip(self.average.parameters(), self.network.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)
        for mean, now in zip(self.average.buffers(), self.network.buffers(), strict=True):
            mean.copy_(now)


def train_mode(network: EarNetwork) -> None:
    """Dropout on; the head's batch norms keep their statistics, for those of a few damaged seconds mean little."""
    network.train()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.eval()


def load_part(network: EarNetwork, weights: dict[str, Tensor]) -> None:
    """Take over weights of the whole network, of its encoder alone or of its head alone (told by their names)."""
    weights = {k: v.float() if v.is_floating_point() else v for k, v in weights.items()}
    part = next(
        (m for m in (network, network.encoder, network.head) if set(weights) == set(m.state_dict())), None
    )
    if part is None:
        raise ValueError("these weights are neither an ear, nor an encoder, nor a head")
    part.load_state_dict(weights)


def endless(corpus: Corpus, run: Run, seed: int) -> Iterator[batches.Batch]:
    """Batches from where the run stands; every batch depends on the seed and its place alone."""
    clips = corpus.split("train")
    while True:
        planned = batches.plan(clips, np.random.default_rng((seed, run.epoch)))
        while run.done < len(planned):
            rng = np.random.default_rng((seed, run.epoch, run.done))
            yield batches.make(corpus, clips, planned[run.done], rng)
            run.done += 1
        run.epoch, run.done = run.epoch + 1, 0


def check(run: Run, corpus: Corpus) -> str:
    """Unit error of the averaged weights on a part of `dev`, wideband and through a telephone."""
    clips = corpus.split("dev")[:: max(1, len(corpus.split("dev")) // CHECK_CLIPS)]
    run.average.eval()
    wide, phone = (clip_error(run.average, corpus, clips, telephone) for telephone in (False, True))
    return f"dev: unit error {100 * wide:.2f} %, telephone {100 * phone:.2f} %"


def say(*words: object) -> None:
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def main() -> int:
    """Train until the time is spent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus_dir", type=Path)
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--start", type=Path, action="append", default=[], help="weights to begin with")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.run_dir.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(arguments.corpus_dir)
    run = Run(arguments.run_dir, arguments.start, arguments.minutes)
    say(f"step {run.step}, {run.spent / 60:.0f} of {arguments.minutes:.0f} minutes spent")
    train_mode(run.network)
    then = saved = checked = time.monotonic()
    losses, seconds, since = [], 0.0, then
    for batch in endless(corpus, run, arguments.seed):
        losses.append(run.learn(batch))
        seconds += batch.seconds
        now = time.monotonic()
        run.spent, then = run.spent + now - then, now
        if run.step % 50 == 0:
            say(
                f"step {run.step} epoch {run.epoch} at {run.progress:.3f}: loss a unit {np.mean(losses):.3f},"
                f" {seconds / (now - since):.0f} s of speech a second"
            )
            losses, seconds, since = [], 0.0, now
        if now - saved > SAVE_EVERY_S:
            run.save()
            saved = now
        if now - checked > CHECK_EVERY_S:
            say(check(run, corpus))
            checked = time.monotonic()
        if run.progress >= 1:
            break
    run.save()
    say(check(run, corpus))
    return 0


if __name__ == "__main__":
    sys.exit(main())
