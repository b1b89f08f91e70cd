"""Makes models/weights/vad from Silero's network: python -m models.training.voice.detector SILERO.onnx OUT.npz

SILERO.onnx: silero_vad_16k_sequence.onnx out of the wheel silero-vad 6.2.3. The same numbers in the order in which
audio/silero.py multiplies them; needs the package onnx. Taps that only ever meet the empty edge are left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper


def arrays(network: onnx.ModelProto) -> dict[str, np.ndarray]:
    """Weights by the names that audio/silero.py knows; convolutions as matrices, (taps x channels in, channels out)."""
    found = {part.name: numpy_helper.to_array(part) for part in network.graph.initializer}
    (lstm,) = (node for node in network.graph.node if node.op_type == "LSTM")
    taps = [found[f"encoder.{k}.weight"].transpose(2, 1, 0) for k in range(4)]
    taps[2], taps[3] = taps[2][1:], taps[3][1:2]
    names = ("first", "second", "third", "fourth")
    weights = {name: tap.reshape(-1, tap.shape[-1]) for name, tap in zip(names, taps, strict=True)}
    weights |= {f"{name}_bias": found[f"encoder.{k}.bias"] for k, name in enumerate(names)}
    of_input, of_state, biases = (found[name][0] for name in lstm.input[1:4])
    return {
        **weights,
        "lstm": np.concatenate((of_input.T, of_state.T)),
        "lstm_bias": biases.reshape(2, -1).sum(axis=0),
        "out": found["output.weight"].ravel(),
        "out_bias": found["output.bias"],
    }


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("silero", type=Path)
    arguments.add_argument("out", type=Path)
    given = arguments.parse_args()
    np.savez(given.out, allow_pickle=False, **arrays(onnx.load(given.silero)))


if __name__ == "__main__":
    main()
