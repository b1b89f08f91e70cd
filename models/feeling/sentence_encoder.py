"""The sentence as a whole: what it speaks for beyond the words that are in it.

The lowest layers of multilingual-e5-small (Wang et al. 2024, MIT), trained on by `models/training/sentences` to tell
the classes of `words_model` apart; one ONNX file, 8 bit, one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models import manifest
from models.feeling.pieces import Pieces

FILE, PIECES, CLASSES = "encoder.onnx", "pieces.txt", "classes.txt"
FOLDER = manifest.WEIGHTS / "sentences-zh"


class SentenceEncoder:
    """Reads a text in one go. Keeps nothing from one to the next."""

    def __init__(self, session: Any, pieces: Pieces, classes: Sequence[str]) -> None:
        self._session = session
        self._pieces = pieces
        self.classes = tuple(classes)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> SentenceEncoder:
        """The model of a folder with a manifest. Raises models.manifest.ModelProblem if it cannot be used."""
        import onnxruntime

        manifest.verified(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(folder / FILE, options, providers=["CPUExecutionProvider"])
            pieces = Pieces.parse((folder / PIECES).read_text(encoding="utf-8").splitlines())
        except Exception as error:  # onnxruntime's own exceptions share no base class
            raise manifest.broken(folder, FILE) from error
        return cls(session, pieces, (folder / CLASSES).read_text(encoding="utf-8").split())

    def read(self, text: str) -> dict[str, float]:
        """The probability of each class."""
        numbers = np.array([self._pieces.numbers(text)], np.int64)
        logits = self._session.run(None, {"pieces": numbers})[0][0]
        odds = np.exp(logits - logits.max())
        return dict(zip(self.classes, (odds / odds.sum()).tolist(), strict=True))
