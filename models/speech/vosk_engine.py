"""Vosk: streaming recognition of one leg, with partials, word times and confidence, offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from audio.blocks import RATE, Samples
from models import manifest
from models.events import Leg, Partial, Text, Utterance, Word
from models.manifest import ModelProblem
from models.speech import numbers

PARTIAL_EVERY_S = 0.2
NEEDED = ("am/final.mdl", "conf/model.conf")
HASHED_BYTES = 200_000_000
"""A larger model is not read through at every start; `main.py models verify` does it when asked."""


class VoskModel:
    """A loaded model; one for both legs."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model

    @classmethod
    def load(cls, folder: Path) -> VoskModel:
        """Raises ModelProblem where the folder holds no model that Vosk can load."""
        import vosk

        check_files(folder)
        vosk.SetLogLevel(-1)
        try:
            model = cls(vosk.Model(str(folder)), folder.name)
            # Vosk reads a broken graph without a word and fails at the first recogniser.
            model.recogniser()
            return model
        except Exception as error:  # Vosk raises nothing narrower
            text = Text(
                zh=f"语音模型无法载入：{folder}。请换一个 Vosk 模型，或重新安装。",
                en=f"The speech model in {folder} cannot be loaded. Choose another Vosk model or install it again.",
            )
            raise ModelProblem("model.broken", text) from error

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's vocabulary."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def recogniser(self) -> Any:
        import vosk

        recogniser = vosk.KaldiRecognizer(self._model, RATE)
        recogniser.SetWords(True)
        return recogniser


class VoskStream:
    """One leg's recogniser. An utterance is what is said until `finish`, whatever Vosk itself takes for an end."""

    def __init__(self, model: VoskModel, leg: Leg) -> None:
        self._recogniser = model.recogniser()
        self._leg: Leg = leg
        self._taken_s = 0.0
        self._origin: float | None = None
        self._t = 0.0
        self._words: list[Word] = []
        self._partial = ""
        self._partial_at = 0.0
        self._start = 0.0

    def feed(self, samples: Samples, t: float, utterance: str) -> list[Partial | Utterance]:
        """float32 at RATE, t of the first sample, gapless within an utterance; a Partial where it has changed."""
        if self._origin is None:
            self._origin = t - self._taken_s
        self._taken_s += len(samples) / RATE
        self._t = t + len(samples) / RATE
        pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        if self._recogniser.AcceptWaveform(pcm):
            self._words += self._said(self._recogniser.Result())
        return list(self._partly(utterance))

    def finish(self, utterance: str) -> list[Partial | Utterance]:
        """The utterance is over; Vosk counts the time of what it was fed, the next one has another origin."""
        words = tuple(self._words + self._said(self._recogniser.FinalResult()))
        self._words, self._partial, self._origin = [], "", None
        text = "".join(word.text for word in words)
        if not text:
            return []
        lengths = [len(word.text) for word in words]
        confidence = round(float(np.average([word.confidence for word in words], weights=lengths)), 3)
        start, end = words[0].start, words[-1].end
        return [
            Utterance(self._t, self._leg, utterance, text, start, end, words, confidence, numbers.shown(text))
        ]

    def _said(self, result: str) -> list[Word]:
        return [
            Word(
                found["word"],
                self._at(found["start"]),
                self._at(found["end"]),
                round(min(1.0, found["conf"]), 3),
            )
            for found in json.loads(result).get("result", ())
            if found["word"] != "[unk]"
        ]

    def _partly(self, utterance: str) -> Iterator[Partial]:
        if self._t - self._partial_at < PARTIAL_EVERY_S - 1e-6:
            return
        settled = "".join(word.text for word in self._words)
        text = settled + json.loads(self._recogniser.PartialResult()).get("partial", "").replace(" ", "")
        if text and text != self._partial:
            if not self._partial:
                self._start = self._t
            self._partial, self._partial_at = text, self._t
            yield Partial(self._t, self._leg, utterance, text, self._start, len(settled))

    def _at(self, vosk_time: float) -> float:
        return round((self._origin or 0.0) + float(vosk_time), 3)


def check_files(folder: Path) -> None:
    """Raises ModelProblem where the folder lacks what Vosk needs or differs from its manifest."""
    try:
        if not folder.is_dir():
            raise manifest.missing(folder)
        if (folder / "manifest.json").exists() and _size(folder) <= HASHED_BYTES:
            manifest.verified(folder)
        for name in NEEDED:
            if not (folder / name).is_file():
                raise manifest.broken(folder, name)
    except OSError as error:
        raise manifest.unreadable(folder, error) from error


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
