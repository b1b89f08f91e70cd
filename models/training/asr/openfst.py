"""Finite-state transducers in OpenFst's binary format, the two kinds that Vosk's look-ahead composition wants.

Weights are costs (tropical): negative log-probabilities. Label 0 is epsilon.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

_ARC = np.dtype([("input", "<i4"), ("output", "<i4"), ("cost", "<f4"), ("next", "<i4")])
_STATE = np.dtype(
    [
        ("final", "<f4"),
        ("first", "<u4"),
        ("arcs", "<u4"),
        ("input_epsilons", "<u4"),
        ("output_epsilons", "<u4"),
    ]
)
_MAGIC, _ADD_ON_MAGIC = 2125659606, 446681434
_EXPANDED, _ACCEPTOR, _INPUT_SORTED, _OUTPUT_SORTED = 0x1, 0x10000, 0x10000000, 0x40000000
NOT_FINAL = float("inf")

Arc = tuple[int, int, float, int]
"""Input label, output label, cost, next state."""
Intervals = list[tuple[int, int]]
"""Output labels, each interval from its first to behind its last; sorted, apart from each other."""


@dataclass
class Transducer:
    """States are numbers in the order of making; `start` is one of them."""

    arcs: list[list[Arc]] = field(default_factory=list)
    finals: list[float] = field(default_factory=list)
    start: int = 0

    def state(self, final: float = NOT_FINAL) -> int:
        """A new state; final: the cost of ending there."""
        self.arcs.append([])
        self.finals.append(final)
        return len(self.arcs) - 1


def acceptor_file(machine: Transducer) -> bytes:
    """A const FST whose arcs are sorted by their (input) label, for the right side of a composition."""
    return _const(machine, 0, _INPUT_SORTED | _ACCEPTOR)


def lookahead_file(machine: Transducer, reach: Sequence[Intervals], final_label: int) -> bytes:
    """An `olabel_lookahead` FST. reach: per state the output labels that can come next.

    final_label: the one that stands for the end.
    """
    arcs = sum(map(len, machine.arcs))
    head = _header("olabel_lookahead", 1, _EXPANDED | _OUTPUT_SORTED, machine.start, len(machine.arcs), arcs)
    parts = [head, struct.pack("<i", _ADD_ON_MAGIC), _const(machine, 1, _OUTPUT_SORTED)]
    parts.append(
        struct.pack("<???", True, False, True)
    )  # add-ons: there are; of the input none; of the output one
    parts.append(struct.pack("<??iq", False, False, final_label, len(reach)))
    for intervals in reach:
        parts.append(struct.pack("<q", len(intervals)))
        parts.append(np.array(intervals, "<i4").tobytes())
        parts.append(struct.pack("<i", sum(end - begin for begin, end in intervals)))
    return b"".join(parts)


def merged(intervals: Intervals) -> Intervals:
    """The same labels in as few intervals as possible, sorted."""
    out: Intervals = []
    for begin, end in sorted(intervals):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out


def _const(machine: Transducer, sorted_by: int, properties: int) -> bytes:
    counts = np.array([len(arcs) for arcs in machine.arcs])
    arcs = np.array([arc for out in machine.arcs for arc in sorted(out, key=lambda a: a[sorted_by])], _ARC)
    source = np.repeat(np.arange(len(counts)), counts)
    states = np.zeros(len(counts), _STATE)
    states["final"], states["arcs"] = machine.finals, counts
    states["first"] = np.cumsum(counts) - counts
    states["input_epsilons"] = np.bincount(source[arcs["input"] == 0], minlength=len(counts))
    states["output_epsilons"] = np.bincount(source[arcs["output"] == 0], minlength=len(counts))
    head = _header("const", 2, properties | _EXPANDED, machine.start, len(states), len(arcs))
    return head + states.tobytes() + arcs.tobytes()


def _header(kind: str, version: int, properties: int, start: int, states: int, arcs: int) -> bytes:
    names = b"".join(struct.pack("<i", len(name)) + name.encode() for name in (kind, "standard"))
    numbers = struct.pack("<iiQqqq", version, 0, properties, start, states, arcs)
    return struct.pack("<i", _MAGIC) + names + numbers
