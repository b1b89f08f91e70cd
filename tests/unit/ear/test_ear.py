from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.ear.ear import LONGEST_S, Ear
from models.ear.mel import RATE
from models.ear.units import BLANK, UNIT_ID, UNITS
from models.manifest import ModelProblem


class Session:
    """In onnxruntime's place: always hears "a1", and keeps what it was given."""

    def __init__(self) -> None:
        self.mel: list[NDArray[np.float32]] = []

    def run(self, _: Any, inputs: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        self.mel.append(inputs["mel"])
        answer = np.full((1, inputs["mel"].shape[2] // 3, len(UNITS)), -20.0, np.float32)
        answer[..., UNIT_ID["a1"]] = 0.0
        return [answer, np.zeros((1, inputs["mel"].shape[2] // 2, 512), np.float32)]


def _voice(seconds: float, level: float) -> NDArray[np.float32]:
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    return (noise * level).astype(np.float32)


def test_one_row_of_posteriors_each_30_ms_from_where_the_window_starts() -> None:
    heard = Ear(Session()).hear(_voice(2.0, 0.05), t0=12.5)
    assert heard.log_posteriors.shape == (66, len(UNITS))
    assert heard.t0 == 12.5
    assert heard.t_end == pytest.approx(12.5 + 66 * 0.03)
    assert heard.log_posteriors.argmax(1).tolist() == [UNIT_ID["a1"]] * 66


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.5, 3.0])
@pytest.mark.parametrize("level", [0.0, 1e-4])
def test_silence_and_nothing_are_blank_and_the_model_is_not_asked(seconds: float, level: float) -> None:
    session = Session()
    heard = Ear(session).hear(_voice(seconds, level))
    assert len(heard) == int(seconds * RATE) // 480
    assert (heard.log_posteriors.argmax(1) == BLANK).all()
    assert not session.mel


def test_the_model_hears_loud_and_quiet_speech_alike() -> None:
    session = Session()
    ear = Ear(session)
    ear.hear(_voice(3.0, 0.2))
    ear.hear(_voice(3.0, 0.01))
    loud, quiet = session.mel
    np.testing.assert_allclose(loud[:, :, :290], quiet[:, :, :290], atol=0.02)


def test_quiet_noise_is_raised_at_most_twentyfold() -> None:
    session = Session()
    ear = Ear(session)
    ear.hear(_voice(3.0, 0.001))
    ear.hear(_voice(3.0, 0.07))
    raised, full = session.mel
    lower_by = (full[:, :, :290] - raised[:, :, :290]).mean() * 4 * 10
    assert lower_by == pytest.approx(20 * np.log10(0.07 / 0.02), abs=1.0)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.01, 5.0, 28.99])
def test_the_model_gets_half_dozens_of_frames_with_silence_at_the_end(seconds: float) -> None:
    session = Session()
    Ear(session).hear(_voice(seconds, 0.05))
    frames = session.mel[0].shape[2]
    assert frames % 6 == 0
    assert frames >= max(200, seconds * 100 + 20)


def test_a_window_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="30 s is more than the ear's 29 s"):
        Ear(Session()).hear(_voice(LONGEST_S + 1, 0.05))


def test_broken_samples_are_refused() -> None:
    broken = _voice(1.0, 0.05)
    broken[100] = np.nan
    with pytest.raises(ValueError, match="not finite"):
        Ear(Session()).hear(broken)


def _write_manifest(folder: Path, digest: str) -> None:
    described = {
        "name": "ear-zh", "part": "ear", "language": "zh", "source": "", "licence": "", "method": "",
        "figures": {}, "files": {"ear.onnx": digest},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(described))


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match=r"No model in .*install") as caught:
        Ear.load(tmp_path / "nowhere")
    assert caught.value.code == "model.missing"


def test_a_model_that_is_not_the_one_described_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "ear.onnx").write_bytes(b"something else")
    _write_manifest(tmp_path, "0" * 64)
    with pytest.raises(ModelProblem) as caught:
        Ear.load(tmp_path)
    assert caught.value.code == "model.broken"


def test_a_file_that_is_no_model_is_broken_even_if_its_hash_is_right(tmp_path: Path) -> None:
    import hashlib

    (tmp_path / "ear.onnx").write_bytes(b"no model")
    _write_manifest(tmp_path, hashlib.sha256(b"no model").hexdigest())
    with pytest.raises(ModelProblem) as caught:
        Ear.load(tmp_path)
    assert caught.value.code == "model.broken"
