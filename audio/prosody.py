"""The measures of one leg together: a Voicing every 10 ms, 40 ms behind the sound."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from audio.activity import ACTIVITY_S
from audio.blocks import HOP_S, Activity, Block, Leg, Voicing
from audio.pitch import PitchTracker
from audio.spectrum import BANDS, FLOOR_DB, Frames, flux_db, fullness_db, levels_db, tilt_db_oct


class Prosody:
    """Gives the Voicing of every hop; `t` is the middle of its 40 ms frame.

    A hop of digital silence has the level -90, no pitch, and a tilt and flux of 0.
    """

    def __init__(self, leg: Leg) -> None:
        self._leg: Leg = leg
        self._start: float | None = None
        self._frames = Frames()
        self._pitch = PitchTracker()
        self._before_db = np.full((1, 1 + BANDS), FLOOR_DB, np.float32)
        self._shapes: deque[tuple[float, float, float, float]] = deque()
        self._hop = 0
        self._activities: deque[Activity] = deque()

    def feed(self, block: Block, activities: Iterable[Activity] = ()) -> Iterator[Voicing]:
        """The voicings that this block completes; `activities`: what the ActivityDetector gave for the same block."""
        if self._start is None:
            self._start = block.t
        self._activities.extend(activities)
        for _, power in self._frames.feed(block):
            all_db = np.concatenate((self._before_db, levels_db(power)))
            self._before_db = all_db[-1:]
            bands_db = all_db[1:, 1:]
            levels = all_db[1:, 0].tolist()
            tilt, flux, fullness = tilt_db_oct(bands_db), flux_db(all_db[:, 1:]), fullness_db(bands_db)
            self._shapes.extend(zip(levels, tilt.tolist(), flux.tolist(), fullness.tolist(), strict=True))
            for f0_hz, voicing in self._pitch.feed(power, levels):
                yield self._voicing(f0_hz, voicing)

    def _voicing(self, f0_hz: float, voicing: float) -> Voicing:
        assert self._start is not None
        t = self._start + self._hop * HOP_S
        self._hop += 1
        return Voicing(self._leg, t, self._speech_at(t), f0_hz, voicing, *self._shapes.popleft())

    def _speech_at(self, t: float) -> bool:
        while self._activities and self._activities[0].t + ACTIVITY_S <= t:
            self._activities.popleft()
        return bool(self._activities) and self._activities[0].t <= t and self._activities[0].speech
