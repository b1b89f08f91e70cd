"""Log-posteriors to words: a beam over CTC paths through the lexicon, weighed by the language model.

Frame-synchronous token passing (Young, Russell and Thornton 1989) with the best path of each hypothesis, unigram
look-ahead in the tree, and frames that are surely blank passed over (Chen et al. 2016, "Phone synchronous decoding").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from models.ear.units import BLANK
from models.speech.language_model import END, LanguageModel
from models.speech.lexicon import ROOT, Ids, Lexicon

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How sound and language are weighed, and how much is searched. Scores are in nats.

    language: of the language model's log-probabilities; word: bonus of each word
    blank: taken off every blank's log-posterior, since the ear would rather leave out a unit than make one up
    beam: hypotheses this much below the best are dropped; width: at most so many are kept
    least_unit: units below this log-posterior are not tried in a frame; sure_blank: frames above it are passed over
    """

    language: float = 0.75
    word: float = 0.0
    blank: float = 2.0
    beam: float = 14.0
    width: int = 300
    least_unit: float = -9.0
    sure_blank: float = -0.005


@dataclass(frozen=True, slots=True)
class Found:
    """The best path: word ids, the tree node at which each ended, its log-probability after those before it."""

    words: list[int]
    nodes: list[int]
    likelihoods: list[float]
    score: float


@dataclass(frozen=True, slots=True)
class _Hypotheses:
    """Parallel arrays [n].

    node: place in the tree; state: of the language model; last: unit of this frame (BLANK after a blank)
    record: the last word's number in the trail, -1 before the first
    """

    node: Ids
    state: Ids
    last: Ids
    score: Scores
    record: Ids

    def take(self, which: NDArray[np.generic]) -> _Hypotheses:
        return _Hypotheses(*(getattr(self, field.name)[which] for field in fields(self)))

    @staticmethod
    def joined(parts: Sequence[_Hypotheses]) -> _Hypotheses:
        return _Hypotheses(
            *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(_Hypotheses))
        )

    def best(self, beam: float, width: int) -> _Hypotheses:
        """Of those that can go on in the same ways the best, not far below the best of all, at most `width`."""
        kept = np.flatnonzero(self.score > self.score.max() - beam)
        if len(kept) > width:
            kept = kept[np.argpartition(-self.score[kept], width)[:width]]
        key = self.state[kept] << 28 | self.node[kept] << 8 | self.last[kept]
        order = np.lexsort((-self.score[kept], key))
        first = np.ones(len(order), bool)
        first[1:] = np.diff(key[order]) != 0
        return self.take(kept[order[first]])


class BeamSearch:
    """A search through a lexicon with a language model; nothing is kept from one sound to the next."""

    def __init__(self, lexicon: Lexicon, model: LanguageModel, weights: Weights) -> None:
        self._lexicon = lexicon
        self._model = model
        self._weights = weights
        self._language = np.float32(weights.language)
        self._ahead = self._language * lexicon.best_below(model.unigram)

    def best(self, log_posteriors: NDArray[np.float32], after: Sequence[int] = ()) -> Found:
        """The words in [frames, units]; none where all is blank. after: word ids that were said just before."""
        one = np.zeros(1, np.int64)
        start = self._state_after(after)
        alive = _Hypotheses(one, start, one + BLANK, self._ahead[one + ROOT], one - 1)
        trail = _Trail()
        sure_blank = log_posteriors[:, BLANK] > self._weights.sure_blank
        frames = log_posteriors.copy()
        frames[:, BLANK] -= self._weights.blank
        for frame, passed_over in zip(frames, sure_blank, strict=True):
            if passed_over:
                alive = replace(alive, score=alive.score + frame[BLANK], last=np.zeros_like(alive.last))
            else:
                alive = self._step(alive, frame, trail)
        return self._finish(alive, trail, start)

    def _step(self, alive: _Hypotheses, frame: Scores, trail: _Trail) -> _Hypotheses:
        floor = alive.score.max() + frame.max() - self._weights.beam
        blank = replace(alive, last=np.zeros_like(alive.last), score=alive.score + frame[BLANK])
        held = alive.take(alive.last != BLANK)
        repeated = replace(held, score=held.score + frame[held.last])
        grown = self._grow(alive, frame, floor)
        within = grown.take(~self._lexicon.leaf[grown.node])
        ended = self._end_words(grown, floor, trail)
        joined = _Hypotheses.joined([blank, repeated, within, ended])
        return joined.best(self._weights.beam, self._weights.width)

    def _grow(self, alive: _Hypotheses, frame: Scores, floor: float) -> _Hypotheses:
        """Each hypothesis one unit on, wherever the tree has a branch and the frame allows it."""
        units = np.flatnonzero(frame > self._weights.least_unit)
        units = units[units != BLANK]
        reach = alive.score[:, None] + frame[units]
        parent, which = np.nonzero((reach > floor) & (alive.last[:, None] != units))
        child = self._lexicon.children(alive.node[parent], units[which])
        score = reach[parent, which] + self._ahead[child] - self._ahead[alive.node[parent]]
        good = np.flatnonzero((child != ROOT) & (score > floor))
        parent = parent[good]
        return _Hypotheses(
            child[good], alive.state[parent], units[which[good]], score[good], alive.record[parent]
        )

    def _end_words(self, grown: _Hypotheses, floor: float, trail: _Trail) -> _Hypotheses:
        """Back at the root: one hypothesis for each word that a grown one may be."""
        lexicon = self._lexicon
        count = lexicon.ends_count[grown.node]
        whole = np.repeat(np.arange(len(count)), count)
        nth = np.arange(len(whole)) - np.repeat(np.cumsum(count) - count, count)
        node = grown.node[whole]
        word = lexicon.end_word[lexicon.ends_first[node] + nth]
        log_probability, state = self._model.score(grown.state[whole], word)
        score = (
            grown.score[whole]
            + self._language * log_probability
            + np.float32(self._weights.word)
            + (self._ahead[ROOT] - self._ahead[node])
        )
        good = np.flatnonzero(score > floor)
        whole = whole[good]
        record = trail.add(grown.record[whole], word[good], node[good])
        return _Hypotheses(np.zeros_like(whole), state[good], grown.last[whole], score[good], record)

    def _finish(self, alive: _Hypotheses, trail: _Trail, start: Ids) -> Found:
        whole = alive.take(alive.node == ROOT)
        if not len(whole.score):  # the sound stops within a word: what was whole before it counts
            whole = alive
        end, _ = self._model.score(whole.state, np.full(len(whole.state), END))
        total = whole.score - self._ahead[whole.node] + self._language * end
        best = int(total.argmax())
        words, nodes = trail.back(int(whole.record[best]))
        return Found(words, nodes, self._likelihoods(words, start), float(total[best]))

    def _state_after(self, words: Sequence[int]) -> Ids:
        state = np.full(1, self._model.start)
        for word in words:
            _, state = self._model.score(state, np.full(1, word))
        return state

    def _likelihoods(self, words: Sequence[int], state: Ids) -> list[float]:
        found = []
        for word in words:
            log_probability, state = self._model.score(state, np.full(1, word))
            found.append(float(log_probability[0]))
        return found


class _Trail:
    """Which word came after which: records that point back to the one before."""

    def __init__(self) -> None:
        self._records: list[tuple[Ids, Ids, Ids]] = []
        self._count = 0

    def add(self, before: Ids, word: Ids, node: Ids) -> Ids:
        """New records; their numbers."""
        self._records.append((before, word, node))
        first, self._count = self._count, self._count + len(word)
        return np.arange(first, self._count)

    def back(self, record: int) -> tuple[list[int], list[int]]:
        """Words and nodes from the beginning up to a record."""
        if record < 0:
            return [], []
        before, word, node = (np.concatenate(column) for column in zip(*self._records, strict=True))
        words, nodes = [], []
        while record >= 0:
            words.append(int(word[record]))
            nodes.append(int(node[record]))
            record = int(before[record])
        return words[::-1], nodes[::-1]
