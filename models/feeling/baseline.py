"""A caller's own calm: what their voice measures when nothing stirs them.

Begins as what people in general measure (the prior, worth PRIOR_S of speech), so that a caller who is angry from
the first word still reads as angry. Moves towards this caller with every stretch of speech, the less the more
stirred it was, and forgets slowly, so that a call that goes over to another telephone or person is learnt anew.
"""

from __future__ import annotations

import numpy as np

from models.feeling.measures import MEASURES, Values

PRIOR_S = 2.0
MEMORY_S = 60.0
"""At most so much speech weighs against what comes new."""
KNOWN_S = 2.0
"""After so much calm speech it is this caller's calm, not people's in general."""

_PITCH = MEASURES.index("pitch")


class Calm:
    """values: this caller's calm, one for each of MEASURES; level_db, timbre: None until there was speech.

    prior: shape (2, measures): people with low voices and with high ones; the nearer pitch is taken.
    """

    def __init__(self, prior: Values) -> None:
        self._prior = prior
        self._weight_s = 0.0
        self._timbre_s = 0.0
        self.values: Values = prior.mean(axis=0)
        self.level_db: float | None = None
        self.timbre: Values | None = None

    @property
    def known(self) -> bool:
        """Whether it is this caller's own already."""
        return self._weight_s >= KNOWN_S

    def apart(self, timbre: Values | None) -> Values | None:
        """The timbre less that of the calm; None until that is known, for people in general have none."""
        if timbre is None or self.timbre is None or self._timbre_s < KNOWN_S:
            return None
        return timbre - self.timbre

    def meet(self, values: Values) -> None:
        """The first stretch of a caller: choose the prior that it can be compared with."""
        if self._weight_s == 0.0:
            nearest = np.abs(self._prior[:, _PITCH] - values[_PITCH]).argmin()
            self.values = self._prior[nearest].copy()

    def learn(
        self, values: Values, level_db: float, timbre: Values | None, seconds: float, arousal: float
    ) -> None:
        """Take in a stretch of so many seconds; an arousal above a half holds it back, more and more."""
        weight = seconds * min(1.0, 2.0 * (1.0 - arousal)) ** 2
        if weight <= 0.0:
            return
        self._weight_s = min(self._weight_s + weight, MEMORY_S)
        self.values = self.values + weight / (PRIOR_S + self._weight_s) * (values - self.values)
        before = level_db if self.level_db is None else self.level_db
        self.level_db = before + weight / self._weight_s * (level_db - before)
        if timbre is not None:
            self._timbre_s = min(self._timbre_s + weight, MEMORY_S)
            known = timbre if self.timbre is None else self.timbre
            self.timbre = known + weight / self._timbre_s * (timbre - known)
