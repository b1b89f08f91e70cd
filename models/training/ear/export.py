"""One ONNX file of a trained ear, small: 8 bit where matrices multiply, 16 bit for the rest.

    python -m models.training.ear.export OUT_DIR EAR.pt [--figures FIGURES.json]

OUT_DIR/ear.onnx takes `mel` float32 [1, 80, n], n a multiple of 6, and gives `log_posteriors` [1, n / 3, units] and the
states that the topmost untrained layer makes, [1, n / 2, 512]; OUT_DIR/manifest.json says what it is, with its SHA-256.
Several files are taken in turn (an encoder, then a head).
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from models import manifest
from models.ear.ear import FILE
from models.training.ear.network import WIDTH, EarNetwork
from models.training.ear.train import FROZEN_LAYERS, load_part

_SMALLEST_HALVED = 1024
_UNTRAINED = f"/encoder/layers.{FROZEN_LAYERS - 1}/Add_2_output_0"


def to_onnx(network: EarNetwork, path: Path) -> None:
    """The network as it is, in 32 bit."""
    example = torch.zeros(1, 80, 600)
    torch.onnx.export(
        network,
        (example,),
        str(path),
        input_names=["mel"],
        output_names=["log_posteriors"],
        dynamic_axes={"mel": {2: "mel_frames"}, "log_posteriors": {1: "frames"}},
        opset_version=17,
        dynamo=False,
    )


def shrink(full: Path, small: Path) -> None:
    """Products with weights in 8 bit (a scale for each column), other large constants in 16; states as an output."""
    quantize_dynamic(
        full, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
    )
    model = onnx.load(small)
    casts = []
    for constant in model.graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype == np.float32 and values.size >= _SMALLEST_HALVED:
            name = constant.name
            constant.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            casts.append(helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT))
    for k, node in enumerate(casts):
        model.graph.node.insert(k, node)
    states = helper.make_tensor_value_info(_UNTRAINED, TensorProto.FLOAT, [1, None, WIDTH])
    model.graph.output.append(states)
    onnx.checker.check_model(model)
    onnx.save(model, small)


def compare(network: EarNetwork, path: Path) -> tuple[float, float]:
    """Share of frames with the same best unit as in PyTorch, and the milliseconds of CPU for a window of 6 s."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options)
    mel = np.random.default_rng(0).normal(0, 0.4, (1, 80, 600)).astype(np.float32)
    with torch.inference_mode():
        expected = network(torch.from_numpy(mel)).numpy()
    costs = []
    for _ in range(9):
        start = time.process_time()
        got, _ = session.run(None, {"mel": mel})
        costs.append(time.process_time() - start)
    same = float((got.argmax(-1) == expected.argmax(-1)).mean())
    return same, 1000 * float(np.median(costs))


def main() -> int:
    """Export, compare, describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, help="of the training run, for the manifest")
    parser.add_argument("--figures", type=Path, help="measured figures to keep in the manifest (JSON)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = EarNetwork()
    for path in arguments.weights:
        load_part(network, torch.load(path, weights_only=True))
    network.eval()
    arguments.out_dir.mkdir(parents=True, exist_ok=True)
    ear = arguments.out_dir / FILE
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(network, full)
        shrink(full, ear)
    same, cost = compare(network, ear)
    described = manifest.Manifest(
        name="ear-zh",
        part="ear",
        language="zh",
        source="OpenAI whisper-base, its encoder (MIT); upper layers and a CTC head trained on Common Voice zh-CN "
        "(CC0-1.0) and hsk-sentences-audio (CC-BY-SA 4.0, synthetic speech)",
        licence="MIT",
        method="models/training/ear",
        figures=json.loads(arguments.figures.read_text(encoding="utf-8")) if arguments.figures else {},
        files=manifest.hashes(arguments.out_dir),
        seed=arguments.seed,
    )
    text = json.dumps(msgspec.to_builtins(described), ensure_ascii=False, indent=2) + "\n"
    (arguments.out_dir / "manifest.json").write_text(text, encoding="utf-8")
    size = ear.stat().st_size / 1e6
    print(f"{ear}: {size:.1f} MB; same best unit as PyTorch {100 * same:.1f} %; 6 s in {cost:.0f} ms of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
