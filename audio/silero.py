"""Silero's speech detector as plain array arithmetic: a dozen small products a step, which a runtime only makes dearer.

The network is that of silero-vad 6.2.3 at 16 kHz (MIT, github.com/snakers4/silero-vad): magnitudes of four spectra,
four convolutions, an LSTM, one output. The convolutions' strides and edges leave some taps unused; those aren't in the
weights (models/training/voice/detector.py).
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from audio.blocks import Samples

Floats: TypeAlias = npt.NDArray[np.float32]

STEP = 512
"""Samples of one step."""
CONTEXT = 64
"""Samples before a step that it looks at, too."""

_SPECTRA, _FRAME, _SHIFT = 4, 256, 128
_BINS = _FRAME // 2 + 1
_WINDOW = np.hanning(_FRAME + 1)[:-1].astype(np.float32)
_UNITS = 128


def _frames() -> npt.NDArray[np.intp]:
    """Which samples lie in each frame; the last frame's end is mirrored."""
    length, end = CONTEXT + STEP, (_SPECTRA - 1) * _SHIFT + _FRAME
    samples = np.concatenate((np.arange(length), length - 2 - np.arange(end - length)))
    return np.asarray(samples[np.arange(_SPECTRA)[:, np.newaxis] * _SHIFT + np.arange(_FRAME)])


_FRAMES = _frames()
_NEIGHBOURS = np.arange(_SPECTRA)[:, np.newaxis] * _BINS + np.arange(3 * _BINS)
"""In the flat magnitudes with an empty spectrum on either side: each spectrum between its neighbours."""
_PAIR = np.array([[0, 1, 2], [2, 3, 4]])
"""What the second convolution sees of the first one's four steps, with an empty one before them."""


class DetectorMissing(Exception):
    """The detector's model file can't be used; the message is its path."""


_SHAPES = {
    "first": (3 * _BINS, 128),
    "first_bias": (128,),
    "second": (3 * 128, 64),
    "second_bias": (64,),
    "third": (2 * 64, 64),
    "third_bias": (64,),
    "fourth": (64, _UNITS),
    "fourth_bias": (_UNITS,),
    "lstm": (2 * _UNITS, 4 * _UNITS),
    "lstm_bias": (4 * _UNITS,),
    "out": (_UNITS,),
    "out_bias": (1,),
}
"""lstm: rows input and state; columns input gate, output gate, forget gate, cell."""


State: TypeAlias = tuple[Floats, Floats]
"""The LSTM's output and cell."""
AT_FIRST: State = (np.zeros(_UNITS, np.float32), np.zeros(_UNITS, np.float32))


class Silero:
    """The network. What it has heard of a leg lies in the State that goes in and comes out, never changed in place."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._w = weights

    @staticmethod
    @functools.cache
    def load(model: Path) -> Silero:
        """Raises DetectorMissing."""
        try:
            with np.load(model, allow_pickle=False) as file:
                weights = {name: np.ascontiguousarray(file[name], np.float32) for name in file.files}
        except Exception as error:
            raise DetectorMissing(str(model)) from error
        if {name: array.shape for name, array in weights.items()} != _SHAPES:
            raise DetectorMissing(str(model))
        return Silero(weights)

    def hear(self, sound: Samples, state: State) -> tuple[float, State]:
        """How surely the last STEP of these CONTEXT + STEP samples are speech, 0..1; and the state behind them."""
        w, (told, cell) = self._w, state
        magnitudes = np.zeros((_SPECTRA + 2, _BINS), np.float32)
        np.abs(np.fft.rfft(sound[_FRAMES] * _WINDOW), out=magnitudes[1:-1])
        first = np.zeros((1 + _SPECTRA, 128), np.float32)
        _layer(magnitudes.ravel()[_NEIGHBOURS], w["first"], w["first_bias"], out=first[1:])
        second = _layer(first[_PAIR].reshape(2, -1), w["second"], w["second_bias"])
        third = _layer(second.reshape(1, -1), w["third"], w["third_bias"])
        fourth = _layer(third, w["fourth"], w["fourth_bias"])[0]
        gates = np.concatenate((fourth, told)) @ w["lstm"] + w["lstm_bias"]
        put, out, keep = _sigmoid(gates[: 3 * _UNITS]).reshape(3, _UNITS)
        cell = keep * cell + put * np.tanh(gates[3 * _UNITS :])
        told = out * np.tanh(cell)
        odds = np.maximum(told, 0.0) @ w["out"] + w["out_bias"]
        return float(_sigmoid(odds)[0]), (told, cell)


def _layer(x: Floats, weights: Floats, bias: Floats, out: Floats | None = None) -> Floats:
    found = np.matmul(x, weights, out=out)
    found += bias
    return np.maximum(found, 0.0, out=found)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 * np.tanh(0.5 * x) + 0.5, np.float32)
