from pathlib import Path

import numpy as np
import pytest

from models.training.language.open_gram import read

WORDS = ["", "。", "我", "们", "，"]
PROBABILITIES = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
# level, then (word, probability's number, first child)
ONE = [(1, 1, 0), (2, 2, 1), (3, 3, 3), (4, 4, 3)]
TWO = [(2, 5, 0), (3, 4, 1), (4, 3, 1)]  # 。我, 我们, 我，
THREE = [(3, 5)]  # 。我们


def node(word: int, probability: int, child: int) -> list[int]:
    return [word | 7 << 18, probability | (child & 0xFFFF) << 16, child >> 16 << 25]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    levels = [
        [node(0, 0, 0), node(0, 0, len(ONE))],
        [*(node(*n) for n in ONE), node(0, 0, len(TWO))],
        [*(node(*n) for n in TWO), node(0, 0, len(THREE))],
        [*([w | (p & 0x3FFF) << 18, p >> 14 << 25] for w, p in THREE), [0, 0]],
    ]
    table = np.zeros(65536, "<f4")
    table[: len(PROBABILITIES)] = PROBABILITIES
    header = np.array([3, 0, *(len(level) for level in levels)], "<u4")
    parts = [header, table, np.ones(16384, "<f4"), *(np.array(level, "<u4") for level in levels)]
    (tmp_path / "lm_sc.t3g").write_bytes(b"".join(part.tobytes() for part in parts))
    words = "".join(word + "\0" for word in WORDS).encode("utf-32-le")
    head = np.array([len(WORDS), 0, 16, 0], "<u4").tobytes()
    (tmp_path / "pydict_sc.bin").write_bytes(head + words)
    return tmp_path / "lm_sc.t3g", tmp_path / "pydict_sc.bin"


def test_words_and_ngrams_are_read(files: tuple[Path, Path]) -> None:
    general = read(*files)
    assert general.words == WORDS
    grams = {
        tuple(general.words[k] for k in ids): p
        for order in general.orders
        for ids, p in zip(order[0].tolist(), order[1].tolist(), strict=True)
    }
    assert grams["我",] == pytest.approx(0.2)
    assert grams["。", "我"] == pytest.approx(0.5)
    assert grams["我", "们"] == pytest.approx(0.4)
    assert grams["。", "我", "们"] == pytest.approx(0.5)
    assert general.frequencies == pytest.approx({"我": 0.2, "们": 0.3})


def test_a_full_stop_is_both_ends_and_other_marks_fall_out(files: tuple[Path, Path]) -> None:
    one, two, three = read(*files).renumbered({"我": 5, "们": 6}, start=0, end=1)
    assert dict(zip(one[0][:, 0].tolist(), one[1].tolist(), strict=True)) == pytest.approx(
        {1: 0.1 / 0.6, 5: 0.2 / 0.6, 6: 0.3 / 0.6}
    )
    assert two[0].tolist() == [[0, 5], [5, 6]]
    assert two[1].tolist() == pytest.approx([0.5, 0.4 / 0.7])
    assert three[0].tolist() == [[0, 5, 6]]


def test_another_file_is_refused(files: tuple[Path, Path]) -> None:
    model, dictionary = files
    model.write_bytes(model.read_bytes()[:-4])
    with pytest.raises(ValueError, match="not a trigram"):
        read(model, dictionary)
