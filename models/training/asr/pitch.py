"""Kaldi's pitch as Vosk adds it to the features where a model has `conf/pitch.conf`, from Vosk's own library.

Four columns a frame of 10 ms: how voiced it is, the logarithm of the pitch against its mean over the last 1.5 s, its
slope, and the logarithm itself (Ghahremani et al. 2014, "A pitch extraction algorithm tuned for automatic speech
recognition"). The options make a frame's values independent of how the samples come in blocks: level and mean look back
alone, no noise is added, and a frame is held back until every path through the lags agrees on it, at most LATENCY.

The wheel for Linux exports Kaldi's C++ functions; training calls them, so that both sides cannot differ.
"""

import ctypes
import functools
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.training.asr.features import RATE, count_frames

COLUMNS = 4
LATENCY = 20
_FULL_SCALE = 32768.0

_Value = float | int | bool
_EXTRACTION: Mapping[str, _Value] = {
    "sample-frequency": float(RATE),
    "frame-shift": 10.0,
    "frame-length": 25.0,
    "preemphasis-coefficient": 0.0,
    "min-f0": 60.0,
    "max-f0": 400.0,
    "soft-min-f0": 10.0,
    "penalty-factor": 0.1,
    "lowpass-cutoff": 1000.0,
    "resample-frequency": 4000.0,
    "delta-pitch": 0.01,
    "nccf-ballast": 7000.0,
    "lowpass-filter-width": 1,
    "upsample-filter-width": 5,
    "max-frames-latency": LATENCY,
    "frames-per-chunk": 0,
    "simulate-first-pass-online": False,
    "recompute-frame": 500,
    "nccf-ballast-online": True,
    "snip-edges": True,
}
"""In the order of Kaldi's PitchExtractionOptions. Lags are 1 % apart: half the memory of the usual 0.5 %."""
_PROCESSING: Mapping[str, _Value] = {
    "pitch-scale": 2.0,
    "pov-scale": 2.0,
    "pov-offset": 0.0,
    "delta-pitch-scale": 10.0,
    "delta-pitch-noise-stddev": 0.0,
    "normalization-left-context": 150,
    "normalization-right-context": 0,
    "delta-window": 2,
    "delay": 0,
    "add-pov-feature": True,
    "add-normalized-log-pitch": True,
    "add-delta-pitch": True,
    "add-raw-log-pitch": True,
}
"""In the order of Kaldi's ProcessPitchOptions."""

CONF = "".join(f"--{name}={str(value).lower()}\n" for name, value in (_EXTRACTION | _PROCESSING).items())
"""conf/pitch.conf."""

_COMPUTE = (
    "_ZN5kaldi27ComputeAndProcessKaldiPitchERKNS_22PitchExtractionOptionsERKNS_19ProcessPitchOptionsE"
    "RKNS_10VectorBaseIfEEPNS_6MatrixIfEE"
)
_FREE = "_ZN5kaldi6MatrixIfED1Ev"
_C_TYPES: Mapping[type, type] = {float: ctypes.c_float, int: ctypes.c_int32, bool: ctypes.c_bool}


def _options(values: Mapping[str, _Value]) -> ctypes.Structure:
    fields = [(name, _C_TYPES[type(value)]) for name, value in values.items()]
    return type("Options", (ctypes.Structure,), {"_fields_": fields})(*values.values())


class _Vector(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("size", ctypes.c_int32))


class _Matrix(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.c_void_p),
        ("columns", ctypes.c_int32),
        ("rows", ctypes.c_int32),
        ("stride", ctypes.c_int32),
    )


@functools.cache
def _library() -> ctypes.CDLL:
    import vosk

    return ctypes.CDLL(str(Path(vosk.__file__).parent / "libvosk.so"))


def tone(samples: np.ndarray) -> np.ndarray:
    """float32 samples at 16 kHz to float32 [frames, COLUMNS], a row for each row of `log_mel`."""
    scaled = np.ascontiguousarray(samples * _FULL_SCALE, np.float32)
    rows = count_frames(len(scaled))
    if not rows:
        return np.zeros((0, COLUMNS), np.float32)
    library, found = _library(), _Matrix()
    compute, free = library[_COMPUTE], library[_FREE]
    compute.restype = free.restype = None
    # four samples become one on the way, so that a row may come of fewer: Vosk, too, leaves it out
    given = (_options(_EXTRACTION), _options(_PROCESSING), _Vector(scaled.ctypes.data, len(scaled)), found)
    compute(*map(ctypes.byref, given))
    try:
        held = (ctypes.c_float * (found.rows * found.stride)).from_address(found.data)
        return (
            np.frombuffer(held, np.float32).reshape(found.rows, found.stride)[:rows, : found.columns].copy()
        )
    finally:
        free(ctypes.byref(found))
