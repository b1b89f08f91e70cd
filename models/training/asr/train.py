"""Train Vosk's network: it learns what the ear hears in each frame, and to spell what is said.

    python -m models.training.asr.train PREPARED_DIR RUN_DIR --minutes 600 [--start NETWORK.pt] [--seed 31]

RUN_DIR/state.pt is written every few minutes; the same command goes on from there. RUN_DIR/network.pt holds the
averaged weights, for export. The rate of learning follows the time spent. A run that starts from the weights of another
takes a seed of its own.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.ear.units import collapse
from models.evaluate.units import edit_distance
from models.training.asr import batches
from models.training.asr.network import Network
from models.training.asr.prepare import Prepared
from models.training.asr.topology import Topology

WARM_UP = 0.06
FROM_THE_EAR = 0.7
"""So much of the loss is the ear's posteriors, the rest is CTC."""
DROP, LAST_DROP, LAST = 0.05, 0.02, 0.85
AVERAGE = 0.99
SAVE_EVERY_S, CHECK_EVERY_S = 240.0, 600.0
CHECK_CLIPS = 60


def rate(progress: float) -> float:
    """Share of the peak rate at this share of the run: a warm-up, then a cosine."""
    if progress < WARM_UP:
        return 0.05 + 0.95 * progress / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP)))) + 0.003


def losses(heard: Tensor, batch: batches.Batch) -> tuple[Tensor, Tensor]:
    """CTC and the cross-entropy with the ear's posteriors, both in nats a unit said."""
    lengths = torch.tensor([len(units) for units in batch.units])
    target = torch.tensor([unit for units in batch.units for unit in units])
    ctc = functional.ctc_loss(
        heard.transpose(0, 1), target, torch.tensor(batch.rows), lengths, reduction="sum", zero_infinity=True
    )
    ear = -(torch.from_numpy(batch.posteriors) * heard).sum()
    return ctc / lengths.sum(), ear / lengths.sum()


class Run:
    """A training that can be stopped and taken up again."""

    def __init__(
        self, folder: Path, prepared: Prepared, start: Path | None, minutes: float, peak: float
    ) -> None:
        self.folder, self.budget, self.peak = folder, minutes * 60, peak
        self.spent, self.step, self.epoch, self.done = 0.0, 0, 0, 0
        state = torch.load(folder / "state.pt", weights_only=True) if (folder / "state.pt").exists() else None
        begin = torch.load(start, weights_only=True) if start and not state else None
        shape = state or begin
        self.topology = Topology(**shape["topology"]) if shape else Topology()
        self.network, self.average = Network(self.topology), Network(self.topology)
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=0.0, betas=(0.9, 0.98), weight_decay=0.02, fused=True
        )
        if state:
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            for name, value in state["place"].items():
                setattr(self, name, value)
            return
        if begin:
            self.network.load_state_dict(begin["network"])
        self.network.scale_by(*map(torch.from_numpy, prepared.spread()))
        self.average.load_state_dict(self.network.state_dict())

    @property
    def progress(self) -> float:
        return self.spent / self.budget

    def learn(self, batch: batches.Batch) -> tuple[float, float]:
        """One step; both losses."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.peak * rate(self.progress)
        features = self.network.padded(torch.from_numpy(batch.features))
        with torch.autocast("cpu", torch.bfloat16):
            heard = self.network(features, DROP if self.progress < LAST else LAST_DROP)
        ctc, ear = losses(heard, batch)
        self.optimiser.zero_grad(set_to_none=True)
        ((1 - FROM_THE_EAR) * ctc + FROM_THE_EAR * ear).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 3.0)
        self.optimiser.step()
        self.step += 1
        self._follow(min(AVERAGE, (1 + self.step) / (10 + self.step)))
        return float(ctc.detach()), float(ear.detach())

    def save(self) -> None:
        """Write what is needed to go on, and the averaged weights."""
        topology = asdict(self.topology)
        state = {
            "topology": topology,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "place": {name: getattr(self, name) for name in ("spent", "step", "epoch", "done")},
        }
        weights = {"topology": topology, "network": self.average.state_dict()}
        for content, name in ((state, "state.pt"), (weights, "network.pt")):
            torch.save(content, self.folder / "writing")
            (self.folder / "writing").replace(self.folder / name)

    @torch.no_grad()
    def _follow(self, keep: float) -> None:
        """Average the weights; the norms' statistics with them, which are averages already."""
        mine, theirs = self.average.state_dict(), self.network.state_dict()
        for name, mean in mine.items():
            if mean.is_floating_point():
                mean.lerp_(theirs[name], 1 - keep)


def endless(prepared: Prepared, run: Run, seed: int) -> Iterator[batches.Batch]:
    """Batches from where the run stands, the next made while one is learnt; each depends on the seed and its place."""
    copies = prepared.split("train")
    with ThreadPoolExecutor(1) as ahead:

        def ask(planned: list[list[list[int]]]) -> object:
            rng = np.random.default_rng((seed, run.epoch, run.done))
            return ahead.submit(batches.make, prepared, copies, planned[run.done], rng)

        while True:
            planned = batches.plan(copies, np.random.default_rng((seed, run.epoch)))
            coming = ask(planned) if run.done < len(planned) else None
            while coming:
                batch = coming.result()
                run.done += 1
                coming = ask(planned) if run.done < len(planned) else None
                yield batch
            run.epoch, run.done = run.epoch + 1, 0


@torch.inference_mode()
def unit_error(network: Network, prepared: Prepared, most: int) -> float:
    """Units wrong of those said, on about so many clips of `dev`, the best unit of each frame."""
    copies = prepared.split("dev")
    edits = said = 0
    network.eval()
    for copy in copies[:: max(1, len(copies) // most)]:
        heard = network(network.padded(torch.from_numpy(prepared.features(copy))[None]))[0].argmax(-1)
        edits += edit_distance(collapse(heard.tolist()), copy.units)
        said += len(copy.units)
    return edits / max(1, said)


def say(*words: object) -> None:
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def main() -> int:
    """Train until the time is spent."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prepared_dir", type=Path)
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--start", type=Path, help="a network to begin with")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument(
        "--rate", type=float, default=1.5e-3, help="of learning, at its peak; less with --start"
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=31)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.run_dir.mkdir(parents=True, exist_ok=True)
    prepared = Prepared(arguments.prepared_dir)
    run = Run(arguments.run_dir, prepared, arguments.start, arguments.minutes, arguments.rate)
    millions = sum(p.numel() for p in run.network.parameters()) / 1e6
    say(
        f"{millions:.1f} million weights, step {run.step}, {run.spent / 60:.0f} of {arguments.minutes:.0f} minutes"
    )
    run.network.train()
    then = saved = checked = since = time.monotonic()
    found, seconds = [], 0.0
    for batch in endless(prepared, run, arguments.seed):
        found.append(run.learn(batch))
        seconds += batch.seconds
        now = time.monotonic()
        run.spent, then = run.spent + now - then, now
        if run.step % 50 == 0:
            ctc, ear = np.mean(found, 0)
            say(
                f"step {run.step} epoch {run.epoch} at {run.progress:.3f}: CTC {ctc:.3f}, ear {ear:.3f} a unit,"
                f" {seconds / (now - since):.0f} s of speech a second"
            )
            found, seconds, since = [], 0.0, now
        if now - saved > SAVE_EVERY_S:
            run.save()
            saved = now
        if now - checked > CHECK_EVERY_S:
            say(f"dev: unit error {100 * unit_error(run.average, prepared, CHECK_CLIPS):.1f} %")
            checked = time.monotonic()
        if run.progress >= 1:
            break
    run.save()
    say(f"dev: unit error {100 * unit_error(run.average, prepared, 10**9):.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
