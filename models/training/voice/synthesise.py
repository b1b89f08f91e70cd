"""Feelings put on neutral speech with the WORLD vocoder, for languages without acted speech that may ship.

    python -m models.training.voice.synthesise CLIPS.csv OUT_DIR [--each 2]

CLIPS.csv: path,speaker of read, neutral recordings (Common Voice train, say). OUT_DIR gets WAV files and
manifest.csv (path,label,speaker). Tone shapes are kept: F0 is scaled about each recording's median.

The directions are those of the work on Mandarin: Yuan, Shen & Chen 2002 (ICSLP), Lin & Fon 2012 and Wang, Lee & Ma
2016 (Speech Prosody), Liu & Pell 2012 (Behavior Research Methods 44): anger high, wide, loud, bright and fast;
sadness low, narrow, dull and slow; joy high and wide. The sizes are chosen, and scattered from recording to
recording so that feelings overlap as people's do. WORLD: Morise, Yokomori & Ozawa 2016 (IEICE Trans. E99-D).
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyworld
import soundfile

from audio.blocks import RATE
from models.evaluate.recordings import read_sound

MANNERS = {
    "neutral": (1.0, 0.0, 1.0, 0.0),
    "angry": (1.25, 3.0, 1.35, 2.2),
    "sad": (0.80, -1.5, 0.65, -1.6),
    "happy": (1.08, 2.5, 1.30, 0.5),
    "fear": (1.15, 2.0, 1.00, 0.0),
}
"""Rate (factor), F0 (semitones), range of F0 (factor), tilt (dB an octave above 500 Hz)."""
SCATTER = (0.12, 1.5, 0.2, 0.8)
"""Standard deviation of each from recording to recording; of the factors, of their logarithm."""
SHORTEST_S, LONGEST_S = 2.5, 6.0
TILT_FROM_HZ, TILT_TO_HZ = 500.0, 6000.0
SEED = 0


def manner(label: str, random: np.random.Generator) -> tuple[float, float, float, float]:
    """One recording's rate, F0, range and tilt."""
    rate, pitch, width, tilt = MANNERS[label]
    scatter = random.normal(0.0, SCATTER)
    return (
        rate * float(np.exp(scatter[0])),
        pitch + scatter[1],
        width * float(np.exp(scatter[2])),
        tilt + scatter[3],
    )


def spoken(sound: np.ndarray, rate: float, pitch_st: float, width: float, tilt_db: float) -> np.ndarray:
    """The recording (16 kHz, float64), spoken in another manner; the same loudness."""
    f0, times = pyworld.dio(sound, RATE)
    f0 = pyworld.stonemask(sound, f0, times, RATE)
    envelope = pyworld.cheaptrick(sound, f0, times, RATE)
    noise = pyworld.d4c(sound, f0, times, RATE)
    voiced = f0 > 0
    if voiced.any():
        octaves = np.log2(f0[voiced])
        middle = np.median(octaves)
        f0[voiced] = 2.0 ** (middle + width * (octaves - middle) + pitch_st / 12.0)
    hz = np.linspace(0.0, RATE / 2, envelope.shape[1])
    above = np.log2(np.clip(hz, TILT_FROM_HZ, TILT_TO_HZ) / TILT_FROM_HZ)
    envelope = envelope * 10.0 ** (tilt_db * above / 10.0)
    at = np.minimum(np.arange(0, len(f0), rate).astype(int), len(f0) - 1)
    made = pyworld.synthesize(f0[at], envelope[at].copy(), noise[at].copy(), RATE)
    return np.asarray(made * np.sqrt(np.mean(sound**2) / max(np.mean(made**2), 1e-12)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("clips", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--each", type=int, default=2, help="recordings of each speaker")
    given = arguments.parse_args()
    random = np.random.default_rng(SEED)
    taken: dict[str, int] = defaultdict(int)
    given.out.mkdir(parents=True, exist_ok=True)
    with (
        given.clips.open(encoding="utf-8", newline="") as clips,
        (given.out / "manifest.csv").open("w", encoding="utf-8", newline="") as file,
    ):
        manifest = csv.writer(file)
        manifest.writerow(("path", "label", "speaker"))
        for row in csv.DictReader(clips):
            if taken[row["speaker"]] == given.each:
                continue
            sound = read_sound(given.clips.parent / row["path"]).astype(np.float64)
            if not SHORTEST_S * RATE <= len(sound) <= LONGEST_S * RATE:
                continue
            number, taken[row["speaker"]] = taken[row["speaker"]], taken[row["speaker"]] + 1
            for label in MANNERS:
                name = f"{row['speaker']}-{number}-{label}.wav"
                made = np.clip(spoken(sound, *manner(label, random)), -1.0, 1.0)
                soundfile.write(given.out / name, made.astype(np.float32), RATE, subtype="PCM_16")
                manifest.writerow((name, label, row["speaker"]))


if __name__ == "__main__":
    main()
