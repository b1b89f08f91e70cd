from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.blocks import RATE
from models.events import Partial, Utterance
from models.manifest import WEIGHTS, ModelProblem
from models.speech.vosk_engine import VoskModel, VoskStream

CALL = Path(__file__).resolve().parents[2] / "data" / "open-calls" / "01" / "agent-phone.wav"


@pytest.fixture(scope="module")
def model() -> VoskModel:
    return VoskModel.load(WEIGHTS / "vosk-starter-zh")


@pytest.fixture(scope="module")
def sentence() -> np.ndarray:
    """您报一下订单号后四位, from 11.7 to 14 s of the call."""
    sound, rate = soundfile.read(CALL, start=round(11.7 * 8000), frames=round(2.3 * 8000), dtype="float32")
    return soxr.resample(sound, rate, RATE).astype(np.float32)


def fed(stream: VoskStream, sound: np.ndarray, t: float, utterance: str) -> list[Partial | Utterance]:
    chunks = range(0, len(sound), 1600)
    events = [e for k in chunks for e in stream.feed(sound[k : k + 1600], t + k / RATE, utterance)]
    return events + stream.finish(utterance)


def test_partials_grow_into_one_utterance_without_blanks(model: VoskModel, sentence: np.ndarray) -> None:
    events = fed(VoskStream(model, "agent"), sentence, 11.7, "a2")
    said = [e for e in events if isinstance(e, Utterance)]
    assert len(said) == 1
    assert "订单号" in said[0].text
    assert " " not in said[0].text
    partials = [e for e in events if isinstance(e, Partial)]
    assert len(partials) >= 3
    assert all(b.t - a.t >= 0.2 - 1e-6 for a, b in pairwise(partials))
    assert {e.utterance for e in events} == {"a2"}


def test_word_times_are_those_of_the_call_in_every_utterance(model: VoskModel, sentence: np.ndarray) -> None:
    stream = VoskStream(model, "agent")
    for start in (11.7, 95.0):
        said = next(e for e in fed(stream, sentence, start, "a") if isinstance(e, Utterance))
        assert start <= said.start < start + 0.6
        assert start + 1.5 < said.end <= start + 2.3
        assert all(a.end <= b.start + 0.05 for a, b in pairwise(said.words))
        assert 0 < said.confidence <= 1


def test_silence_says_nothing(model: VoskModel) -> None:
    noise = np.random.default_rng(0).normal(0, 1e-3, RATE).astype(np.float32)
    assert not [e for e in fed(VoskStream(model, "customer"), noise, 0.0, "c1") if isinstance(e, Utterance)]


def test_what_is_no_model_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="No model") as missing:
        VoskModel.load(tmp_path / "nowhere")
    assert missing.value.code == "model.missing"
    (tmp_path / "am").mkdir()
    with pytest.raises(ModelProblem, match=r"final\.mdl") as broken:
        VoskModel.load(tmp_path)
    assert broken.value.text.zh


class Dictated:
    """A recogniser, and a model that has no other, that hears a telephone number whatever is said."""

    def recogniser(self) -> Dictated:
        return self

    def FinalResult(self) -> str:
        words = ["打", "一", "二三", "一五"]
        times = [{"word": w, "start": k / 2, "end": k / 2 + 0.4, "conf": 0.9} for k, w in enumerate(words)]
        return json.dumps({"result": times})


def test_numbers_are_shown_in_figures() -> None:
    (said,) = VoskStream(Dictated(), "agent").finish("a1")  # type: ignore[arg-type]
    assert isinstance(said, Utterance)
    assert (said.text, said.shown) == ("打一二三一五", "打12315")
