"""Key phrases by sound: how well does a stretch of posteriors carry a given phrase, against anything else?

A phrase is a string of units. Its score is that of the best CTC path through it, less that of the best path without
any phrase, divided by its units: 0 when the phrase is just what is heard, -1 when each unit is e times less likely.
(Keyword spotting with a filler model: Rohlicek et al. 1989; on CTC posteriors: Zhuang et al. 2016.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ear.heard import FRAME_S, Heard
from models.ear.reading import SOUND_OF, sound_posteriors
from models.ear.units import BLANK, INITIALS, UNITS, syllables, text_to_units

TONE_WEIGHT = 0.4
_NATS_A_UNIT, _UNITS_TO_BE_SURE, _LEAST = 2.9, 3.15, 0.1
_FLOOR = 1e-5
_NEVER = -1e9
_WORST_SYLLABLE = -9.0  # lower than this, one syllable is another one, however well the rest fits
_SCORE, _BEGUN, _WORST = 0, 2, 3
_LONGEST_UNIT_S, _SPARE_S = 0.45, 0.6


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase that was heard from t to t_end; score: log-likelihood ratio a unit (at most 0)."""

    phrase: str
    t: float
    t_end: float
    score: float


def lowest_score(units: int) -> float:
    """The score that a phrase of so many units must have.

    A short phrase comes about by chance in much that is said and must be heard well; in a long one half the units may
    be in doubt. The line was fitted to words of the corpus's `dev` speakers over a telephone: about one false hit of
    the shortest phrases in two hours of speech each, of longer ones in three or more (training/ear/README.md).
    """
    return -max(_NATS_A_UNIT * (1 - _UNITS_TO_BE_SURE / units), _LEAST)


def spell(phrases: Sequence[str]) -> dict[str, list[int]]:
    """Phrases with their units.

    Left out are those with no Mandarin reading (Latin letters), and single syllables, which sound like too much else.
    """
    spelt = {phrase: text_to_units(phrase) for phrase in phrases}
    return {phrase: units for phrase, units in spelt.items() if units and len(syllables(units)) > 1}


class PhraseSpotter:
    """All phrases at once over one leg's settled frames."""

    def __init__(
        self, phrases: Mapping[str, Sequence[int]], lowest: Callable[[int], float] = lowest_score
    ) -> None:
        self._names = list(phrases)
        self._lowest = np.array([lowest(len(units)) for units in phrases.values()])
        states, joins, begins, self._last = [], [], [], np.zeros(len(phrases), np.intp)
        for k, units in enumerate(phrases.values()):
            for i, unit in enumerate(units):
                if i:
                    states.append(BLANK)
                    joins.append(False)
                    begins.append(False)
                states.append(unit)
                joins.append(bool(i) and SOUND_OF[unit] != SOUND_OF[units[i - 1]])
                begins.append(bool(i) and _begins_syllable(units, i))
            self._last[k] = len(states) - 1
        self._states = np.array(states, np.intp)
        self._joins = np.array(joins, bool)  # may be reached from two states before: no blank needed between
        self._begins = np.array(begins, bool)  # the first unit of a syllable behind the first
        self._first = np.r_[0, self._last[:-1] + 1].astype(np.intp)
        self._units = np.array([len(units) for units in phrases.values()], np.float32)
        self._longest = self._units * _LONGEST_UNIT_S + _SPARE_S
        self._reported = np.full(len(phrases), -np.inf)  # end of the last hit of each phrase
        self._paths = self._nothing()
        self._expected: float | None = None

    def feed(self, heard: Heard) -> list[PhraseHit]:
        """Hits that are complete within these settled frames; frames follow those fed before."""
        if self._expected is not None and abs(heard.t0 - self._expected) > FRAME_S:
            self._paths = self._nothing()
        self._expected = heard.t_end
        return self._walk(heard)

    def look_ahead(self, heard: Heard) -> list[PhraseHit]:
        """Hits within frames that will be fed again when they are settled; no hit comes twice."""
        kept = self._paths
        hits = self._walk(heard)
        self._paths = kept
        return hits

    def _nothing(self) -> NDArray[np.float64]:
        """Paths before anything was heard: of every state its score, its start in time, the score at which its
        syllable began, and the worst score of a syllable before that one."""
        paths = np.zeros((4, len(self._states)))
        paths[_SCORE] = _NEVER
        return paths

    def _walk(self, heard: Heard) -> list[PhraseHit]:
        if not self._names or not len(heard):
            return []
        hits = []
        for k, ratio in enumerate(self._ratios(heard.log_posteriors)):
            self._advance(ratio, heard.time(k))
            total, t, begun, worst = self._paths[:, self._last]
            score, t_end = total / self._units, heard.time(k + 1)
            found = (score > self._lowest) & self._all_heard(total, begun, worst)
            found &= (t >= self._reported - FRAME_S) & (t_end - t < self._longest)
            for p in np.flatnonzero(found):
                self._reported[p] = t_end
                hits.append(PhraseHit(self._names[p], float(t[p]), t_end, float(score[p])))
        return hits

    def _all_heard(
        self, total: NDArray[np.float64], begun: NDArray[np.float64], worst: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Whether no syllable of a path is likelier another one."""
        return np.asarray(np.minimum(worst, total - begun) > _WORST_SYLLABLE)

    def _ratios(self, log_posteriors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log ratio of every state's unit to the best sound of the frame [frames, states], tone counted in part."""
        sounds = sound_posteriors(log_posteriors)
        mixed = TONE_WEIGHT * np.exp(log_posteriors) + (1 - TONE_WEIGHT) * sounds[:, SOUND_OF]
        ratio = np.log(mixed + _FLOOR) - np.log(sounds.max(1, keepdims=True) + _FLOOR)
        return np.asarray(ratio[:, self._states])

    def _advance(self, ratio: NDArray[np.float32], t: float) -> None:
        """One frame of the best path: stay, come from the state before, or skip a blank."""
        paths = self._paths
        step, skip = np.roll(paths, 1, axis=1), np.roll(paths, 2, axis=1)
        step[:, self._first] = np.array([0.0, t, 0.0, 0.0])[:, None]  # a phrase may begin anywhere
        moved = np.where(self._joins & (skip[_SCORE] > step[_SCORE]), skip, step)
        ended = np.minimum(moved[_WORST], moved[_SCORE] - moved[_BEGUN])
        moved[_WORST] = np.where(self._begins, ended, moved[_WORST])
        moved[_BEGUN] = np.where(self._begins, moved[_SCORE], moved[_BEGUN])
        self._paths = np.where(moved[_SCORE] > paths[_SCORE], moved, paths)
        self._paths[_SCORE] += ratio


def _begins_syllable(units: Sequence[int], i: int) -> bool:
    """An initial begins a syllable, and so does a final that has none before it."""
    return UNITS[units[i]] in INITIALS or UNITS[units[i - 1]] not in INITIALS
