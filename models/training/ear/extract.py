"""whisper-base's encoder out of the published CTranslate2 file.

    python -m models.training.ear.extract WHISPER_DIR ENCODER.pt [--compare]

WHISPER_DIR holds model.bin, or its two parts model.bin.part1 and model.bin.part2. --compare runs CTranslate2 (pip
install ctranslate2) on the same input and prints the largest difference of the two encoders.
"""

import argparse
import hashlib
import struct
import sys
from pathlib import Path

import numpy as np
import torch

from models.training.ear.network import Encoder

SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


def read_published(folder: Path) -> bytes:
    """The bytes of model.bin, joined if it came in parts. ValueError when it is not the file that is meant."""
    whole = folder / "model.bin"
    parts = [whole] if whole.exists() else sorted(folder.glob("model.bin.part*"))
    data = b"".join(part.read_bytes() for part in parts)
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{whole}: SHA-256 {digest} is not that of whisper-base ({SHA256})")
    return data


def variables(data: bytes) -> dict[str, np.ndarray]:
    """Named arrays of a CTranslate2 model file (binary version 6: name, rank, shape, type, size, values)."""
    at = 0

    def number(code: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + code, data, at)
        at += struct.calcsize(code)
        return int(value)

    def name() -> str:
        nonlocal at
        length = number("H")
        at += length
        return data[at - length : at].rstrip(b"\0").decode()

    number("I"), name(), number("I")  # version, model's name, its revision
    found = {}
    for _ in range(number("I")):
        key = name()
        shape = [number("I") for _ in range(number("B"))]
        kind, size = _TYPES[number("B")], number("I")
        found[key] = np.frombuffer(data, kind, size // np.dtype(kind).itemsize, at).reshape(shape)
        at += size
    return found


def published_encoder(folder: Path) -> Encoder:
    """whisper-base's encoder with the published weights."""
    prefix = "encoder/"
    weights = {
        k.removeprefix(prefix): v.astype(np.float32)
        for k, v in variables(read_published(folder)).items()
        if k.startswith(prefix)
    }
    encoder = Encoder()
    encoder.load_published(weights)
    return encoder.eval()


def largest_difference(encoder: Encoder, folder: Path) -> tuple[float, float]:
    """Largest difference of the states from CTranslate2's in float32, and the largest state, on seeded noise."""
    import ctranslate2

    mel = np.random.default_rng(0).normal(0, 0.3, (1, 80, 600)).astype(np.float32)
    reference = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="float32")
    theirs = np.array(reference.encode(ctranslate2.StorageView.from_array(mel)))
    with torch.inference_mode():
        ours = encoder(torch.from_numpy(mel)).numpy()
    return float(np.abs(ours - theirs).max()), float(np.abs(theirs).max())


def main() -> int:
    """Write the encoder's weights; with --compare, prove them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("whisper_dir", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("--compare", action="store_true")
    arguments = parser.parse_args()
    encoder = published_encoder(arguments.whisper_dir)
    torch.save(encoder.state_dict(), arguments.encoder)
    print(
        f"{sum(p.numel() for p in encoder.parameters()) / 1e6:.1f} million parameters -> {arguments.encoder}"
    )
    if arguments.compare:
        difference, largest = largest_difference(encoder, arguments.whisper_dir)
        print(f"largest difference from CTranslate2 float32: {difference:.5f} (states up to {largest:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
