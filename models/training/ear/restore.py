"""The weights of a trained network out of the ONNX file that ships, so that training can go on from it.

    python -m models.training.ear.restore EAR.onnx EAR.pt

What shipping cost stays lost: 8 bit where matrices multiply (half a step of the scale), 16 bit elsewhere.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from models.training.ear.network import EarNetwork


def restored(path: Path) -> dict[str, Tensor]:
    """A state of EarNetwork; batch norms, folded into the convolutions before them, come back as doing nothing."""
    graph = onnx.load(path).graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    constants |= {
        cast.output[0]: constants[cast.input[0]].astype(np.float32)
        for cast in graph.node
        if cast.op_type == "Cast" and cast.input[0] in constants
    }
    network = EarNetwork()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            nn.init.constant_(module.running_var, 1.0 - module.eps)
    state = network.state_dict()
    found = {name: value for name, value in constants.items() if name in state}
    for node in graph.node:
        module = node.name.rpartition("/")[0].strip("/").replace("/", ".")
        if node.op_type == "MatMulInteger":
            weight, zero = (constants[name].astype(np.float32) for name in (node.input[1], node.input[3]))
            scale = constants[node.input[1].replace("_quantized", "_scale")]
            found[f"{module}.weight"] = ((weight - zero) * scale).T
        elif node.op_type == "Conv":
            found[f"{module}.weight"], found[f"{module}.bias"] = (constants[name] for name in node.input[1:3])
    left = [name for name in state if name not in found and ".blocks." not in name]
    if left:
        raise ValueError(f"{path} is not an ear that `export` wrote: it holds no {left[0]}")
    return state | {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}


def main() -> int:
    """Write the weights as `train --start` takes them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ear", type=Path)
    parser.add_argument("weights", type=Path)
    arguments = parser.parse_args()
    torch.save(restored(arguments.ear), arguments.weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
