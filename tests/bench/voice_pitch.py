"""F0 against librosa.pyin: python tests/bench/voice_pitch.py CALLS_DIR

pyin hears the wideband legs (customer.opus, agent.opus); CallCue hears the telephone legs, and the wideband ones.
Scored are the hops that pyin calls voiced: within 20 %, an octave off (a factor of 2 or 1/2, within a quarter
octave), called unvoiced. The legs are aligned in samples.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import librosa
import numpy as np
import soundfile
import soxr

from audio.blocks import RATE, Block
from audio.prosody import Prosody

LOWEST_HZ, HIGHEST_HZ = 65.0, 500.0


def at_16k(path: Path) -> np.ndarray:
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(sound.mean(axis=1), rate, RATE), np.float32)


def ours(sound: np.ndarray) -> np.ndarray:
    """F0 every 10 ms, NaN where unvoiced."""
    return np.array([v.f0_hz for v in Prosody("customer").feed(Block("customer", 0.0, sound, RATE))])


def pyin(sound: np.ndarray) -> np.ndarray:
    f0, voiced, _ = librosa.pyin(
        sound, fmin=LOWEST_HZ, fmax=HIGHEST_HZ, sr=RATE, frame_length=1024, hop_length=RATE // 100
    )
    return np.where(voiced, f0, np.nan)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("calls", type=Path)
    found: dict[str, list[np.ndarray]] = {"telephone": [], "wideband": []}
    expected: list[np.ndarray] = []
    for leg in sorted(arguments.parse_args().calls.glob("*/*.opus")):
        clean = at_16k(leg)
        reference = pyin(clean)
        for kind, sound in (
            ("wideband", clean),
            ("telephone", at_16k(leg.with_name(f"{leg.stem}-phone.wav"))),
        ):
            heard = ours(sound)
            found[kind].append(
                np.pad(heard, (0, max(0, len(reference) - len(heard))), constant_values=np.nan)
            )
            found[kind][-1] = found[kind][-1][: len(reference)]
        expected.append(reference)
    truth = np.concatenate(expected)
    for kind, parts in found.items():
        heard = np.concatenate(parts)
        octaves = np.log2(heard / truth)[~np.isnan(truth)]
        voiced = ~np.isnan(octaves)
        near = np.abs(2.0 ** octaves[voiced] - 1.0) < 0.2
        octave = np.abs(np.abs(octaves[voiced]) - 1.0) < 0.25
        print(
            f"{kind:9s} pyin-voiced hops {len(octaves)}: within 20 % {near.sum() / len(octaves):.3f}, "
            f"octave off {octave.sum() / len(octaves):.4f}, called unvoiced {1 - voiced.mean():.3f}; "
            f"of those both call voiced within 20 % {near.mean():.3f}; "
            f"voiced where pyin isn't {(~np.isnan(heard[np.isnan(truth)])).mean():.3f}"
        )


if __name__ == "__main__":
    main()
