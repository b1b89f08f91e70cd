"""Units and syllables out of log-posteriors, without a lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from models.ear.heard import Heard
from models.ear.units import BLANK, INITIALS, UNITS, syllables, toneless

SOUNDS = list(dict.fromkeys(toneless(unit) for unit in UNITS))
"""The units with tones taken away: blank, initials, finals."""

SOUND_OF = np.array([SOUNDS.index(toneless(unit)) for unit in UNITS])
"""Number in SOUNDS of each unit."""

_GROUPS = np.flatnonzero(np.r_[True, np.diff(SOUND_OF) != 0])  # tones of a final lie side by side
_INITIALS = frozenset(SOUNDS.index(initial) for initial in INITIALS)


@dataclass(frozen=True, slots=True)
class Spike:
    """One unit as heard: frames [first, last] in which it is the best, its mean posterior at the peak (0..1)."""

    unit: int
    first: int
    last: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable with its place in the stream (the span of its spikes); confidence 0..1, the less sure of its units."""

    t: float
    t_end: float
    pinyin: str
    tone: int
    confidence: float


def sound_posteriors(log_posteriors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Posteriors [frames, sounds], tones summed."""
    return np.add.reduceat(np.exp(log_posteriors), _GROUPS, axis=1)


def spikes(log_posteriors: NDArray[np.float32]) -> list[Spike]:
    """The best path by sound, so that a final whose tone is in doubt counts once; its tone is that of the sum."""
    if not len(log_posteriors):
        return []
    posteriors = np.exp(log_posteriors)
    sounds = np.add.reduceat(posteriors, _GROUPS, axis=1)
    found, first = [], 0
    for sound, frames in groupby(sounds.argmax(1).tolist()):
        last = first + len(list(frames)) - 1
        if sound != BLANK:
            members = slice(_GROUPS[sound], _GROUPS[sound + 1] if sound + 1 < len(_GROUPS) else None)
            unit = int(_GROUPS[sound] + posteriors[first : last + 1, members].sum(0).argmax())
            found.append(Spike(unit, first, last, float(sounds[first : last + 1, sound].max())))
        first = last + 1
    return found


def read_syllables(heard: Heard) -> list[Syllable]:
    """The syllables of a stretch, in order. An initial whose final is not heard is left out."""
    found: list[Syllable] = []
    initial: Spike | None = None
    for spike in spikes(heard.log_posteriors):
        if SOUND_OF[spike.unit] in _INITIALS:
            initial = spike
            continue
        begun = initial or spike
        (syllable,) = syllables([initial.unit, spike.unit] if initial else [spike.unit])
        found.append(
            Syllable(
                heard.time(begun.first),
                heard.time(spike.last + 1),
                syllable.pinyin,
                syllable.tone,
                min(begun.confidence, spike.confidence),
            )
        )
        initial = None
    return found
