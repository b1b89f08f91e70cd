"""The ear's figures: unit errors, key phrases, pace, cost.

python tests/bench/ear_figures.py EAR_DIR units MANIFEST.csv ...
python tests/bench/ear_figures.py EAR_DIR calls CALLS_DIR
python tests/bench/ear_figures.py EAR_DIR cost
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

sys.path.insert(0, str(Path(__file__).parents[2]))

from audio.activity import ActivityDetector
from audio.blocks import BLOCK_S, LEGS, RATE, Block, Leg
from models.ear.ear import Ear
from models.ear.heard import Heard
from models.ear.listener import Listener, Pass
from models.ear.phrases import PhraseHit, PhraseSpotter, lowest_score, spell
from models.ear.reading import Syllable, read_syllables
from models.evaluate.units import evaluate_units
from models.manifest import WEIGHTS
from models.playbook.load import default_path, load
from models.speech.ear_stream import DELAY_S
from models.speech.numbers import spoken
from models.speech.second_reading import SecondReading

PHRASES = (
    "没办法 按规定 投诉 退款 退钱 什么时候 理解 抱歉 不好意思 稍等 放心 尽快 登记 主管 怎么办 谁负责 谢谢 "
    "处理不了 加急 师傅 打断 着急 生气 客服 满意 回访 宽带 订单 赔偿 一二三一五 幺二三幺五 套餐 预订"
).split()


@dataclass(frozen=True)
class Event:
    """A hit with the stream time at which it was known."""

    known: float
    hit: PhraseHit


@dataclass
class LegRun:
    """One leg of a call after it went through the ear as in a live call."""

    leg: Leg
    seconds: float
    passes: list[tuple[Pass, Heard]]
    cpu_s: float
    turns: list[dict]


def read_16k(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    mono = samples.mean(1)
    return mono if rate == RATE else soxr.resample(mono, rate, RATE)


def listen(ear: Ear, samples: np.ndarray, leg: Leg) -> tuple[list[tuple[Pass, Heard]], float]:
    """Every pass that a live call would make over these samples, with its answer; CPU seconds of the answers."""
    detector, listener = ActivityDetector(leg), Listener(leg)
    size, speaking, cpu, passes = int(BLOCK_S * RATE), False, 0.0, []
    for k in range(len(samples) // size):
        block = Block(leg, k * BLOCK_S, samples[k * size : (k + 1) * size], RATE)
        for activity in detector.feed(block):
            speaking = activity.speech
        for due in listener.feed(block, speaking):
            start = time.process_time()
            heard = ear.hear(due.samples, due.t0)
            cpu += time.process_time() - start
            passes.append((due, heard))
    return passes, cpu


def legs(ear: Ear, calls: Path) -> Iterator[list[LegRun]]:
    """Both legs of each call."""
    for folder in sorted(p.parent for p in calls.glob("*/call.json")):
        call = json.loads((folder / "call.json").read_text(encoding="utf-8"))
        runs = []
        for leg in LEGS:
            samples = read_16k(folder / f"{leg}-phone.wav")
            passes, cpu = listen(ear, samples, leg)
            turns = [t for t in call["turns"] if t["speaker"] == leg]
            runs.append(LegRun(leg, len(samples) / RATE, passes, cpu, turns))
        yield runs


def phrase_events(run: LegRun, phrases: dict[str, list[int]], stricter: float) -> list[Event]:
    listener, spotter, events = (
        Listener("customer"),
        PhraseSpotter(phrases, lambda n: lowest_score(n) + stricter),
        [],
    )
    for asked, heard in run.passes:
        progress = listener.take(asked, heard)
        known = asked.t + DELAY_S
        hits = spotter.feed(progress.settled) + spotter.look_ahead(progress.tentative)
        events += [Event(known, hit) for hit in hits]
    return events


def settled_syllables(run: LegRun) -> list[Syllable]:
    listener = Listener("customer")
    return [s for asked, heard in run.passes for s in read_syllables(listener.take(asked, heard).settled)]


def said_in(turn: dict) -> str:
    """A turn's characters, digits as spoken; what is no character is left out."""
    return "".join(c for c in spoken(turn["text"]).replace("幺", "一") if "\u4e00" <= c <= "\u9fff")


def score_phrases(calls: list[list[LegRun]], phrases_of: Mapping[Leg, Sequence[str]], stricter: float) -> str:
    """Recall, false hits and delay. What the other leg says at the time is heard as its echo: no false hit."""
    spelt = {leg: spell(phrases) for leg, phrases in phrases_of.items()}
    heard = wanted = false = echoes = 0
    delays = []
    for call in calls:
        for run in call:
            turns = {other.leg: [(t["start"], t["end"], said_in(t)) for t in other.turns] for other in call}
            events = phrase_events(run, spelt[run.leg], stricter)
            for phrase in {phrase.replace("幺", "一") for phrase in spelt[run.leg]}:
                hits = {e for e in events if e.hit.phrase.replace("幺", "一") == phrase}
                right = {leg: set() for leg in turns}
                for leg, said in turns.items():
                    for start, end, text in said:
                        if phrase in text:
                            found = {e for e in hits if start - 0.2 <= e.hit.t_end <= end + 0.6}
                            right[leg] |= found
                            wanted += leg == run.leg
                            heard += leg == run.leg and bool(found)
                delays += [e.known - e.hit.t_end for e in right[run.leg]]
                others = set().union(*right.values()) - right[run.leg]
                echoes += len(others)
                false += len(hits - right[run.leg] - others)
    minutes = sum(run.seconds for call in calls for run in call) / 60
    return (
        f"{len(spelt[LEGS[0]])} and {len(spelt[LEGS[1]])} key phrases, threshold {stricter:+.1f}: "
        f"{heard} of {wanted} heard, "
        f"{false} false ({false / minutes * 10:.1f} in 10 min of a leg), {echoes} of the other leg's echo, "
        f"end of phrase to event p95 {np.percentile(delays, 95):.2f} s"
    )


def score_pace(runs: list[LegRun]) -> str:
    said, heard = [], []
    for run in runs:
        syllables = settled_syllables(run)
        for turn in run.turns:
            count = len(said_in(turn))
            if count >= 5:
                inside = [s for s in syllables if turn["start"] - 0.1 <= s.t <= turn["end"] + 0.1]
                said.append(count / (turn["end"] - turn["start"]))
                heard.append(len(inside) / (turn["end"] - turn["start"]))
    r = np.corrcoef(said, heard)[0, 1]
    error = np.abs(np.array(heard) / np.array(said) - 1)
    return f"pace of {len(said)} turns: r {r:.3f}, median error {100 * np.median(error):.1f} %"


def calls_figures(ear: Ear, calls: Path) -> None:
    by_call = list(legs(ear, calls))
    runs = [run for call in by_call for run in call]
    playbook = load(default_path("zh")).phrases_to_hear()
    for phrases_of in (dict.fromkeys(LEGS, PHRASES), playbook):
        for stricter in (-0.2, 0.0, 0.2):
            print(score_phrases(by_call, phrases_of, stricter), flush=True)
    print(score_pace(runs))
    seconds, cpu = sum(r.seconds for r in runs), sum(r.cpu_s for r in runs)
    passes = sum(len(r.passes) for r in runs)
    print(f"{passes} passes in {seconds:.0f} s of legs, {1000 * cpu / passes:.0f} ms of CPU each")
    print(f"both legs of a call: {200 * cpu / seconds:.1f} % of a core")


def unit_figures(ear: Ear, manifests: list[Path]) -> None:
    reading = SecondReading.load(WEIGHTS / "language-zh")
    for manifest in manifests:
        with manifest.open(encoding="utf-8") as file:
            rows = [(manifest.parent / row["path"], row["text"]) for row in csv.DictReader(file)]
        for telephone in (False, True):
            figures = evaluate_units(rows, ear, reading, telephone, read_16k)
            kind = "telephone" if telephone else "wideband"
            print(
                f"{manifest.name} {kind}: units {100 * figures['unit_error']:.2f} %, "
                f"tones ignored {100 * figures['sound_error']:.2f} %, in the words read "
                f"{100 * figures['read_unit_error']:.2f} % of {figures['units']:.0f}"
            )


def cost_figures(folder: Path) -> None:
    """Run in a process of its own: what loading and one leg that never stops speaking cost."""

    def resident_mb() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

    before = resident_mb()
    start, cpu = time.perf_counter(), time.process_time()
    ear = Ear.load(folder)
    print(f"load {time.perf_counter() - start:.2f} s ({time.process_time() - cpu:.2f} s of CPU)")
    rng = np.random.default_rng(0)
    samples = (rng.standard_normal(5 * RATE) * 0.05).astype(np.float32)
    costs = []
    for _ in range(20):
        cpu = time.process_time()
        read_syllables(ear.hear(samples))
        costs.append(time.process_time() - cpu)
    cost = float(np.median(costs))
    print(f"a pass of 5 s: {1000 * cost:.0f} ms of CPU; once a second: {100 * cost:.1f} % of a core")
    print(f"resident: {resident_mb() - before:.0f} MB more than before, {resident_mb():.0f} MB in all")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ear", type=Path)
    parser.add_argument("what", choices=("units", "calls", "cost"))
    parser.add_argument("material", type=Path, nargs="*")
    arguments = parser.parse_args()
    if arguments.what == "cost":
        cost_figures(arguments.ear)
        return
    ear = Ear.load(arguments.ear)
    if arguments.what == "units":
        unit_figures(ear, arguments.material)
    for calls in arguments.material if arguments.what == "calls" else []:
        calls_figures(ear, calls)


if __name__ == "__main__":
    main()
