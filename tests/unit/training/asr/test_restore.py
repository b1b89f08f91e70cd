from __future__ import annotations

import numpy as np
import pytest

from models.training.asr.nnet3 import model_file
from models.training.asr.restore import restored
from tests.unit.training.asr import reference


def test_a_network_comes_back_out_of_its_file() -> None:
    weights = reference.random_weights(reference.TOY, 3)
    topology, found = restored(model_file(reference.TOY, weights, blank_penalty=2.0))
    assert topology == reference.TOY
    assert found.keys() == weights.keys()
    features = np.random.default_rng(4).normal(14, 3, (40, reference.TOY.inputs))
    before = reference.log_posteriors(reference.TOY, weights, features)
    after = reference.log_posteriors(topology, found, features)
    assert np.abs(after - before).max() < 0.01


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not found|expected"):
        restored(b"\0B<TransitionModel> and nothing else")
