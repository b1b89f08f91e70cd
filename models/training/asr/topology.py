"""The shape of the network that Vosk runs, and what training and export must agree on."""

from dataclasses import dataclass

RESIDUAL = 0.66
"""So much of a block's input is added to its output (as in Kaldi's TDNN-F recipes)."""
NORM_EPSILON = 1e-3
FIRST_OFFSETS = (-2, -1, 0, 1, 2)
SECOND_OFFSETS = (-1, 0, 1)
STRIDE = 3
"""Features come every 10 ms, rows of posteriors every 30 ms: Vosk counts on that."""


@dataclass(frozen=True, slots=True)
class Topology:
    """Sizes of the layers.

    inputs: bins of log-mel, then columns of pitch if there are more
    back: how many rows each block looks back, and it looks one row ahead
    """

    units: int = 212
    inputs: int = 44
    first: int = 128
    width: int = 640
    bottleneck: int = 224
    last: int = 256
    back: tuple[int, ...] = (1, 1, 1, 2, 2, 2, 3, 3, 3)

    @property
    def left(self) -> int:
        """Feature frames before the first that the first row of posteriors depends on."""
        return -FIRST_OFFSETS[0] - SECOND_OFFSETS[0] + STRIDE * sum(self.back)

    @property
    def right(self) -> int:
        """Feature frames after a row's own that it depends on."""
        return FIRST_OFFSETS[-1] + SECOND_OFFSETS[-1] + STRIDE * len(self.back)
