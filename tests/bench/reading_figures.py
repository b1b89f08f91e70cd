"""The second reading's figures: character errors, time an utterance, load time, size.

    python tests/bench/reading_figures.py --csv commonvoice-test.csv --csv aishell.csv [--telephone] [--calls CALLS_DIR]

CALLS_DIR holds folders with call.json and the two telephone legs; each turn is read by itself.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import soundfile

sys.path.insert(0, str(Path(__file__).parents[2]))

from audio.blocks import Samples
from models import manifest
from models.ear.ear import LONGEST_S, Ear
from models.ear.mel import RATE
from models.ear.spoken import spoken_form
from models.evaluate.asr import Row, evaluate_asr, read_manifest
from models.evaluate.recordings import read_sound
from models.speech.second_reading import FILE, SecondReading

BEFORE_S, BEHIND_S = 0.2, 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv", action="append", default=[], type=Path)
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--telephone", action="store_true")
    parser.add_argument("--ear", type=Path, default=manifest.WEIGHTS / "ear-zh")
    parser.add_argument("--language", type=Path, default=manifest.WEIGHTS / "language-zh")
    options = parser.parse_args()

    ear = Ear.load(options.ear)
    began = time.process_time()
    second = SecondReading.load(options.language)
    load_s = time.process_time() - began
    print(f"language: loads in {load_s:.2f} s CPU, {(options.language / FILE).stat().st_size / 1e6:.1f} MB")
    for path in options.csv:
        rows = read_manifest(path)
        spelt = [row for row in rows if spoken_form(row.text)]
        print(f"{path.stem}: {len(rows) - len(spelt)} of {len(rows)} rows left out, they hold Latin letters")
        report(path.stem, spelt, ear, second, options.telephone)
    if options.calls:
        with tempfile.TemporaryDirectory() as folder:
            report("telephone legs", turns(options.calls, Path(folder)), ear, second, False)


def report(name: str, rows: list[Row], ear: Ear, second: SecondReading, telephone: bool) -> None:
    spent = {"hear": 0.0, "read": 0.0}

    def recognise(samples: Samples) -> str:
        began = time.process_time()
        heard = ear.hear(samples[: int(LONGEST_S * RATE)])
        between = time.process_time()
        text = second.read(heard).text
        spent["hear"] += between - began
        spent["read"] += time.process_time() - between
        return text

    figures = evaluate_asr(rows, recognise, telephone)
    each = {key: 1000 * seconds / len(rows) for key, seconds in spent.items()}
    print(
        f"{name}{', telephone' if telephone else ''}: CER {figures['cer']:.1%} "
        f"({figures['cer_low']:.1%} to {figures['cer_high']:.1%}), {figures['rows']} rows, "
        f"{figures['insertions']} in, {figures['deletions']} out, {figures['substitutions']} mistaken of "
        f"{figures['characters']}; ear {each['hear']:.0f} ms, reading {each['read']:.0f} ms CPU an utterance, "
        f"together {figures['rtf']:.1%} of real time",
        flush=True,
    )


def turns(calls: Path, folder: Path) -> list[Row]:
    """Every turn's piece of its telephone leg as a file of its own."""
    rows = []
    for path in sorted(calls.glob("*/call.json")):
        call = json.loads(path.read_text(encoding="utf-8"))
        for leg in ("customer", "agent"):
            sound = read_sound(path.parent / f"{leg}-phone.wav")
            for turn in call["turns"]:
                if turn["speaker"] == leg:
                    first = max(0, int((turn["start"] - BEFORE_S) * RATE))
                    piece = folder / f"{path.parent.name}-{turn['n']}.wav"
                    soundfile.write(piece, sound[first : int((turn["end"] + BEHIND_S) * RATE)], RATE)
                    rows.append(Row(piece, turn["text"]))
    return rows


if __name__ == "__main__":
    main()
