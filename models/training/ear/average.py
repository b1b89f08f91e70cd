"""The mean of several ears' weights, which hears better than each (Wortsman et al. 2022, "Model soups").

    python -m models.training.ear.average OUT.pt EAR.pt EAR.pt ...

Only ears of one line can be averaged: each trained on from the one before.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def mean(ears: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Every weight's mean; what counts something (the norms' batches) is the first ear's."""
    return {
        name: torch.stack([ear[name] for ear in ears]).mean(0) if value.is_floating_point() else value
        for name, value in ears[0].items()
    }


def main() -> int:
    out, *ears = map(Path, sys.argv[1:])
    torch.save(mean([torch.load(ear, weights_only=True) for ear in ears]), out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
