"""A wider network that computes the same as a narrower one, to go on from what was learnt.

    python -m models.training.asr.grow PREPARED_DIR NARROW.pt WIDE.pt [
        --inputs 44 --first 128 --width 640 --bottleneck 224]

New channels get random weights coming in and zeros going out, so that nothing changes until training uses them
(cf. Chen, Goodfellow and Shlens 2016, "Net2Net"). Blocks and what they look back on stay as they are.
"""

import argparse
import dataclasses
import sys
from pathlib import Path

import torch
from torch import Tensor

from models.training.asr.network import Network, Taps
from models.training.asr.prepare import Prepared
from models.training.asr.topology import Topology

SEED = 5
SIZES = ("inputs", "first", "width", "bottleneck")


def grown(narrow: Network, wide: Topology, mean: Tensor, scale: Tensor) -> Network:
    """The same function in more channels. ValueError where `wide` is narrower or has other blocks.

    mean, scale: [inputs] of the features; new channels see little of features whose mean is far from 0
    """
    before = narrow.topology
    sizes = [(getattr(before, name), getattr(wide, name)) for name in (*SIZES, "last")]
    if any(small > large for small, large in sizes) or (before.back, before.units) != (wide.back, wide.units):
        raise ValueError("a network grows in width alone")
    torch.manual_seed(SEED)
    network = Network(wide)
    with torch.no_grad():
        narrow.scale_by(mean[: before.inputs], scale[: before.inputs])
        network.mean.copy_(mean)
        network.scale.copy_(scale)
        for (name, new), (_, old) in zip(network.named_modules(), narrow.named_modules(), strict=True):
            if isinstance(new, Taps):
                _grow(new.layer.weight, old.layer.weight, len(new.places))
                if new.layer.bias is not None:
                    new.layer.bias[: len(old.layer.bias)] = old.layer.bias
            elif name == "units":
                _grow(new.weight, old.weight, 1)
                new.bias.copy_(old.bias)
            elif isinstance(new, torch.nn.BatchNorm1d):
                new.running_mean[: len(old.running_mean)] = old.running_mean
                new.running_var[: len(old.running_var)] = old.running_var
    return network


def _grow(new: Tensor, old: Tensor, taps: int) -> None:
    """[outputs, taps x inputs] in place: the old outputs read the old inputs alone."""
    outputs = len(old)
    wide, narrow = new.view(len(new), taps, -1), old.view(outputs, taps, -1)
    wide[:outputs] = 0
    wide[:outputs, :, : narrow.shape[2]] = narrow


def main() -> int:
    """Read, grow, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prepared_dir", type=Path, help="its features are looked at")
    parser.add_argument("narrow", type=Path)
    parser.add_argument("wide", type=Path)
    for name in SIZES:
        parser.add_argument(f"--{name}", type=int, default=getattr(Topology(), name))
    arguments = parser.parse_args()
    saved = torch.load(arguments.narrow, weights_only=True)
    narrow = Network(Topology(**saved["topology"]))
    narrow.load_state_dict(saved["network"])
    sizes = {name: getattr(arguments, name) for name in SIZES}
    wide = dataclasses.replace(narrow.topology, **sizes)
    spread = map(torch.from_numpy, Prepared(arguments.prepared_dir).spread())
    network = grown(narrow, wide, *spread)
    torch.save({"topology": dataclasses.asdict(wide), "network": network.state_dict()}, arguments.wide)
    return 0


if __name__ == "__main__":
    sys.exit(main())
