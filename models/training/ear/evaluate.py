"""Unit error of a trained network on prepared clips.

python -m models.training.ear.evaluate CORPUS_DIR EAR.pt [--split dev]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from models.ear.mel import HOP, RATE, log_mel
from models.ear.units import collapse
from models.evaluate.units import edit_distance
from models.training.ear.distort import telephone as through_telephone
from models.training.ear.network import EarNetwork
from models.training.ear.prepare import Clip, Corpus

_PAD_S = 0.5


@torch.inference_mode()
def clip_error(network: EarNetwork, corpus: Corpus, clips: Sequence[Clip], telephone: bool) -> float:
    """Edits over units said, each clip alone; `telephone` sends clip number k through the line of seed k."""
    edits = said = 0
    for k, clip in enumerate(clips):
        samples = corpus.samples(clip)
        if telephone:
            samples = through_telephone(samples, np.random.default_rng(k))
        with torch.autocast("cpu", torch.bfloat16):
            best = network(torch.from_numpy(features(samples))[None])[0].argmax(-1)
        edits += edit_distance(collapse(best.tolist()), clip.units)
        said += len(clip.units)
    return edits / max(1, said)


def features(samples: np.ndarray) -> np.ndarray:
    """Log-mel of a clip behind which half a second of silence stands, a multiple of six frames."""
    step = 6 * HOP
    length = -(-(len(samples) + int(_PAD_S * RATE)) // step) * step
    padded = np.zeros(length, np.float32)
    level = float(np.sqrt((samples**2).mean()))
    padded[: len(samples)] = np.clip(samples * (0.07 / max(level, 0.0035)), -1, 1)
    return log_mel(padded)


def main() -> int:
    """Print the unit error, wideband and through a telephone."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus_dir", type=Path)
    parser.add_argument("ear", type=Path)
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = EarNetwork()
    network.load_state_dict(torch.load(arguments.ear, weights_only=True))
    network.eval()
    corpus = Corpus(arguments.corpus_dir)
    clips = corpus.split(arguments.split)
    for telephone in (False, True):
        error = clip_error(network, corpus, clips, telephone)
        print(f"{arguments.split}, {'telephone' if telephone else 'wideband'}: {100 * error:.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
