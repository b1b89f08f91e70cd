"""The language of the second reading, in one command: texts to words, readings and a trigram.

    python -m models.training.language.build --out my-language \
        --text models/training/language/service-zh=5 --text models/playbook/default/zh.yaml=5 --text crosswoz.txt.gz \
        --words my-products.txt --source "..." --licence "..."

A text is a file (or a folder of .txt files), a sentence a line, plain or .gz, or a playbook; `=N` behind it says how
much it counts. What `--words` names, one word or phrase a line, is in the vocabulary for certain. Needs jieba.
"""

import argparse
import gzip
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from models import manifest
from models.speech import language_file
from models.speech.language_model import FIRST_WORD
from models.training.language import open_gram
from models.training.language.kneser_ney import END, START, Background, Text, trigram
from models.training.language.vocabulary import Segmenter, choose, sentences

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--text", action="append", required=True, metavar="PATH[=WEIGHT]")
    add("--words", action="append", default=[], type=Path, metavar="FILE")
    add("--leave-out", action="append", default=[], type=Path, metavar="FILE",
        help="sentences that are measured, one a line: they are taken out of every text")  # fmt: skip
    add("--background", type=Path, metavar="FOLDER", help="of open-gram's lm_sc.t3g and pydict_sc.bin")
    add("--background-weight", type=float, default=1e6, help="it counts like a text of so many words")
    add("--size", type=int, default=60_000, help="words in the vocabulary (at most 65,000)")
    add("--bigrams", type=int, default=2_000_000, help="keep so many at most")
    add("--trigrams", type=int, default=1_500_000, help="keep so many at most")
    add("--source", default="own texts", help="where the texts are from, for the manifest")
    add("--licence", default="own", help="for the manifest")
    add("--out", type=Path, required=True)
    options = parser.parse_args()

    began = time.perf_counter()
    left_out = set(sentences(line for file in options.leave_out for line in _lines(file)))
    own_words = [word for file in options.words for word in sentences(_lines(file))]
    general = _general(options.background)
    segmenter = Segmenter(own_words, general.frequencies if general else {})
    texts = []
    for name in options.text:
        path, _, weight = name.partition("=")
        cut = [segmenter.cut(s) for s in sentences(_lines(Path(path))) if s not in left_out]
        texts.append((cut, float(weight or 1.0)))
    counts = Counter(word for cut, _ in texts for sentence in cut for word in sentence)
    lexicon = choose(counts, segmenter, options.size)
    ids = {word: k for k, word in enumerate(lexicon, FIRST_WORD)}

    def spell(sentence: list[str]) -> list[int]:
        return [ids[p] for word in sentence for p in ([word] if word in ids else word) if p in ids]

    background = (
        Background(general.renumbered(ids, START, END), options.background_weight) if general else None
    )
    orders = trigram(
        [Text([spell(sentence) for sentence in cut], weight) for cut, weight in texts],
        background,
        _word_frequencies(segmenter, list(lexicon)),
        options.bigrams,
        options.trigrams,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "language.npz"
    language_file.save(file, lexicon, [(o.keys, o.probability, o.backoff) for o in orders])
    made = {
        "sentences": str(sum(len(cut) for cut, _ in texts)),
        "words": str(len(lexicon)),
        "bigrams": str(len(orders[1].keys)),
        "trigrams": str(len(orders[2].keys)),
        "size": f"{file.stat().st_size / 1e6:.1f} MB",
    }
    described = manifest.Manifest(
        name=options.out.name,
        part="speech",
        language="zh",
        source=options.source,
        licence=options.licence,
        method="modified Kneser-Ney trigram; models/training/language/build.py",
        figures=made,
        files=manifest.hashes(options.out),
    )
    path = options.out / "manifest.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n")
    print(f"{made}, {time.perf_counter() - began:.0f} s")


def _lines(path: Path) -> Iterator[str]:
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        if file.suffix in (".yaml", ".yml"):
            yield from _CHINESE.findall(file.read_text(encoding="utf-8"))
        elif file.suffix == ".gz":
            yield from gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
        else:
            yield from file.read_text(encoding="utf-8").splitlines()


def _general(folder: Path | None) -> open_gram.OpenGram | None:
    return open_gram.read(folder / "lm_sc.t3g", folder / "pydict_sc.bin") if folder else None


def _word_frequencies(segmenter: Segmenter, words: list[str]) -> np.ndarray:
    """How often each word is met in general: what texts cannot say of rare words. END counts as a common word."""
    met = np.array([0.0, 0.0, *(segmenter.frequencies.get(word, 0) + 0.5 for word in words)])
    met[END] = met.sum() * 0.05
    return met / met.sum()


if __name__ == "__main__":
    main()
