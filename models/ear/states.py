"""The ear's lower states: what its second layer makes of the sound, before it becomes units.

The layers below FROZEN_LAYERS (models/training/ear/train.py) stay as whisper was published, so that what is learnt
from these states holds for every ear trained on from it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LAYER = b"/encoder/layers.1/Add_2_output_0"
_MODEL_GRAPH, _GRAPH_OUTPUT, _OUTPUT_NAME = 7, 12, 1
"""Field numbers of ONNX's ModelProto, GraphProto and ValueInfoProto (onnx.proto3)."""


def giving_states(model: bytes) -> bytes:
    """An ONNX file whose network gives the states as a second output; the same file where it has no such layer.

    Protocol buffers that follow each other are one message, and what may repeat in it is added: so a model that
    holds nothing but the name of an output, put behind the file, adds that output.
    """
    if _LAYER not in model:
        return model
    output = _field(_GRAPH_OUTPUT, _field(_OUTPUT_NAME, _LAYER))
    return model + _field(_MODEL_GRAPH, output)


def at_frames(states: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """States every 20 ms, the nearest to the middle of each of so many frames of 30 ms."""
    return states[(3 * np.arange(frames) + 1) // 2]


def _field(number: int, content: bytes) -> bytes:
    return bytes((number << 3 | 2, len(content))) + content
