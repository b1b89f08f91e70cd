"""The trained network as Kaldi's nnet3 and its transition model: what `am/final.mdl` holds.

A phone is a place of a unit in a word: 1 is the blank between words, 2 the blank within one, then each unit at the
beginning, inside, at the end, and as a whole word. Places of a unit share its row of posteriors, so that Vosk knows
where words begin and end. Each phone has one state: transition 2 p - 1 stays in phone p, 2 p leaves it.
"""

from collections.abc import Mapping

import numpy as np

from models.training.asr.kaldi import BINARY, integer, integers, matrix, number, token, truth, vector
from models.training.asr.topology import (
    FIRST_OFFSETS,
    NORM_EPSILON,
    RESIDUAL,
    SECOND_OFFSETS,
    STRIDE,
    Topology,
)

Weights = Mapping[str, np.ndarray]
"""By the names of `network.Network`'s state."""

BLANK_BETWEEN, BLANK_WITHIN = 1, 2
PLACES = {"B": "begin", "I": "internal", "E": "end", "S": "singleton"}


def phone(unit: int, place: str) -> int:
    """The phone of a unit (not the blank) at a place, a key of PLACES."""
    return 3 + len(PLACES) * (unit - 1) + "BIES".index(place)


def stays(which: int) -> int:
    """The transition that stays in a phone."""
    return 2 * which - 1


def leaves(which: int) -> int:
    """The transition that leaves a phone; a phone's first frame in these graphs."""
    return 2 * which


def word_boundaries(units: int) -> str:
    """phones/word_boundary.int."""
    lines = [f"{BLANK_BETWEEN} nonword", f"{BLANK_WITHIN} internal"]
    lines += [f"{phone(unit, place)} {name}" for unit in range(1, units) for place, name in PLACES.items()]
    return "\n".join(lines) + "\n"


def model_file(topology: Topology, weights: Weights, blank_penalty: float) -> bytes:
    """am/final.mdl. blank_penalty: taken off every blank's log-posterior, in nats."""
    priors = np.ones(topology.units)
    priors[0] = np.exp(
        blank_penalty
    )  # Vosk subtracts the logarithms of priors; nobody asks that they sum to one
    return b"".join(
        [
            BINARY,
            _transitions(topology.units),
            _network(topology, weights),
            token("<LeftContext>") + integer(topology.left),
            token("<RightContext>") + integer(topology.right),
            token("<Priors>") + vector(priors),
        ]
    )


def _transitions(units: int) -> bytes:
    phones = 2 + len(PLACES) * (units - 1)
    out = [token("<TransitionModel>"), token("<Topology>")]
    out += [integers(range(1, phones + 1)), integers([-1] + [0] * phones)]
    out += [integer(1), integer(2), integer(0), integer(2), integer(0), number(0.5), integer(1), number(0.5)]
    out += [integer(-1), integer(0), token("</Topology>"), token("<Triples>"), integer(phones)]
    for which in range(1, phones + 1):
        row = 0 if which <= BLANK_WITHIN else (which - 3) // len(PLACES) + 1
        out += [integer(which), integer(0), integer(row)]
    out += [token("</Triples>"), token("<LogProbs>"), vector(np.array([0.0] + [np.log(0.5)] * (2 * phones)))]
    return b"".join([*out, token("</LogProbs>"), token("</TransitionModel>")])


def _network(topology: Topology, weights: Weights) -> bytes:
    graph = _Graph(topology.inputs)
    first, bias = (weights[f"first.layer.{kind}"].astype(np.float64) for kind in ("weight", "bias"))
    first = first * np.tile(
        weights["scale"], len(FIRST_OFFSETS)
    )  # the features' mean and scale go into the layer
    bias = bias - first @ np.tile(weights["mean"], len(FIRST_OFFSETS))
    at = graph.taps("first", first, bias, FIRST_OFFSETS, "input")
    at = graph.rectified("first", weights, at)
    at = graph.layer("second", weights, SECOND_OFFSETS, at)
    at = graph.rectified("second", weights, at)
    for k, back in enumerate(topology.back):
        name = f"blocks.{k}"
        within = graph.layer(f"{name}.squeeze", weights, (-STRIDE * back, 0), at)
        within = graph.layer(f"{name}.spread", weights, (0, STRIDE), within)
        within = graph.rectified(name, weights, within)
        at = graph.sum(name, topology.width, f"Sum({within}, Scale({RESIDUAL}, {at}))")
    at = graph.layer("last", weights, (0,), at)
    at = graph.rectified("last", weights, at)
    at = graph.taps("units", weights["units.weight"], weights["units.bias"], (0,), at)
    return graph.finished(graph.simple("log_softmax", "LogSoftmaxComponent", topology.units, at))


class _Graph:
    """Components and the lines that join them."""

    def __init__(self, mel: int) -> None:
        self._lines = [f"input-node name=input dim={mel}"]
        self._components: list[bytes] = []

    def taps(
        self, name: str, weight: np.ndarray, bias: np.ndarray | None, offsets: tuple[int, ...], source: str
    ) -> str:
        """An affine layer over several frames; columns in the order of the offsets, in frames of features."""
        data = token("<TdnnComponent>") + token("<LearningRate>") + number(0.001)
        data += token("<TimeOffsets>") + integers(offsets) + token("<LinearParams>") + matrix(weight)
        data += token("<BiasParams>") + vector(np.zeros(0) if bias is None else bias)
        data += token("<OrthonormalConstraint>") + number(0) + token("<UseNaturalGradient>") + truth(False)
        data += token("<NumSamplesHistory>") + number(2000) + token("<AlphaInOut>") + number(4) + number(4)
        data += token("<RankInOut>") + integer(1) + integer(1) + token("</TdnnComponent>")
        return self._add(name, data, source)

    def layer(self, name: str, weights: Weights, offsets: tuple[int, ...], source: str) -> str:
        return self.taps(
            name, weights[f"{name}.layer.weight"], weights.get(f"{name}.layer.bias"), offsets, source
        )

    def rectified(self, name: str, weights: Weights, source: str) -> str:
        """ReLU and batch norm."""
        mean, variance = (weights[f"{name}.norm.running_{kind}"] for kind in ("mean", "var"))
        at = self.simple(f"{name}.relu", "RectifiedLinearComponent", len(mean), source)
        data = token("<BatchNormComponent>") + token("<Dim>") + integer(len(mean))
        data += token("<BlockDim>") + integer(len(mean)) + token("<Epsilon>") + number(NORM_EPSILON)
        data += (
            token("<TargetRms>")
            + number(1)
            + token("<TestMode>")
            + truth(True)
            + token("<Count>")
            + number(1000)
        )
        data += token("<StatsMean>") + vector(mean) + token("<StatsVar>") + vector(variance)
        return self._add(f"{name}.norm", data + token("</BatchNormComponent>"), at)

    def simple(self, name: str, kind: str, size: int, source: str) -> str:
        """A component without weights, and with no statistics of its use."""
        nothing = vector(np.zeros(0))
        data = token(f"<{kind}>") + token("<Dim>") + integer(size) + token("<ValueAvg>") + nothing
        data += token("<DerivAvg>") + nothing + token("<Count>") + number(0) + token(f"</{kind}>")
        return self._add(name, data, source)

    def sum(self, name: str, size: int, sources: str) -> str:
        data = token("<NoOpComponent>") + token("<Dim>") + integer(size)
        return self._add(
            name, data + token("<BackpropScale>") + number(1) + token("</NoOpComponent>"), sources
        )

    def finished(self, output: str) -> bytes:
        lines = [*self._lines, f"output-node name=output input={output} objective=linear", "", ""]
        head = token("<Nnet3>") + b"\n" + "\n".join(lines).encode()
        components = token("<NumComponents>") + integer(len(self._components)) + b"".join(self._components)
        return head + components + token("</Nnet3>")

    def _add(self, name: str, data: bytes, source: str) -> str:
        self._components.append(token("<ComponentName>") + token(name) + data)
        self._lines.append(f"component-node name={name} component={name} input={source}")
        return name
