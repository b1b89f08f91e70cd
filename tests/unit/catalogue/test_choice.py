from __future__ import annotations

import pytest

from models.catalogue.choice import Machine, best, this_machine
from models.catalogue.published import Published

MODELS = [
    Published(name, lang, kind, "https://localhost/m.zip", 1, "0" * 32, version)
    for name, lang, kind, version in [
        ("vosk-model-small-cn-0.3", "cn", "small", "0.3"),
        ("vosk-model-small-cn-0.22", "cn", "small", "0.22"),
        ("vosk-model-cn-0.22", "cn", "big", "0.22"),
        ("vosk-model-cn-kaldi-multicn-0.30", "cn", "big", "kaldi-multicn-0.30"),
        ("vosk-model-small-en-us-0.15", "en-us", "small", "0.15"),
        ("vosk-model-small-en-in-0.4", "en-in", "small", "0.4"),
        ("vosk-model-en-us-0.22", "en-us", "big", "0.22"),
        ("vosk-model-en-us-0.22-lgraph", "en-us", "big-lgraph", "0.22-lgraph"),
        ("vosk-model-en-us-0.42-gigaspeech", "en-us", "big", "0.42-gigaspeech"),
    ]
]


@pytest.mark.parametrize(
    ("language", "memory", "cores", "name"),
    [
        ("zh", 4, 2, "vosk-model-small-cn-0.22"),
        ("zh", 32, 4, "vosk-model-small-cn-0.22"),
        ("zh", 15.5, 8, "vosk-model-cn-0.22"),
        ("en", 4, 16, "vosk-model-small-en-us-0.15"),
        ("en", 7.6, 4, "vosk-model-en-us-0.22-lgraph"),
        ("en", 64, 16, "vosk-model-en-us-0.22"),
    ],
)
def test_the_biggest_general_model_that_the_machine_carries(
    language: str, memory: float, cores: int, name: str
) -> None:
    found = best(MODELS, language, Machine(memory, cores))  # type: ignore[arg-type]
    assert found is not None
    assert found.name == name


def test_nothing_fits() -> None:
    assert best([model for model in MODELS if model.type == "big"], "zh", Machine(4, 2)) is None


def test_this_machine_has_memory_and_cores() -> None:
    machine = this_machine()
    assert 0.25 < machine.memory_gib < 100_000
    assert machine.cores >= 1
