"""A network that grew computes what it computed before, whatever the new columns of its features hold."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.unit.training.asr import reference

torch = pytest.importorskip("torch")


def test_a_wider_network_with_pitch_is_the_same_function() -> None:
    from models.training.asr.grow import grown
    from models.training.asr.network import Network

    weights = reference.random_weights(reference.TOY, 2)
    narrow = Network(reference.TOY)
    state = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in weights.items()}
    narrow.load_state_dict(narrow.state_dict() | state)
    rng = np.random.default_rng(6)
    features = torch.from_numpy(rng.normal(14, 3, (2, 50, 44)).astype(np.float32))
    mean, scale = (
        torch.from_numpy(rng.uniform(*ends, 44).astype(np.float32)) for ends in ((12, 16), (0.2, 0.5))
    )
    narrow.eval()
    with torch.inference_mode():
        before = narrow(narrow.padded(features[..., :40]))
    wide_shape = dataclasses.replace(reference.TOY, inputs=44, first=30, width=64, bottleneck=20)
    wide = grown(narrow, wide_shape, mean, scale)
    wide.eval()
    with torch.inference_mode():
        after = wide(wide.padded(features))
    assert torch.allclose(before, after, atol=2e-3)
    assert torch.equal(wide.mean, mean)


def test_a_narrower_one_is_refused() -> None:
    from models.training.asr.grow import grown
    from models.training.asr.network import Network

    small = dataclasses.replace(reference.TOY, width=40)
    with pytest.raises(ValueError, match="grows in width"):
        grown(Network(reference.TOY), small, torch.zeros(40), torch.ones(40))
