"""What hearing one leg's voice costs: python tests/bench/voice_cost.py LEG.wav [--hours 1]

CPU milliseconds for every second of sound, stage by stage in blocks of 20 ms as live, beside librosa.yin and
librosa.pyin (and praat-parselmouth where it is installed) on the same sound in the same run. With --hours the leg is
played again and again, and the largest resident memory after a tenth of the time and at the end is printed.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import librosa
import numpy as np

from audio.activity import ActivityDetector
from audio.blocks import RATE, Block
from audio.prosody import Prosody
from models.evaluate.recordings import read_sound
from models.feeling.voice import VoiceReader

SIZE = RATE // 50
WHOLE_S = 20


def blocks(sound: np.ndarray, start: float = 0.0) -> Iterator[Block]:
    for i in range(0, len(sound) - SIZE + 1, SIZE):
        yield Block("customer", start + i / RATE, sound[i : i + SIZE], RATE)


class Leg:
    """The stages of the customer's leg, each with its own clock: stage -> CPU seconds of every second of sound."""

    def __init__(self) -> None:
        self.detector, self.prosody, self.reader = (
            ActivityDetector("customer"),
            Prosody("customer"),
            VoiceReader(),
        )
        self.spent: dict[str, list[float]] = defaultdict(list)

    def second(self, second: list[Block]) -> None:
        marks = np.zeros(3)
        for block in second:
            t0 = time.process_time()
            activities = list(self.detector.feed(block))
            t1 = time.process_time()
            voicings = list(self.prosody.feed(block, activities))
            t2 = time.process_time()
            for voicing in voicings:
                for _ in self.reader.feed(voicing):
                    pass
            marks += (t1 - t0, t2 - t1, time.process_time() - t2)
        for name, value in zip(("activity", "prosody", "feeling"), marks.tolist(), strict=True):
            self.spent[name].append(value)
        self.spent["all"].append(float(marks.sum()))


def cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def references(sound: np.ndarray) -> Iterator[tuple[str, float]]:
    piece, seconds = sound[: WHOLE_S * RATE], min(WHOLE_S, len(sound) / RATE)
    settings = {"fmin": 65.0, "fmax": 500.0, "sr": RATE, "frame_length": 1024, "hop_length": RATE // 100}
    for name, function in (("librosa.yin", librosa.yin), ("librosa.pyin", librosa.pyin)):
        function(piece[:RATE], **settings)
        yield name, cpu(lambda function=function: function(piece, **settings)) / seconds
    try:
        import parselmouth
    except ImportError:
        return
    praat = parselmouth.Sound(piece.astype(np.float64), RATE)
    yield "praat to_pitch_ac", cpu(lambda: praat.to_pitch_ac(time_step=0.01)) / seconds


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("leg", type=Path)
    arguments.add_argument("--hours", type=float, default=0.0)
    given = arguments.parse_args()
    sound = read_sound(given.leg)
    leg = Leg()
    seconds = max(given.hours * 3600.0, len(sound) / RATE)
    done, memory = 0.0, 0
    while done < seconds - 1.0:
        pending: list[Block] = []
        for block in blocks(sound, done):
            pending.append(block)
            if len(pending) == RATE // SIZE:
                leg.second(pending)
                pending = []
        done += len(sound) // SIZE * SIZE / RATE
        if not memory and done > seconds / 10.0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    at_the_end = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, values in leg.spent.items():
        ms = 1000.0 * np.array(values)
        print(
            f"{name:18s} median {np.median(ms):6.2f}  p95 {np.percentile(ms, 95):6.2f} ms a second of sound"
        )
    if memory:
        print(
            f"largest resident memory after a tenth of the time {memory / 1024:.1f} MB, "
            f"at the end {at_the_end / 1024:.1f} MB"
        )
    for name, value in references(sound):
        print(f"{name:18s} mean   {1000 * value:6.2f} ms a second of sound")


if __name__ == "__main__":
    main()
