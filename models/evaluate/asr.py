"""How many characters a recogniser gets wrong, how fast it is, and whether it hears the key phrases."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from audio.blocks import RATE, Samples
from audio.telephone import through_telephone
from models.evaluate.recordings import BadManifest, read_rows, read_sound
from models.events import Text
from models.speech.numbers import spoken

Recogniser: TypeAlias = Callable[[Samples], str]
"""Float32 samples at 16 kHz, a whole recording, to the text that was said."""

RESAMPLES = 1000
WORST = 20
_SAID_ALIKE = str.maketrans({"幺": "一", "〇": "零", "两": "二"})


@dataclass(frozen=True, slots=True)
class Row:
    """A recording and what is said in it. number: its line in the manifest"""

    path: Path
    text: str
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Errors:
    """Characters put in, left out and mistaken for others."""

    insertions: int
    deletions: int
    substitutions: int

    @property
    def total(self) -> int:
        return self.insertions + self.deletions + self.substitutions


def read_manifest(path: Path) -> list[Row]:
    """The rows of a CSV with the columns path and text; paths relative to it. Raises BadManifest."""
    rows = read_rows(path, ("path", "text"))
    found = [Row(path.parent / row["path"], row["text"], number) for number, row in rows]
    if not any(comparable(row.text) for row in found):
        raise BadManifest(
            Text(
                zh=f"清单 {path} 里没有一行有文字，无法比较。请在 text 列写上录音里说的话。",
                en=f"No row of the manifest {path} has a text to compare with. Put what is said into the column text.",
            )
        )
    return found


def comparable(text: str) -> str:
    """A text as it is compared: numbers as said, without punctuation and blanks, 两 as 二 and 幺 as 一."""
    said = spoken(unicodedata.normalize("NFKC", text)).translate(_SAID_ALIKE)
    return "".join(c for c in said.lower() if c.isalnum())


def evaluate_asr(
    rows: Sequence[Row],
    recogniser: Recogniser,
    telephone: bool = False,
    keywords: Sequence[str] = (),
    load_s: float | None = None,
) -> dict[str, object]:
    """The figures of a recogniser; rows without a text are left out.

    telephone: send every recording through a telephone line first; load_s: how long the recogniser took to load
    Keys: cer, cer_low, cer_high (95 %, bootstrap over rows), insertions, deletions, substitutions, characters, rows,
    rtf (CPU seconds a second of sound), load_s, rss_mb (largest so far, None where the system does not tell),
    keyword_recall, keyword_false_per_min (None without keywords), worst (rows with most errors a character)
    """
    words = [comparable(word) for word in keywords]
    errors, lengths, lines = [], [], []
    sound_s = cpu_s = 0.0
    expected, heard_right, false = 0, 0, 0
    for row in rows:
        said = comparable(row.text)
        if not said:
            continue
        samples = read_sound(row.path)
        if telephone:
            samples = through_telephone(samples)
        began = time.process_time()
        heard = comparable(recogniser(samples))
        cpu_s += time.process_time() - began
        sound_s += len(samples) / RATE
        errors.append(count_errors(heard, said))
        lengths.append(len(said))
        lines.append({"path": str(row.path), "said": said, "heard": heard, "errors": errors[-1].total})
        in_speech, in_text = (_occurrences(words, text) for text in (said, heard))
        expected += in_speech.total()
        heard_right += (in_speech & in_text).total()
        false += (in_text - in_speech).total()
    per_row = np.array([e.total for e in errors])
    low, high = _interval(per_row, np.array(lengths))
    worst = np.argsort(-per_row / np.array(lengths), kind="stable")[:WORST]
    return {
        "cer": float(per_row.sum() / sum(lengths)),
        "cer_low": low,
        "cer_high": high,
        "insertions": sum(e.insertions for e in errors),
        "deletions": sum(e.deletions for e in errors),
        "substitutions": sum(e.substitutions for e in errors),
        "characters": sum(lengths),
        "rows": len(lines),
        "rtf": cpu_s / sound_s if sound_s else None,
        "load_s": load_s,
        "rss_mb": _largest_resident_mb(),
        "keyword_recall": heard_right / expected if expected else None,
        "keyword_false_per_min": false / (sound_s / 60) if words and sound_s else None,
        "worst": [lines[k] for k in worst],
    }


def count_errors(heard: str, said: str) -> Errors:
    """The fewest insertions, deletions and substitutions that make `heard` of `said` (Levenshtein 1966)."""
    row = [(k, 0, k, 0) for k in range(len(said) + 1)]  # cost, insertions, deletions, substitutions
    for i, h in enumerate(heard, 1):
        above, row = row, [(i, i, 0, 0)]
        for j, s in enumerate(said, 1):
            cost, ins, dele, sub = above[j - 1]
            best = (cost + (h != s), ins, dele, sub + (h != s))
            cost, ins, dele, sub = above[j]
            best = min(best, (cost + 1, ins + 1, dele, sub), key=lambda way: way[0])
            cost, ins, dele, sub = row[j - 1]
            row.append(min(best, (cost + 1, ins, dele + 1, sub), key=lambda way: way[0]))
    _, insertions, deletions, substitutions = row[-1]
    return Errors(insertions, deletions, substitutions)


def _interval(errors: NDArray[np.int64], lengths: NDArray[np.int64]) -> tuple[float, float]:
    draws = np.random.default_rng(0).integers(0, len(errors), (RESAMPLES, len(errors)))
    rates = errors[draws].sum(axis=1) / lengths[draws].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)


def _occurrences(words: Sequence[str], text: str) -> Counter[str]:
    return Counter({word: text.count(word) for word in words if word and word in text})


def _largest_resident_mb() -> float | None:
    if sys.platform == "win32":
        return None
    import resource

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(largest / (2**20 if sys.platform == "darwin" else 2**10))
