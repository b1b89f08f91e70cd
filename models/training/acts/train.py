"""Train models/weights/acts-zh: `python -m models.training.acts.train`. The same sentences give the same weights.

Several authors wrote for each party. Each author's sentences are judged by a model that learnt from the others alone:
those figures are printed and stand in the manifest, and from them comes the probability from which an act counts.
The shipped model then learns from all. An author who looked for some acts only teaches those, and says nothing of
others.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.feeling.acts import FILE, FOLDER, WINDOW, runs
from models.manifest import Manifest
from models.speech.soundalike import syllables

SEED = 0
AUTHORED = Path(__file__).parent / "authored"
NONE = "none"
JOINED = 2
"""For each sentence so many times it is heard as part of a longer stretch."""
SEEN = 2
"""A run counts that is in so many sentences."""
INVERSE_REGULARISATION = 30.0
PRECISION = 0.92
"""Of what counts as an act, on the other authors' sentences, so much is one."""
FIRM = 0.8
"""And no act counts below this: a call holds many more windows in which nothing is done than the sentences do."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was written, by which party and author, and the acts it does (none: a near miss)."""

    text: str
    party: str
    author: str
    acts: frozenset[str]


def main() -> None:
    """Read, judge each author by the others, fit on all, write."""
    written = [sentence for path in sorted(AUTHORED.glob("*.txt")) for sentence in read(path)]
    print(len(written), "sentences,", dict(Counter(act for one in written for act in one.acts)))
    acts = sorted({act for sentence in written for act in sentence.acts})
    party = {act: next(one.party for one in written if act in one.acts) for act in acts}
    judged = [judge(written, author) for author in sorted({one.author for one in written})]
    least, figures = [], {}
    for act in acts:
        told = [
            (p[act], act in one.acts)
            for one, p in (pair for half in judged for pair in half)
            if one.party == party[act] and act in p
        ]
        limit = threshold(told)
        right = sum(done for p, done in told if p >= limit)
        counted = sum(p >= limit for p, _ in told)
        recall = right / max(1, sum(done for _, done in told))
        least.append(limit)
        figures[act] = (
            f"recall {recall:.2f}, precision {right / max(1, counted):.2f} on the other authors, from {limit:.2f}"
        )
        print(f"{act:16} {figures[act]}")
    write(fit(written, acts), acts, np.array(least, np.float32), figures, len(written))


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of one file, `PARTY-AUTHOR.txt`: acts, a tab, the sentence."""
    party, author = path.stem.split("-")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            acts, text = line.split("\t")
            names = frozenset(name.strip() for name in acts.split(","))
            yield Sentence(text.strip(), party, author, names - {NONE})


def judge(written: Sequence[Sentence], author: str) -> list[tuple[Sentence, dict[str, float]]]:
    """Every sentence of one author with the probabilities that a model of the others gives its acts."""
    others = [one for one in written if one.author != author]
    known = {act for one in others for act in one.acts}
    looked_for = {act for one in written if one.author == author for act in one.acts} or known
    acts = sorted(looked_for & known)
    names, weights, bias = fit(others, acts)
    row = {name: at for at, name in enumerate(names)}
    mine = [one for one in written if one.author == author]
    logits = _matrix([_names(one.text) for one in mine], row) @ weights + bias
    told = 1.0 / (1.0 + np.exp(-np.asarray(logits)))
    return [(one, dict(zip(acts, p.tolist(), strict=True))) for one, p in zip(mine, told, strict=True)]


def threshold(told: Sequence[tuple[float, bool]]) -> float:
    """The least probability, FIRM or more, from which PRECISION of the sentences that reach it do the act."""
    limit, right = 0.98, 0
    for count, (p, done) in enumerate(sorted(told, reverse=True), start=1):
        right += done
        if p < FIRM:
            break
        if right / count >= PRECISION:
            limit = p
    return round(min(0.98, max(FIRM, limit)), 3)


def fit(written: Sequence[Sentence], acts: Sequence[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names of the runs, weights [runs, acts], bias [acts]."""
    rng = random.Random(SEED)
    columns: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    seen = Counter(name for one in written for name in set(_names(one.text)))
    names = sorted(name for name, times in seen.items() if times >= SEEN)
    row = {name: at for at, name in enumerate(names)}
    for party in sorted({one.party for one in written}):
        mine = [one for one in written if one.party == party]
        samples = [*mine, *(joined(one, mine, rng) for one in mine for _ in range(JOINED))]
        matrix = _matrix([_names(one.text) for one in samples], row)
        for act in acts:
            silent = {one.author for one in mine} - {one.author for one in mine if one.acts}
            knowing = {one.author for one in mine if act in one.acts}
            if knowing:
                told = np.array([one.author in knowing | silent for one in samples])
                done = np.array([act in one.acts for one in samples])
                model = LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear", random_state=SEED)
                model.fit(matrix[told], done[told])
                columns[act] = model.coef_[0], model.intercept_[0]
    weights = np.stack([columns[act][0] for act in acts], axis=1)
    return names, weights, np.array([columns[act][1] for act in acts])


def joined(one: Sentence, others: Sequence[Sentence], rng: random.Random) -> Sentence:
    """A sentence with the end of another one before it or the beginning of one behind it, as a window cuts them."""
    room = max(0, WINDOW - len(one.text))
    other = rng.choice(others)
    piece = other.text[-room:] if rng.random() < 0.5 else other.text[:room]
    whole = len(piece) == len(other.text) and room
    text = (piece + one.text if other.text.endswith(piece) else one.text + piece) if room else one.text
    return Sentence(text, one.party, one.author, one.acts | other.acts if whole else one.acts)


def _names(text: str) -> list[str]:
    units = list(syllables(text))
    return [run.name for run in runs([unit.char for unit in units], [unit.near for unit in units])]


def _matrix(found: Sequence[Sequence[str]], row: dict[str, int]) -> sparse.csr_matrix:
    """The values that `ActReader.find` gives its runs."""
    rows, columns, values = [], [], []
    for at, of_sentence in enumerate(found):
        known = [row[name] for name in of_sentence if name in row]
        rows += [at] * len(known)
        columns += known
        values += [1.0 / max(1.0, np.sqrt(len(known)))] * len(known)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(found), len(row)), dtype=np.float64)


def write(
    fitted: tuple[list[str], np.ndarray, np.ndarray],
    acts: Sequence[str],
    least: np.ndarray,
    figures: dict[str, str],
    sentences: int,
) -> None:
    """The weights, 8 bit, and their manifest."""
    names, weights, bias = fitted
    scale = np.abs(weights).max(axis=0) / 127
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(
        FOLDER / FILE,
        acts=_lines(acts),
        names=_lines(names),
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        least=least,
    )
    about = Manifest(
        name="acts-zh",
        part="acts",
        language="zh",
        source=f"{sentences} sentences written for CallCue by eight authors (models/training/acts/authored)",
        licence="Apache-2.0",
        method="logistic regression an act over runs of one to three syllables, int8; models/training/acts/train.py",
        figures=figures,
        files={FILE: hashlib.sha256((FOLDER / FILE).read_bytes()).hexdigest()},
        seed=SEED,
    )
    (FOLDER / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")


def _lines(texts: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


if __name__ == "__main__":
    main()
