"""What is exported means in Vosk what it means here: features, network, graph, words and their times."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vosk

from models.ear.units import UNIT_ID, syllable_units
from models.speech import language_file
from models.speech.language_model import FIRST_WORD
from models.training.asr.export import read_network, write_graph, write_network
from models.training.asr.features import BANDS, RATE, log_mel
from models.training.asr.pitch import COLUMNS, tone
from models.training.asr.topology import Topology
from models.training.language.kneser_ney import Text, trigram
from tests.unit.training.asr import reference

SPELT = {
    "我": "wo3",
    "要": "yao4",
    "投诉": "tou2 su4",
    "头": "tou2",
    "您好": "nin2 hao3",
    "谢谢": "xie4 xie5",
}
SAID = [["我", "要", "投诉"], ["您好", "谢谢"], ["我", "要", "头"]]


def spelt(words: list[str]) -> list[int]:
    syllables = [syllable for word in words for syllable in SPELT[word].split()]
    return [UNIT_ID[unit] for syllable in syllables for unit in syllable_units(syllable) or ()]


@pytest.fixture(scope="module")
def sounds() -> list[np.ndarray]:
    """Noise of 1.2 s each as 16 bit samples, every 50 ms another colour."""
    rng = np.random.default_rng(1)
    found = []
    for _ in SAID:
        pieces = []
        for _ in range(24):
            spectrum = np.fft.rfft(rng.standard_normal(800)) * np.exp(rng.normal(0, 1.0, 401))
            piece = np.fft.irfft(spectrum, 800)
            pieces.append(piece * 2000 / piece.std())
        found.append(np.clip(np.concatenate(pieces), -32768, 32767).astype(np.int16))
    return found


PITCH = pytest.param(
    True,
    id="pitch",
    marks=pytest.mark.skipif(sys.platform != "linux", reason="Vosk shows its pitch on Linux alone"),
)


@pytest.fixture(scope="module", params=[pytest.param(False, id="no pitch"), PITCH])
def topology(request: pytest.FixtureRequest) -> Topology:
    return dataclasses.replace(reference.TOY, inputs=BANDS + COLUMNS if request.param else BANDS)


@pytest.fixture(scope="module")
def weights(topology: Topology, sounds: list[np.ndarray]) -> reference.Weights:
    said = [
        (heard_features(topology, sound), spelt(words)) for sound, words in zip(sounds, SAID, strict=True)
    ]
    return reference.spelling(topology, said)


@pytest.fixture(scope="module")
def folder(topology: Topology, weights: reference.Weights, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("vosk")
    ids = {word: k for k, word in enumerate(SPELT, FIRST_WORD)}
    base = np.full(FIRST_WORD + len(SPELT), 1 / (1 + len(SPELT)))
    base[0] = 0.0
    orders = trigram([Text([[ids[word] for word in line] for line in SAID], 1.0)], None, base, 100, 100)
    readings = {word: [spelt([word])] for word in SPELT}
    language_file.save(where / "language.npz", readings, [(o.keys, o.probability, o.backoff) for o in orders])
    write_network(where, topology, weights, blank_penalty=0.0)
    write_graph(where, where / "language.npz", scale=0.0)
    conf = where / "conf/model.conf"
    conf.write_text(conf.read_text() + "--endpoint.rule2.min-trailing-silence=100\n")
    return where


@pytest.fixture(scope="module")
def model(folder: Path) -> Any:
    vosk.SetLogLevel(-1)
    return vosk.Model(str(folder))


def heard_features(topology: Topology, sound: np.ndarray) -> np.ndarray:
    samples = sound.astype(np.float32) / 32768
    mel = log_mel(samples)
    return mel if topology.inputs == BANDS else np.concatenate([mel, tone(samples)], 1)


def result(recogniser: Any, sound: np.ndarray) -> dict[str, Any]:
    for start in range(0, len(sound), 1600):
        recogniser.AcceptWaveform(sound[start : start + 1600].tobytes())
    found: dict[str, Any] = json.loads(recogniser.FinalResult())
    return found


@pytest.mark.parametrize("which", range(len(SAID)))
def test_vosk_hears_the_words_that_the_network_spells(
    model: Any, sounds: list[np.ndarray], which: int
) -> None:
    recogniser = vosk.KaldiRecognizer(model, RATE)
    recogniser.SetWords(True)
    found = result(recogniser, sounds[which])
    assert found["text"].split() == SAID[which]
    seconds = len(sounds[which]) / RATE
    units, place = [len(spelt([word])) for word in SAID[which]], 0
    for word, count in zip(found["result"], units, strict=True):
        first, last = ((place + k + 0.5) * seconds / sum(units) for k in (0, count - 1))
        assert word["start"] == pytest.approx(first, abs=0.05)
        assert word["end"] == pytest.approx(last, abs=0.08)
        place += count


def test_a_path_costs_in_vosk_what_it_costs_here(
    model: Any, topology: Topology, weights: reference.Weights, sounds: list[np.ndarray]
) -> None:
    """Features, network, 16 bit weights and graph in one number: the best path's log-probability."""
    for sound in sounds:
        recogniser = vosk.KaldiRecognizer(model, RATE)
        recogniser.SetMaxAlternatives(1)
        found = result(recogniser, sound)["alternatives"][0]["confidence"]
        expected = reference.log_posteriors(topology, weights, heard_features(topology, sound)).max(1).sum()
        assert found == pytest.approx(expected, abs=0.05)


def test_a_blank_penalty_is_taken_off_every_blank(
    folder: Path, topology: Topology, weights: reference.Weights, sounds: list[np.ndarray], tmp_path: Path
) -> None:
    write_network(tmp_path, topology, weights, blank_penalty=0.5)
    write_graph(tmp_path, folder / "language.npz", scale=0.0)
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(tmp_path)), RATE)
    recogniser.SetMaxAlternatives(1)
    found = result(recogniser, sounds[0])["alternatives"][0]["confidence"]
    scores = reference.log_posteriors(topology, weights, heard_features(topology, sounds[0]))
    blanks = int((scores.argmax(1) == 0).sum())
    assert found == pytest.approx(scores.max(1).sum() - 0.5 * blanks, abs=0.05)


def test_words_can_be_asked_for_at_run_time(model: Any, sounds: list[np.ndarray]) -> None:
    recogniser = vosk.KaldiRecognizer(model, RATE, json.dumps(["我 要 投诉", "谢谢"], ensure_ascii=False))
    assert result(recogniser, sounds[0])["text"].split() == SAID[0]


def test_the_training_network_is_this_network(
    topology: Topology, weights: reference.Weights, sounds: list[np.ndarray]
) -> None:
    torch = pytest.importorskip("torch")
    from models.training.asr.network import Network

    network = Network(topology)
    state = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in weights.items()}
    network.load_state_dict(network.state_dict() | state)
    network.eval()
    for sound in sounds:
        features = heard_features(topology, sound)[:-1]  # a number of frames that three does not divide
        with torch.inference_mode():
            found = network(network.padded(torch.from_numpy(features)[None]))[0].numpy()
        assert np.allclose(found, reference.log_posteriors(topology, weights, features), atol=2e-3)


def test_weights_that_overflowed_are_refused(
    topology: Topology, weights: reference.Weights, tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch")
    broken = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in weights.items()}
    broken["blocks.0.norm.running_var"][3] = 1e9
    half = {name: value.half() for name, value in broken.items()}
    torch.save({"topology": dataclasses.asdict(topology), "network": half}, tmp_path / "half.pt")
    with pytest.raises(ValueError, match=r"blocks\.0\.norm\.running_var"):
        read_network(tmp_path / "half.pt")
