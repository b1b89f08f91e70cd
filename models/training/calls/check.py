"""Is what was rendered what was written? A recogniser listens to each leg, and its level is measured.

    python -m models.training.calls.check WHISPER_DIR CALL_DIR...

Per leg: the share of syllables (without tones, so that homophones count as right) that whisper-base gets wrong,
the level of speech and of what lies between (dBFS). Turns of which more than a third is wrong are printed. Exit
status 1 if a leg is over a fifth wrong, or its speech is less than 12 dB above the rest.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import cn2an
import numpy as np
import soundfile
import soxr
from faster_whisper import WhisperModel
from numpy.typing import NDArray
from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein

RATE_HZ = 16000
CHUNK_S = 15.0
WORST_LEG, WORST_TURN, LEAST_SNR_DB = 0.20, 0.34, 12.0

Samples = NDArray[np.float32]


def check(folder: Path, recogniser: WhisperModel) -> bool:
    """Print the figures of one call; True if both legs are good enough to work with."""
    call, good = json.loads((folder / "call.json").read_text("utf-8")), True
    for leg in ("customer", "agent"):
        x, rate_hz = soundfile.read(folder / f"{leg}.opus", dtype="float32")
        x = soxr.resample(x, rate_hz, RATE_HZ)
        turns = [turn for turn in call["turns"] if turn["speaker"] == leg]
        wrong, size = np.zeros(len(turns)), np.array([len(_syllables(turn["text"])) for turn in turns])
        for chunk in _chunks(turns):
            wrong[chunk] = _errors(x, [turns[i] for i in chunk], recogniser)
        for i in np.flatnonzero(wrong > WORST_TURN * size):
            # In a row of turns the recogniser now and then drops one; alone it is heard.
            wrong[i] = min(wrong[i], _errors(x, [turns[i]], recogniser)[0])
        speech_db, rest_db = _levels(x, turns)
        rate = wrong.sum() / size.sum()
        print(f"{call['id']} {leg:8} {len(x) / RATE_HZ:6.1f} s, {100 * rate:4.1f} % wrong, ", end="")
        print(f"speech {speech_db:5.1f} dBFS, rest {rest_db:5.1f}", flush=True)
        for turn, errors, syllables in zip(turns, wrong, size, strict=True):
            if syllables > 3 and errors / syllables > WORST_TURN:
                print(f"   turn {turn['n']}: {errors:.0f} of {syllables}: {turn['text']}")
        good &= bool(rate <= WORST_LEG and speech_db - rest_db >= LEAST_SNR_DB)
    return good


def _chunks(turns: list[dict[str, Any]]) -> list[list[int]]:
    """Turns packed into what the recogniser hears at once."""
    chunks: list[list[int]] = []
    seconds = CHUNK_S
    for i, turn in enumerate(turns):
        length = turn["end"] - turn["start"] + 0.5
        if seconds + length > CHUNK_S:
            chunks.append([])
            seconds = 0.0
        chunks[-1].append(i)
        seconds += length
    return chunks


def _errors(x: Samples, turns: list[dict[str, Any]], recogniser: WhisperModel) -> NDArray[np.float64]:
    """Wrong syllables of each turn, the turns heard one after the other."""
    gap = np.zeros(RATE_HZ // 5, np.float32)
    pieces = [x[int((t["start"] - 0.1) * RATE_HZ) : int((t["end"] + 0.15) * RATE_HZ)] for t in turns]
    sound = np.concatenate([part for piece in pieces for part in (piece, gap)])
    segments, _ = recogniser.transcribe(
        sound,
        language="zh",
        beam_size=2,
        temperature=0.0,
        condition_on_previous_text=False,
        without_timestamps=True,
        initial_prompt="以下是普通话客服通话的句子。",
    )
    heard = _syllables("".join(segment.text for segment in segments))
    written = [_syllables(turn["text"]) for turn in turns]
    owner = np.repeat(np.arange(len(turns)), [len(w) for w in written])
    errors = np.zeros(len(turns))
    for edit in Levenshtein.editops([s for w in written for s in w], heard):
        errors[owner[min(edit.src_pos, len(owner) - 1)]] += 1
    return errors


def _syllables(text: str) -> list[str]:
    text = re.sub(r"\d{5,}", lambda m: "".join("零一二三四五六七八九"[int(d)] for d in m[0]), text)
    text = re.sub(r"\d+(?:\.\d+)?", lambda m: str(cn2an.an2cn(m[0])), text).replace("幺", "一")
    return [s for s in lazy_pinyin(re.sub(r"[^\u4e00-\u9fffA-Za-z]", "", text).lower()) if s]


def _levels(x: Samples, turns: list[dict[str, Any]]) -> tuple[float, float]:
    """RMS in dBFS within the turns' sentences, and outside of them."""
    speaking = np.zeros(len(x), bool)
    for start, end in (sentence for turn in turns for sentence in turn["sentences"]):
        speaking[int(start * RATE_HZ) : int(end * RATE_HZ)] = True
    rms = [np.sqrt(np.mean(x[mask] ** 2) + 1e-12) for mask in (speaking, ~speaking)]
    return float(20 * np.log10(rms[0])), float(20 * np.log10(rms[1]))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    whisper = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=1)
    verdicts = [check(Path(folder), whisper) for folder in sys.argv[2:]]
    sys.exit(0 if all(verdicts) else 1)
