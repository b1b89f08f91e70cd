import pytest

torch = pytest.importorskip("torch")


def test_weights_are_averaged_and_counts_are_not() -> None:
    from models.training.ear.average import mean

    one = {"weight": torch.tensor([1.0, 3.0]), "seen": torch.tensor(5)}
    two = {"weight": torch.tensor([3.0, 5.0]), "seen": torch.tensor(9)}
    found = mean([one, two])
    assert found["weight"].tolist() == [2.0, 4.0]
    assert int(found["seen"]) == 5
