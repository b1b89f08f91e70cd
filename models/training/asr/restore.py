"""The network back out of a model folder that `export` wrote, so that training can go on from what ships.

    python -m models.training.asr.restore MODEL_DIR NETWORK.pt

What shipping cost stays lost: weights come back in 16 bit steps, the features' mean and scale within the first layer.
"""

import argparse
import struct
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from models.training.asr.kaldi import token
from models.training.asr.topology import FIRST_OFFSETS, STRIDE, Topology


class _Reader:
    """A place in Kaldi's binary format."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place

    def skip_to(self, text: str) -> None:
        """Behind the next such token. ValueError where there is none."""
        self._place = self._data.index(token(text), self._place) + len(token(text))

    def word(self) -> str:
        end = self._data.index(b" ", self._place)
        found, self._place = self._data[self._place : end].decode(), end + 1
        return found

    def integer(self) -> int:
        return int(self._unpack("<xi")[0])

    def integers(self) -> list[int]:
        return list(self._unpack(f"<{self.integer()}i"))

    def vector(self) -> np.ndarray:
        if self.word() != "FV":
            raise ValueError("a vector was expected")
        return self._array("<f4", self.integer()).copy()

    def matrix(self) -> np.ndarray:
        if self.word() != "CM2":
            raise ValueError("a matrix in 16 bit was expected")
        low, reach, rows, columns = self._unpack("<ffii")
        steps = self._array("<u2", rows * columns).reshape(rows, columns)
        return (low + reach / 65535 * steps).astype(np.float32)

    def _unpack(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from(form, self._data, self._place)
        self._place += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self._data, kind, count, self._place)
        self._place += found.nbytes
        return found


def restored(data: bytes) -> tuple[Topology, dict[str, np.ndarray]]:
    """The network of an am/final.mdl. ValueError where `export` did not write it."""
    weights: dict[str, np.ndarray] = {}
    back: list[int] = []
    reader = _Reader(data, 0)
    reader.skip_to("<NumComponents>")
    for _ in range(reader.integer()):
        reader.skip_to("<ComponentName>")
        name, kind = reader.word(), reader.word()
        if kind == "<TdnnComponent>":
            reader.skip_to("<TimeOffsets>")
            offsets = reader.integers()
            back += [-offsets[0] // STRIDE] if name.endswith("squeeze") else []
            layer = name if name == "units" else f"{name}.layer"
            reader.skip_to("<LinearParams>")
            weights[f"{layer}.weight"] = reader.matrix()
            reader.skip_to("<BiasParams>")
            bias = reader.vector()
            if len(bias):
                weights[f"{layer}.bias"] = bias
        elif kind == "<BatchNormComponent>":
            for statistic in ("mean", "var"):
                reader.skip_to(f"<Stats{statistic.capitalize()}>")
                weights[f"{name}.running_{statistic}"] = reader.vector()
    first, width, bottleneck, last = (
        len(weights[f"{name}.layer.weight"]) for name in ("first", "second", "blocks.0.squeeze", "last")
    )
    inputs = weights["first.layer.weight"].shape[1] // len(FIRST_OFFSETS)
    weights |= {"mean": np.zeros(inputs, np.float32), "scale": np.ones(inputs, np.float32)}
    units = len(weights["units.weight"])
    return Topology(units, inputs, first, width, bottleneck, last, tuple(back)), weights


def main() -> int:
    """Write the network as `train --start` takes it."""
    import torch

    from models.training.asr.network import Network

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model_dir", type=Path)
    parser.add_argument("network", type=Path)
    arguments = parser.parse_args()
    topology, weights = restored((arguments.model_dir / "am/final.mdl").read_bytes())
    state = Network(topology).state_dict() | {
        name: torch.from_numpy(value) for name, value in weights.items()
    }
    torch.save({"topology": asdict(topology), "network": state}, arguments.network)
    return 0


if __name__ == "__main__":
    sys.exit(main())
