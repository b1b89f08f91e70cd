"""The ear: a window of sound to the Mandarin units that are heard in it.

whisper-base's encoder with a CTC head (models/training/ear), one ONNX file, one thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import manifest
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.mel import HOP, RATE, log_mel
from models.ear.states import at_frames
from models.ear.units import UNITS

FILE = "ear.onnx"
LONGEST_S = 29.0
_STEP = 6 * HOP  # the network takes mel frames by the half dozen: two frames of posteriors
_FRAME = int(FRAME_S * RATE)
_SHORTEST = 2 * RATE
_PAD = RATE // 5  # frames at the very edge of a window are worse than those with silence behind them
_SPEECH_RMS, _LARGEST_GAIN = 0.07, 20.0
_SILENCE_RMS = 5e-4  # -66 dBFS: below it nobody speaks


class Ear:
    """A loaded model. `hear` may be called from one worker thread; the result depends on the window alone."""

    def __init__(self, session: Any) -> None:
        self._session = session

    @classmethod
    def load(cls, folder: Path) -> Ear:
        """The model of a folder with a manifest. Raises models.manifest.ModelProblem if it cannot be used."""
        import onnxruntime

        manifest.verified(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        try:
            session = onnxruntime.InferenceSession(
                str(folder / FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's own exceptions share no base class
            raise manifest.broken(folder, FILE) from error
        units = session.get_outputs()[0].shape[-1]
        if units != len(UNITS):
            raise manifest.broken(folder, FILE)
        return cls(session)

    def hear(self, samples: NDArray[np.float32], t0: float = 0.0) -> Heard:
        """A window of float32 samples at 16 kHz, the first at stream time t0; the last part of a frame is left out.

        ValueError if the window is longer than LONGEST_S or its samples are not finite numbers.
        """
        if len(samples) > LONGEST_S * RATE:
            raise ValueError(
                f"a window of {len(samples) / RATE:.0f} s is more than the ear's {LONGEST_S:.0f} s"
            )
        frames = len(samples) // _FRAME
        level = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if frames else 0.0
        if not np.isfinite(level):
            raise ValueError("the window holds samples that are not finite numbers")
        if level < _SILENCE_RMS:
            return nothing_heard(t0, frames)
        length = max(_SHORTEST, len(samples) + _PAD)
        window = np.zeros(length + -length % _STEP, np.float32)
        window[: len(samples)] = np.clip(samples * min(_LARGEST_GAIN, _SPEECH_RMS / level), -1.0, 1.0)
        log_posteriors, states = self._session.run(None, {"mel": log_mel(window)[None]})
        return Heard(t0, log_posteriors[0, :frames], at_frames(states[0], frames))
