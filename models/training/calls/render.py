"""Make calls from their scripts.

    python -m models.training.calls.render DOWNLOADS CACHE CALL_DIR...    sound, times and labels of script.txt
    python -m models.training.calls.render --labels CALL_DIR...           its labels only, sound and times kept

CACHE keeps every sentence spoken, and the legs before Opus coded them.
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from models.training.calls import labels, script
from models.training.calls.line import TELEPHONE_HZ, Samples, agent_leg, customer_leg
from models.training.calls.manner import manner
from models.training.calls.script import Script, Speaker, Turn
from models.training.calls.speech import RATE_HZ, Synthesiser
from models.training.calls.vocoder import shape

LEVEL_DBFS = -27.0
"""Active speech level of neutral speech."""

OPUS = ("--quiet", "--speech", "--framesize", "60", "--bitrate", "8")

_PART = re.compile(r"\[[\d.]+\]|[^。！？!?\[\]]+[。！？!?…]*")
_SOUNDED = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_BABBLE = (
    "您好，工号零八二五为您服务，请问有什么可以帮您？",
    "我这边帮您查一下，请您稍等。",
    "好的好的，那就按您说的这个地址来。",
    "这个月的账单已经出来了，您看一下短信。",
    "麻烦您提供一下订单尾号。",
    "是的，明天下午之前会有师傅联系您。",
)
_BABBLERS = ("zf_xiaoni", "zm_yunxi", "zf_xiaoyi")


def render(folder: Path, voice: Synthesiser, cache: Path) -> None:
    """Render the call in `folder`; the same script gives the same sound (the seed is the call's number)."""
    written, began = script.read(folder / "script.txt"), time.monotonic()
    rng = np.random.default_rng(int(written.id))
    turns, legs = _speak_all(written, voice, rng)
    babble = np.concatenate([voice.speak(text, who, 1.0) for text in _BABBLE for who in _BABBLERS])
    level = 10 ** (LEVEL_DBFS / 20)
    customer, lost = customer_leg(legs["customer"], babble, written.line, level, rng)
    agent = agent_leg(legs["agent"], customer, babble, written.line, level, rng)
    for leg, x in (("customer", customer), ("agent", agent)):
        master = cache / f"{written.id}-{leg}.wav"
        soundfile.write(master, x, TELEPHONE_HZ, subtype="PCM_16")
        subprocess.run(["opusenc", *OPUS, master, folder / f"{leg}.opus"], check=True)
    call = {
        **_head(written),
        "seconds": round(len(customer) / TELEPHONE_HZ, 2),
        "turns": turns,
        "audio": {
            "voices": {"customer": asdict(written.customer), "agent": asdict(written.agent)},
            "line": asdict(written.line),
            "packets_lost": round(lost, 4),
        },
    }
    _write_call(folder, call)
    relabel(folder)
    took = time.monotonic() - began
    print(f"{written.id}: {call['seconds']:.0f} s, {len(turns)} turns, took {took:.0f} s", flush=True)


def relabel(folder: Path) -> None:
    """Place the script's labels anew in a call whose sound stays as it is."""
    written, call = script.read(folder / "script.txt"), json.loads((folder / "call.json").read_text("utf-8"))
    if [t["text"] for t in call["turns"]] != [t.text for t in written.turns]:
        raise script.ScriptError(f"{folder}: the words changed since the sound was made: render it again")
    call.update(_head(written))
    for rendered, turn in zip(call["turns"], written.turns, strict=True):
        rendered.pop("mark", None)
        if turn.mark:
            rendered["mark"] = turn.mark
    labels.place(call, written)
    _write_call(folder, call)


def _head(written: Script) -> dict[str, str]:
    return {"id": written.id, "title": written.title, "trade": written.trade, "style": written.style}


def _write_call(folder: Path, call: dict[str, Any]) -> None:
    (folder / "call.json").write_text(json.dumps(call, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _speak_all(
    written: Script, voice: Synthesiser, rng: np.random.Generator
) -> tuple[list[dict[str, Any]], dict[str, Samples]]:
    """Speak the turns one after the other; give their times and the two clean legs (24 kHz)."""
    now, before, spoken = 0.6, "", []
    for number, turn in enumerate(written.turns, 1):
        speaker = written.customer if turn.speaker == "customer" else written.agent
        x, sentences = _speak(turn, speaker, voice, rng)
        pause = rng.uniform(0.25, 0.55) if turn.speaker != before else rng.uniform(0.3, 0.5)
        gap = pause * min(manner(turn.feeling, turn.intensity).pause, 1.5) if turn.gap is None else turn.gap
        start = max(0.2, now + gap)
        end = start + len(x) / RATE_HZ
        now, before = max(now, end), turn.speaker
        times = {
            "n": number,
            "speaker": turn.speaker,
            "start": round(start, 2),
            "end": round(end, 2),
            "text": turn.text,
            "emotion": turn.feeling,
            "intensity": turn.intensity,
            "sentences": [[round(start + a, 2), round(start + b, 2)] for a, b in sentences],
        }
        spoken.append((times, x))
    legs = {leg: np.zeros(int((now + 1.2) * RATE_HZ)) for leg in ("customer", "agent")}
    for times, x in spoken:
        at = int(times["start"] * RATE_HZ)
        legs[times["speaker"]][at : at + len(x)] += x
    return [times for times, _ in spoken], legs


def _speak(
    turn: Turn, speaker: Speaker, voice: Synthesiser, rng: np.random.Generator
) -> tuple[Samples, list[tuple[float, float]]]:
    """A turn's sound (24 kHz), and start and end of each sentence in it (seconds)."""
    said = manner(turn.feeling, turn.intensity)
    shaped = replace(said, st=said.st + speaker.st, tremor=said.tremor + speaker.tremor)
    pieces: list[Samples] = []
    sentences: list[tuple[float, float]] = []
    at, pause_before = 0, False
    for part in _PART.findall(turn.reading):
        if part.startswith("["):
            pieces.append(np.zeros(int(float(part[1:-1]) * RATE_HZ)))
            pause_before = False
        elif _SOUNDED.search(part):
            if pause_before:
                pieces.append(np.zeros(int(rng.uniform(0.22, 0.42) * said.pause * RATE_HZ)))
            at = sum(map(len, pieces))
            x = voice.speak(part.strip(), speaker.voice, round(speaker.rate * said.rate, 3))
            x = shape(x, RATE_HZ, shaped, speaker.formant, rng)
            pieces.append(x * 10 ** ((LEVEL_DBFS + speaker.level + said.db) / 20) / _active_rms(x))
            sentences.append((at / RATE_HZ, (at + len(x)) / RATE_HZ))
            pause_before = True
    return np.concatenate(pieces), sentences


def _active_rms(x: Samples) -> float:
    """RMS of the 20 ms frames that hold more than 3 % of the loudest frame's energy."""
    frame = RATE_HZ // 50
    energy = np.mean(x[: len(x) // frame * frame].reshape(-1, frame) ** 2, axis=1)
    return float(np.sqrt(np.mean(energy[energy > energy.max() * 0.03])))


def main(arguments: list[str]) -> None:
    """Run one of the two commands above."""
    if arguments[:1] == ["--labels"]:
        for folder in arguments[1:]:
            relabel(Path(folder))
    elif len(arguments) > 2:
        cache = Path(arguments[1])
        voice = Synthesiser(Path(arguments[0]), cache)
        for folder in arguments[2:]:
            render(Path(folder), voice, cache)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except script.ScriptError as error:
        sys.exit(str(error))
