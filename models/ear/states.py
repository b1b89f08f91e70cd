"""The ear's lower states: what its second layer makes of the sound, before it becomes units.

The layers below FROZEN_LAYERS (models/training/ear/train.py) stay as whisper was published, so that what is learnt
from these states holds for every ear trained on from it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def at_frames(states: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """States every 20 ms, the nearest to the middle of each of so many frames of 30 ms."""
    return states[(3 * np.arange(frames) + 1) // 2]
