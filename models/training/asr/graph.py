"""The graph that Vosk decodes with: a lexicon over CTC's blanks and repeats, and a language model.

Nothing is determinised: the lexicon is a prefix tree by construction, homophones are parallel arcs, and what the
language model backs off through are plain epsilons, so no disambiguation symbols are needed. Output labels number the
words in depth-first order of the tree: the words that can be reached from a place in it are then few intervals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.ear.units import INITIALS
from models.speech.language_model import END, START, STEPS_PER_NAT, LanguageModel
from models.speech.lexicon import ROOT, Lexicon
from models.training.asr.nnet3 import BLANK_BETWEEN, BLANK_WITHIN, leaves, phone, stays
from models.training.asr.openfst import Arc, Intervals, Transducer, merged

_BITS = 8


@dataclass(frozen=True)
class LexiconGraph:
    """machine: transitions to words; reach: per state the labels that can come; words: word ids by label, from 1."""

    machine: Transducer
    reach: list[Intervals]
    words: list[int]

    @property
    def final_label(self) -> int:
        return len(self.words) + 1


def lexicon_graph(lexicon: Lexicon) -> LexiconGraph:
    """All words of a lexicon in a loop, each path a CTC path: a unit's first frame, its repeats, blanks between.

    ValueError where a word ends in an initial, for none does in Mandarin.
    """
    return _Builder(lexicon).built()


class _Builder:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._machine = Transducer()
        self._reach: dict[int, Intervals] = {}
        self._labels: dict[int, int] = {}
        self._ends: dict[tuple[int, str], int] = {}

    def built(self) -> LexiconGraph:
        machine = self._machine
        start, silence = machine.state(0.0), machine.state(0.0)
        before_initial, before_final = machine.state(), machine.state()
        firsts = self._children(ROOT)
        initials = {unit: node for unit, node in firsts.items() if unit <= len(INITIALS)}
        finals = {unit: node for unit, node in firsts.items() if unit not in initials}
        initial_words, _ = self._branches(initials, before_initial, 0)
        final_words, final_arcs = self._branches(finals, before_final, 0)
        self._reach[before_initial], self._reach[before_final] = initial_words, final_words
        to_any = [
            (0, 0, 0.0, hub) for hub, words in ((before_initial, initials), (before_final, finals)) if words
        ]
        machine.arcs[start] += [*to_any, (leaves(BLANK_BETWEEN), 0, 0.0, silence)]
        machine.arcs[silence] += [*to_any, (stays(BLANK_BETWEEN), 0, 0.0, silence)]
        for (unit, place), state in self._ends.items():
            if unit <= len(INITIALS):
                raise ValueError("a word ends in an initial")
            machine.arcs[state].append((stays(phone(unit, place)), 0, 0.0, state))
            machine.arcs[state].append((leaves(BLANK_BETWEEN), 0, 0.0, silence))
            if unit in final_arcs:  # the same unit once more needs a blank between: all arcs but its own
                machine.arcs[state] += [
                    arc for other, arcs in final_arcs.items() if other != unit for arc in arcs
                ]
                machine.arcs[state] += [arc for arc in to_any if arc[3] == before_initial]
            else:
                machine.arcs[state] += to_any
        anything = [(1, len(self._labels) + 2)]
        reach = [self._reach.get(state, anything) for state in range(len(machine.arcs))]
        return LexiconGraph(machine, reach, list(self._labels))

    def _children(self, node: int) -> dict[int, int]:
        """Unit to node."""
        edges = self._lexicon.edges
        first, last = np.searchsorted(edges, [node << _BITS, (node + 1) << _BITS])
        return {int(edges[k]) & (1 << _BITS) - 1: k + 1 for k in range(int(first), int(last))}

    def _branches(
        self, children: dict[int, int], hub: int, depth: int
    ) -> tuple[Intervals, dict[int, list[Arc]]]:
        """Arcs from a hub into the branches of a node; the labels beyond it, and the arcs by their unit."""
        labels: Intervals = []
        arcs: dict[int, list[Arc]] = {}
        for unit, node in children.items():
            arcs[unit] = list(self._words(unit, node, "E" if depth else "S"))
            labels += [(arc[1], arc[1] + 1) for arc in arcs[unit]]
            deeper = self._children(node)
            if deeper:
                which = phone(unit, "I" if depth else "B")
                state, beyond = self._inside(unit, which, deeper, depth)
                arcs[unit].append((leaves(which), 0, 0.0, state))
                labels += beyond
            self._machine.arcs[hub] += arcs[unit]
        return merged(labels), arcs

    def _words(self, unit: int, node: int, place: str) -> Iterator[Arc]:
        """The words whose reading is complete here: their label comes on the last unit's first frame."""
        lexicon = self._lexicon
        first = int(lexicon.ends_first[node])
        for word in lexicon.end_word[first : first + int(lexicon.ends_count[node])]:
            label = self._labels.setdefault(int(word), len(self._labels) + 1)
            if (unit, place) not in self._ends:
                self._ends[unit, place] = self._machine.state(0.0)
            yield leaves(phone(unit, place)), label, 0.0, self._ends[unit, place]

    def _inside(self, unit: int, which: int, deeper: dict[int, int], depth: int) -> tuple[int, Intervals]:
        """The state in which a unit within a word is being said, and the labels that can come."""
        machine = self._machine
        state, hub = machine.state(), machine.state()
        labels, arcs = self._branches(deeper, hub, depth + 1)
        blank = (leaves(BLANK_WITHIN), 0, 0.0, hub)
        machine.arcs[state].append((stays(which), 0, 0.0, state))
        machine.arcs[hub].append(blank)
        if unit in arcs:
            machine.arcs[state].append(blank)
            machine.arcs[state] += [arc for other, found in arcs.items() if other != unit for arc in found]
        else:
            machine.arcs[state].append((0, 0, 0.0, hub))
        self._reach[state] = self._reach[hub] = labels
        return state, labels


def language_graph(model: LanguageModel, words: list[int], scale: float) -> Transducer:
    """The back-off trigram as an acceptor of the labels of `words`; costs times scale.

    A history that no n-gram follows must have a back-off of 1, as estimators make it: it has no state here.
    """
    label = np.zeros(model.words, np.int64)
    label[words] = np.arange(1, len(words) + 1)
    first = (model.bigram_keys >> np.uint32(16)).astype(np.int64)
    second = (model.bigram_keys & np.uint32(0xFFFF)).astype(np.int64)
    pair = (model.trigram_keys >> np.uint64(16)).astype(np.int64)
    third = (model.trigram_keys & np.uint64(0xFFFF)).astype(np.int64)
    pair_costs, triple_costs = (
        scale / STEPS_PER_NAT * steps.astype(np.float64) for steps in (model.bigram, model.trigram)
    )

    machine = Transducer()
    anywhere = machine.state(-scale * float(model.unigram[END]))
    after_word = {int(word): machine.state() for word in np.unique(np.append(first, START))}
    after_pair = {int(number): machine.state() for number in np.unique(pair)}
    machine.start = after_word[START]
    place = {int(key): number for number, key in enumerate(model.bigram_keys)}

    def put(state: int, word: int, cost: float, target: int) -> None:
        if word == END:
            machine.finals[state] = cost
        elif label[word]:
            machine.arcs[state].append((int(label[word]), int(label[word]), cost, target))

    for word in words:
        put(anywhere, word, -scale * float(model.unigram[word]), after_word.get(word, anywhere))
    for word, state in after_word.items():
        machine.arcs[state].append((0, 0, -scale * float(model.unigram_backoff[word]), anywhere))
    for number, (history, word) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        target = after_pair.get(number, after_word.get(word, anywhere))
        put(after_word[history], word, float(pair_costs[number]), target)
    for number, state in after_pair.items():
        cost = -scale / STEPS_PER_NAT * float(model.bigram_backoff[number])
        machine.arcs[state].append((0, 0, cost, after_word.get(int(second[number]), anywhere)))
    for k, (number, word) in enumerate(zip(pair.tolist(), third.tolist(), strict=True)):
        last = int(second[number])
        following = place.get(last << 16 | word)
        target = after_word.get(word, anywhere)
        if following is not None:
            target = after_pair.get(following, target)
        put(after_pair[number], word, float(triple_costs[k]), target)
    return machine
