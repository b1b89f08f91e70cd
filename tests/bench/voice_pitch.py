"""F0 against librosa.pyin: python tests/bench/voice_pitch.py CALLS_DIR

pyin hears the wideband legs (customer.opus, agent.opus); CallCue hears the telephone legs, and the wideband ones.
Scored are the hops that pyin calls voiced: within 20 %, an octave off (a factor of 2 or 1/2, within a quarter
octave), without a pitch. Apart for the sentences of the script and the pauses between, for pyin hears voices in the
noise of a pause. The legs are aligned in samples.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import librosa
import numpy as np
import soundfile
import soxr

from audio.blocks import HOP_S, RATE, Block
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


def in_sentences(leg: Path, hops: int) -> np.ndarray:
    """Whether this leg's speaker is in a sentence of the script at each hop."""
    t, found = np.arange(hops) * HOP_S, np.zeros(hops, bool)
    for turn in json.loads(leg.with_name("call.json").read_text(encoding="utf-8"))["turns"]:
        if turn["speaker"] == leg.stem:
            for start, end in turn["sentences"]:
                found |= (start <= t) & (t <= end)
    return found


def report(name: str, heard: np.ndarray, truth: np.ndarray) -> None:
    octaves = np.log2(heard / truth)[~np.isnan(truth)]
    pitched = ~np.isnan(octaves)
    near = np.abs(2.0 ** octaves[pitched] - 1.0) < 0.2
    octave = np.abs(np.abs(octaves[pitched]) - 1.0) < 0.25
    print(
        f"{name:21s} pyin-voiced hops {len(octaves)}: within 20 % {near.sum() / len(octaves):.3f}, "
        f"octave off {octave.sum() / len(octaves):.4f}, no pitch {1 - pitched.mean():.3f}; "
        f"of those that have one within 20 % {near.mean():.3f}; "
        f"a pitch where pyin has none {(~np.isnan(heard[np.isnan(truth)])).mean():.3f}"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("calls", type=Path)
    found: dict[str, list[np.ndarray]] = {"telephone": [], "wideband": []}
    expected, spoken = [], []
    for leg in sorted(arguments.parse_args().calls.glob("*/*.opus")):
        clean = at_16k(leg)
        expected.append(pyin(clean))
        hops = len(expected[-1])
        spoken.append(in_sentences(leg, hops))
        for kind, sound in (
            ("wideband", clean),
            ("telephone", at_16k(leg.with_name(f"{leg.stem}-phone.wav"))),
        ):
            heard = ours(sound)[:hops]
            found[kind].append(np.pad(heard, (0, hops - len(heard)), constant_values=np.nan))
    truth, speech = np.concatenate(expected), np.concatenate(spoken)
    for kind, parts in found.items():
        heard = np.concatenate(parts)
        report(f"{kind} sentences", heard[speech], truth[speech])
        report(f"{kind} pauses", heard[~speech], truth[~speech])


if __name__ == "__main__":
    main()
