"""The network once more, in plain numpy, to compare with; and weights with which it spells what it is told to."""

from __future__ import annotations

import numpy as np

from models.training.asr.topology import NORM_EPSILON, RESIDUAL, Topology

TOY = Topology(inputs=40, first=24, width=48, bottleneck=16, last=400, back=(1, 2))

Weights = dict[str, np.ndarray]


def random_weights(topology: Topology, seed: int) -> Weights:
    rng = np.random.default_rng(seed)
    weights: Weights = {
        "mean": rng.normal(14, 1, topology.inputs),
        "scale": rng.uniform(0.2, 0.4, topology.inputs),
    }

    def layer(name: str, outputs: int, inputs: int, bias: bool = True) -> None:
        weights[f"{name}.layer.weight"] = rng.normal(0, inputs**-0.5, (outputs, inputs))
        if bias:
            weights[f"{name}.layer.bias"] = rng.normal(0, 0.3, outputs)

    def norm(name: str, channels: int) -> None:
        weights[f"{name}.norm.running_mean"] = rng.uniform(0.2, 0.6, channels)
        weights[f"{name}.norm.running_var"] = rng.uniform(0.3, 1.0, channels)

    layer("first", topology.first, 5 * topology.inputs)
    layer("second", topology.width, 3 * topology.first)
    for k in range(len(topology.back)):
        layer(f"blocks.{k}.squeeze", topology.bottleneck, 2 * topology.width, bias=False)
        layer(f"blocks.{k}.spread", topology.width, 2 * topology.bottleneck)
        norm(f"blocks.{k}", topology.width)
    layer("last", topology.last, topology.width)
    for name, channels in (("first", topology.first), ("second", topology.width), ("last", topology.last)):
        norm(name, channels)
    weights["units.weight"] = rng.normal(0, 0.1, (topology.units, topology.last))
    weights["units.bias"] = np.zeros(topology.units)
    return weights


def last_layer(topology: Topology, weights: Weights, features: np.ndarray) -> np.ndarray:
    """[ceil(n / 3), last] of features [n, mel]."""
    rows = -(-len(features) // 3)

    def feature(t: int) -> np.ndarray:
        return (features[min(max(t, 0), len(features) - 1)] - weights["mean"]) * weights["scale"]

    def normed(name: str, x: np.ndarray) -> np.ndarray:
        mean, variance = weights[f"{name}.norm.running_mean"], weights[f"{name}.norm.running_var"]
        return (np.maximum(x, 0) - mean) / np.sqrt(variance + NORM_EPSILON)

    def affine(name: str, *inputs: np.ndarray) -> np.ndarray:
        joined = np.concatenate(inputs, -1)
        return joined @ weights[f"{name}.layer.weight"].T + weights.get(f"{name}.layer.bias", 0.0)

    behind, ahead = sum(topology.back), len(topology.back)
    at = {}
    for row in range(-behind, rows + ahead):
        first = [
            normed("first", affine("first", *(feature(3 * row + t + o) for o in range(-2, 3))))
            for t in (-1, 0, 1)
        ]
        at[row] = normed("second", affine("second", *first))
    for k, back in enumerate(topology.back):
        name = f"blocks.{k}"
        narrow = {row: affine(f"{name}.squeeze", at[row - back], at[row]) for row in at if row - back in at}
        at = {
            row: normed(name, affine(f"{name}.spread", narrow[row], narrow[row + 1])) + RESIDUAL * at[row]
            for row in narrow
            if row + 1 in narrow
        }
    return np.stack([normed("last", affine("last", at[row])) for row in range(rows)])


def log_posteriors(topology: Topology, weights: Weights, features: np.ndarray) -> np.ndarray:
    scores = last_layer(topology, weights, features) @ weights["units.weight"].T + weights["units.bias"]
    return scores - np.log(np.exp(scores).sum(1, keepdims=True))


def spelling(topology: Topology, said: list[tuple[np.ndarray, list[int]]], seed: int = 0) -> Weights:
    """Random weights whose output layer is solved so that each of these features spells its units."""
    weights = random_weights(topology, seed)
    hidden, wanted = [], []
    for features, units in said:
        rows = last_layer(topology, weights, features)
        target = np.full((len(rows), topology.units), -6.0)
        best = np.zeros(len(rows), np.int64)
        for k, unit in enumerate(units):
            best[int((k + 0.5) * len(rows) / len(units))] = unit
        target[np.arange(len(rows)), best] = 6.0
        hidden.append(rows)
        wanted.append(target)
    x, y = np.concatenate(hidden), np.concatenate(wanted)
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    solved = x.T @ np.linalg.solve(x @ x.T + 1e-3 * np.eye(len(x)), y)
    weights["units.weight"], weights["units.bias"] = solved[:-1].T, solved[-1]
    return weights
