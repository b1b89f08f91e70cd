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

PARTIAL_EVERY_S = 0.2
NEEDED = ("am/final.mdl", "conf/model.conf")


class VoskModel:
    """A loaded model; one for both legs."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model

    @classmethod
    def load(cls, folder: Path) -> VoskModel:
        """Raises ModelProblem where the folder holds no model that Vosk can load."""
        import vosk

        if not folder.is_dir():
            raise manifest.missing(folder)
        if (folder / "manifest.json").exists():
            manifest.verified(folder)
        for name in NEEDED:
            if not (folder / name).is_file():
                raise manifest.broken(folder, name)
        vosk.SetLogLevel(-1)
        try:
            return cls(vosk.Model(str(folder)), folder.name)
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
    """One leg's recogniser. Utterances are numbered `c1, c2 ...` for the customer, `a1 ...` for the agent."""

    def __init__(self, model: VoskModel, leg: Leg) -> None:
        self._recogniser = model.recogniser()
        self._leg: Leg = leg
        self._t: float | None = None
        self._origin = 0.0
        self._number = 1
        self._partial = ""
        self._partial_at = 0.0
        self._partial_start = 0.0

    def feed(self, samples: Samples, t: float) -> list[Partial | Utterance]:
        """float32 at RATE, gapless, t of the first sample. Events carry the stream time of the last sample."""
        if self._t is None:
            self._origin = t
        self._t = t + len(samples) / RATE
        pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        if self._recogniser.AcceptWaveform(pcm):
            return list(self._finished(self._recogniser.Result()))
        return list(self._partly())

    def finish(self) -> list[Partial | Utterance]:
        """End the utterance that goes on; the next one may follow."""
        return list(self._finished(self._recogniser.FinalResult()))

    def _finished(self, result: str) -> Iterator[Partial | Utterance]:
        found = json.loads(result)
        words = tuple(
            Word(
                w["word"].replace(" ", ""),
                self._at(w["start"]),
                self._at(w["end"]),
                round(min(1.0, w["conf"]), 3),
            )
            for w in found.get("result", ())
            if w["word"] != "[unk]"
        )
        text = "".join(word.text for word in words)
        if text:
            weights = [len(word.text) for word in words]
            confidence = float(np.average([word.confidence for word in words], weights=weights))
            yield Utterance(
                self._t or 0.0,
                self._leg,
                self._id,
                text,
                words[0].start,
                words[-1].end,
                words,
                round(confidence, 3),
            )
            self._number += 1
        self._partial = ""

    def _partly(self) -> Iterator[Partial]:
        assert self._t is not None
        if self._t - self._partial_at < PARTIAL_EVERY_S - 1e-6:
            return
        text = json.loads(self._recogniser.PartialResult()).get("partial", "").replace(" ", "")
        if text and text != self._partial:
            if not self._partial:
                self._partial_start = self._t
            self._partial, self._partial_at = text, self._t
            yield Partial(self._t, self._leg, self._id, text, self._partial_start)

    def _at(self, vosk_time: float) -> float:
        return round(self._origin + vosk_time, 3)

    @property
    def _id(self) -> str:
        return f"{self._leg[0]}{self._number}"
