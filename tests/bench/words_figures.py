"""Figures of the feeling in words on labelled files, and what an utterance costs.

python -m tests.bench.words_figures FILE.csv[.gz] [FILE ...] [--language zh] [--split held] [--mistakes] [--record]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from models import manifest
from models.evaluate.text import evaluate_text
from models.feeling.words import WordsReader

FIGURES = ("auc_negative", "auc_angry", "balanced_accuracy", "macro_f1", "ece")
UTTERANCE = 30


def main() -> None:
    """Print one line a file, then flags and costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="zh")
    parser.add_argument("--split", help="only rows whose split column says so")
    parser.add_argument("--every", type=int, default=1, help="only every n-th row")
    parser.add_argument("--mistakes", action="store_true", help="list the rows that were read wrongly")
    parser.add_argument("--record", action="store_true", help="write the figures into the weights' manifest")
    given = parser.parse_args()
    started = time.process_time()
    reader = WordsReader.load(given.language)
    print(f"load {time.process_time() - started:.2f} s of CPU")
    for path in given.files:
        rows = [row for row in _rows(path) if given.split in (None, row.get("split"))][:: given.every]
        figures = evaluate_text(rows, reader)
        print(path.name, len(rows), "rows;", "; ".join(f"{name} {figures[name]}" for name in FIGURES))
        for flag, values in figures["flags"].items():
            print(f"  {flag}: {values}")
        if given.record:
            _record(given.language, " ".join(filter(None, (path.name.split(".")[0], given.split))), figures)
        if given.mistakes:
            _print_mistakes(rows, figures["rows"])
        _print_costs(reader, [row["text"] for row in rows])


def _rows(path: Path) -> list[dict[str, str]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        return list(csv.DictReader(file))


def _record(language: str, name: str, figures: dict[str, object]) -> None:
    folder = manifest.WEIGHTS / f"words-{language}"
    known = manifest.read(folder)
    flags = [f"{flag} {values['f1']}" for flag, values in figures["flags"].items()]
    printed = [f"{figure} {figures[figure]}" for figure in FIGURES if figures[figure] is not None]
    line = "; ".join(
        [f"{len(figures['rows'])} rows", *printed, *(["f1 of " + ", ".join(flags)] if flags else [])]
    )
    recorded = msgspec.structs.replace(known, figures={**known.figures, name: line})
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(recorded)) + b"\n")


def _print_mistakes(rows: Sequence[dict[str, str]], read: Sequence[dict[str, object]]) -> None:
    for row, one in zip(rows, read, strict=True):
        flags = {flag["name"] for flag in one["flags"]}
        wanted = set(filter(None, row.get("flags", "").split(";")))
        if one["read_as"] != one["label"] or ("flags" in row and flags != wanted):
            words = [(word["name"], word["words"], word["weight"]) for word in one["words"][:3]]
            print(
                f"  {row['text']} | {one['label']} {sorted(wanted)} -> {one['read_as']} {sorted(flags)} {words}"
            )


def _print_costs(reader: WordsReader, texts: Sequence[str]) -> None:
    joined = "".join(texts)
    pieces = [joined[i : i + UTTERANCE] for i in range(0, min(len(joined), 600 * UTTERANCE), UTTERANCE)]
    costs = []
    for piece in pieces:
        started = time.thread_time()
        reader.read(piece)
        costs.append(time.thread_time() - started)
    costs.sort()
    p95 = costs[int(0.95 * (len(costs) - 1))]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {UTTERANCE} characters: median {1000 * costs[len(costs) // 2]:.2f} ms, p95 {1000 * p95:.2f} ms, "
        f"{megabytes:.0f} MB in all"
    )


if __name__ == "__main__":
    main()
