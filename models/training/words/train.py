"""Train models/weights/words-zh or words-en. The same input gives the same weights.

Use: `python -m models.training.words.train zh --talk FOLDER_OF_NEUTRAL_TALK`, or `... train en`.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.feeling.lexicon.reading import Lexicon
from models.feeling.lexicon.tokens import Token, tokens
from models.feeling.words_model import FILE, lexicon_value
from models.manifest import WEIGHTS
from models.training.words import corpus
from models.training.words.publish import publish

SEED = 0
JOINED, TYPED, TALK, REVIEWS = 16000, 8000, 3000, 12000
SEEN_IN_REVIEWS = 3
"""A run that only reviews have must be in so many of them."""
INVERSE_REGULARISATION = 3.0
SHARPNESS = 1.25
"""The regularised model is too unsure of itself: calibrated on the development half of the challenge set."""


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=("zh", "en"))
    parser.add_argument("--talk", type=Path, help="folder with crosswoz.txt.gz and so on (Chinese only)")
    given = parser.parse_args()
    samples = collect(given.language, given.talk)
    print(len(samples), "samples,", dict(Counter(sample.label for sample in samples)))
    fitted = fit(given.language, samples, collect(given.language, given.talk, spoken=False))
    folder = WEIGHTS / f"words-{given.language}"
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / FILE, **fitted)
    publish(folder, given.language, samples, SEED)


def collect(language: str, talk: Path | None, spoken: bool = True) -> list[corpus.Sample]:
    """Everything to train on, or all but the sentences of calls."""
    rng = random.Random(SEED)
    written = corpus.authored(language, spoken)
    samples = [*written, *corpus.joined(written, JOINED, rng, " " if language == "en" else "")]
    samples += corpus.typed(written, TYPED, rng)
    if language == "zh":
        if talk is None:
            raise SystemExit("Chinese needs --talk, the folder with the neutral talk")
        samples += corpus.neutral_talk(talk, TALK, rng) + corpus.reviews(REVIEWS, rng)
    return samples


def fit(
    language: str, felt: list[corpus.Sample], content: list[corpus.Sample]
) -> dict[str, npt.NDArray[Any]]:
    """The arrays of the weights file, from what each of the heads learns from."""
    lexicon = Lexicon.load(language)
    found = [_tokens(lexicon, sample.text) for sample in felt]
    names = _vocabulary(found, felt)
    idf = _idf(found, names)
    classes, felt_arrays = _head("felt", _matrix(found, names, idf), felt)
    found = [_tokens(lexicon, sample.text) for sample in content]
    _, content_arrays = _head("content", _matrix(found, names, idf), content)
    return {
        "classes": _as_bytes(classes),
        "names": _as_bytes(list(names)),
        "idf": idf.astype(np.float16),
        **felt_arrays,
        **content_arrays,
    }


def _head(
    name: str, matrix: sparse.csr_matrix, samples: list[corpus.Sample]
) -> tuple[list[str], dict[str, npt.NDArray[Any]]]:
    """Its classes in their order, and its arrays."""
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=250, tol=1e-3)
    model.fit(
        matrix, [sample.label for sample in samples], sample_weight=[sample.weight for sample in samples]
    )
    sharpened, bias = model.coef_ * SHARPNESS, model.intercept_ * SHARPNESS
    scale = np.abs(sharpened).max(axis=1) / 127
    return list(model.classes_), {
        f"{name}_weights": np.rint(sharpened / scale[:, None]).astype(np.int8).T,
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_bias": bias.astype(np.float32),
    }


def _tokens(lexicon: Lexicon, text: str) -> list[Token]:
    plain = lexicon.language.plain(text)
    return tokens(plain, lexicon.find(plain.chars), lexicon)


def _vocabulary(found: list[list[Token]], samples: list[corpus.Sample]) -> dict[str, int]:
    in_reviews = Counter(
        token.name
        for sample, of_sample in zip(samples, found, strict=True)
        if sample.weight == corpus.REVIEW_WEIGHT
        for token in of_sample
    )
    everywhere = Counter(token.name for of_sample in found for token in of_sample)
    kept = [
        name for name, times in everywhere.items() if times > in_reviews[name] or times >= SEEN_IN_REVIEWS
    ]
    return {name: row for row, name in enumerate(sorted(kept))}


def _idf(found: list[list[Token]], names: dict[str, int]) -> np.ndarray:
    counts = np.ones(len(names))
    for of_sample in found:
        for token in of_sample:
            if token.name in names:
                counts[names[token.name]] += 1
    return np.log(len(found) / counts)


def _matrix(found: list[list[Token]], names: dict[str, int], idf: np.ndarray) -> sparse.csr_matrix:
    """The values that `WordsModel.values` gives."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for of_sample in found:
        rows = np.array([names[token.name] for token in of_sample if token.name in names], dtype=int)
        runs = np.array(
            [not token.name.startswith("[") for token in of_sample if token.name in names], dtype=bool
        )
        mine = idf[rows]
        norm = float(np.linalg.norm(mine[runs])) or 1.0
        columns += rows.tolist()
        values += np.where(runs, mine / norm, lexicon_value(len(of_sample))).tolist()
        ends.append(len(columns))
    return sparse.csr_matrix((values, columns, ends), shape=(len(found), len(names)))


def _as_bytes(lines: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


if __name__ == "__main__":
    main()
