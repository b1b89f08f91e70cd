"""The language of the second reading, in one command: texts to words, readings and a trigram.

    python -m models.training.language.build --out models/weights/language-zh \
        --text models/training/language/service-zh=8 --text crosswoz.txt.gz --words my-products.txt

A text is a file (or a folder of .txt files), a sentence a line, plain or .gz; `=N` behind it says how much it counts.
What `--words` names, one word or phrase a line, is in the vocabulary for certain. Takes about a minute and needs jieba.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models import manifest
from models.speech import language_file
from models.speech.language_model import FIRST_WORD
from models.training.language.kneser_ney import END, Text, trigram
from models.training.language.vocabulary import Segmenter, choose, sentences


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", action="append", required=True, metavar="PATH[=WEIGHT]")
    parser.add_argument("--words", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument(
        "--leave-out",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="sentences that are measured, one a line: they are taken out of every text",
    )
    parser.add_argument("--size", type=int, default=60_000, help="words in the vocabulary (at most 65,000)")
    parser.add_argument("--bigrams", type=int, default=900_000)
    parser.add_argument("--trigrams", type=int, default=1_100_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()

    began = time.perf_counter()
    left_out = set(sentences(line for file in options.leave_out for line in _lines(file)))
    own_words = [word for file in options.words for word in sentences(_lines(file))]
    segmenter = Segmenter(own_words)
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

    models = trigram(
        [Text([spell(sentence) for sentence in cut], weight) for cut, weight in texts],
        _word_frequencies(segmenter, list(lexicon)),
        options.bigrams,
        options.trigrams,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "language.npz"
    language_file.save(file, lexicon, [(o.keys, o.probability, o.backoff) for o in models])
    print(
        json.dumps(
            {
                "sentences": sum(len(cut) for cut, _ in texts),
                "words": len(lexicon),
                "ngrams": [len(order.keys) for order in models],
                "megabytes": round(file.stat().st_size / 1e6, 2),
                "seconds": round(time.perf_counter() - began, 1),
                "files": manifest.hashes(options.out),
            },
            indent=1,
        )
    )


def _lines(path: Path) -> Iterator[str]:
    for file in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        with (
            gzip.open(file, "rt", encoding="utf-8")
            if file.suffix == ".gz"
            else file.open(encoding="utf-8") as lines
        ):
            yield from lines


def _word_frequencies(segmenter: Segmenter, words: list[str]) -> np.ndarray:
    """How often each word is met in general; what texts cannot say of rare words. END counts as a common word."""
    met = np.array([0.0, 0.0, *(segmenter.frequencies.get(word, 0) + 0.5 for word in words)])
    met[END] = met.sum() * 0.05
    return met / met.sum()


if __name__ == "__main__":
    main()
