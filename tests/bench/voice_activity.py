"""Voice activity detectors side by side: python tests/bench/voice_activity.py CALLS_DIR [MUSIC_DIR]

CALLS_DIR: calls with call.json, customer.opus and customer-phone.wav (both legs are used); MUSIC_DIR: music on hold.
webrtcvad-wheels and ten-vad are compared where they are installed. Printed: the share of 32 ms hops judged right
against the script's sentences, misses, false alarms; the share of non-speech called speech; CPU a second of sound.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile
import soxr

from audio.activity import ACTIVITY_S, ActivityDetector
from audio.blocks import RATE, Block

Judge = Callable[[np.ndarray], np.ndarray]
"""Sound at 16 kHz -> one answer for every 32 ms."""

MARGIN_S = 0.1
"""So near to a sentence's edge nothing is scored."""


def silero(sound: np.ndarray) -> np.ndarray:
    return np.array(
        [a.speech for a in ActivityDetector("customer").feed(Block("customer", 0.0, sound, RATE))]
    )


def webrtc(mode: int) -> Judge:
    import webrtcvad

    def judge(sound: np.ndarray) -> np.ndarray:
        vad, pcm = webrtcvad.Vad(mode), (np.clip(sound, -1, 1) * 32767).astype(np.int16)
        frames = [vad.is_speech(pcm[i : i + 320].tobytes(), RATE) for i in range(0, len(pcm) - 319, 320)]
        hops = np.arange(int(len(sound) / RATE / ACTIVITY_S))
        return np.array(frames)[np.minimum(((hops + 0.5) * ACTIVITY_S / 0.02).astype(int), len(frames) - 1)]

    return judge


def ten(sound: np.ndarray) -> np.ndarray:
    from ten_vad import TenVad

    vad, pcm = TenVad(256, 0.5), (np.clip(sound, -1, 1) * 32767).astype(np.int16)
    frames = np.array([vad.process(pcm[i : i + 256])[0] > 0.5 for i in range(0, len(pcm) - 255, 256)])
    return frames[: len(frames) // 2 * 2].reshape(-1, 2).any(axis=1)


def detectors() -> Iterator[tuple[str, Judge]]:
    yield "silero 6.2.3", silero
    try:
        import webrtcvad  # noqa: F401
    except ImportError:
        print("webrtcvad-wheels is not installed")
    else:
        yield from ((f"webrtc mode {mode}", webrtc(mode)) for mode in (1, 2, 3))
    try:
        import ten_vad  # noqa: F401
    except (ImportError, OSError):
        print("ten-vad is not installed")
    else:
        yield "ten-vad 1.0.6.9", ten


def at_16k(path: Path) -> np.ndarray:
    sound, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(sound.mean(axis=1), rate, RATE), np.float32)


def truth(call: dict[str, list[dict[str, object]]], leg: str, hops: int) -> np.ndarray:
    """1 speech, 0 none, -1 not scored, for every hop."""
    middle = (np.arange(hops) + 0.5) * ACTIVITY_S
    found = np.zeros(hops, int)
    for turn in call["turns"]:
        if turn["speaker"] == leg:
            for start, end in turn["sentences"]:
                found[(middle > start - MARGIN_S) & (middle < end + MARGIN_S)] = -1
    for turn in call["turns"]:
        if turn["speaker"] == leg:
            for start, end in turn["sentences"]:
                found[(middle > start + MARGIN_S) & (middle < end - MARGIN_S)] = 1
    return found


def tones(*hz: float) -> np.ndarray:
    t = np.arange(5 * RATE) / RATE
    return (0.1 * sum(np.sin(2 * np.pi * f * t) for f in hz)).astype(np.float32)


def not_speech(music: Path | None) -> Iterator[tuple[str, np.ndarray]]:
    random = np.random.default_rng(0)
    yield "white noise", random.normal(0, 0.03, 10 * RATE).astype(np.float32)
    brown = np.cumsum(random.normal(0, 1, 10 * RATE))
    yield "rumble", (0.1 * brown / np.abs(brown).max()).astype(np.float32)
    yield "hum 50 Hz + harmonics", tones(50, 150, 250)
    yield "ring-back 450 Hz", tones(450) * np.repeat([1, 0, 0, 0, 1], RATE).astype(np.float32)
    yield (
        "DTMF",
        np.concatenate([tones(a, b)[:1600] for a in (697, 770, 852, 941) for b in (1209, 1336, 1477)]),
    )
    for path in sorted(music.glob("*.wav")) if music else ():
        yield path.stem, at_16k(path)[: 60 * RATE]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("calls", type=Path)
    arguments.add_argument("music", type=Path, nargs="?")
    given = arguments.parse_args()
    legs = [(call, leg) for call in sorted(given.calls.glob("*/call.json")) for leg in ("customer", "agent")]
    for name, judge in detectors():
        for kind, suffix in (("wideband", ".opus"), ("telephone", "-phone.wav")):
            right = missed = false = speech = silence = 0
            spent = seconds = 0.0
            for file, leg in legs:
                sound = at_16k(file.with_name(leg + suffix))
                before = time.process_time()
                heard = judge(sound)
                spent, seconds = spent + time.process_time() - before, seconds + len(sound) / RATE
                wanted = truth(json.loads(file.read_text(encoding="utf-8")), leg, len(heard))
                speech, silence = speech + (wanted == 1).sum(), silence + (wanted == 0).sum()
                missed += ((wanted == 1) & ~heard).sum()
                false += ((wanted == 0) & heard).sum()
            right = 1 - (missed + false) / (speech + silence)
            print(
                f"{name:16s} {kind:9s} right {right:.3f} missed {missed / speech:.3f} "
                f"false {false / silence:.3f} CPU {1000 * spent / seconds:.1f} ms/s"
            )
        for kind, sound in not_speech(given.music):
            print(f"{name:16s} {kind:26s} called speech {judge(sound).mean():.3f}")


if __name__ == "__main__":
    main()
