"""How stirred the customer sounds, against their own calm: the measures of the voice, weighed.

The agent's leg never comes here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from audio.blocks import HOP_S, Voicing
from models.ear.heard import Heard
from models.events import Reason, VoiceMeasured
from models.feeling.baseline import Calm
from models.feeling.measures import MEASURES, Stretch, enough
from models.feeling.timbre import TimbreTrack
from models.feeling.voice_model import WEIGHTS, VoiceModel
from models.feeling.voice_reasons import reasons
from models.speech.pace import HeardSyllable, RateFrom, SyllableRate

WINDOW_S = 3.0
"""The moment that is judged: so much speech."""
EVERY_S = 0.5
PAUSE_ENDS_S = 0.5
LONGEST_S = 12.0
"""A longer turn is judged by its last so many seconds of speech."""


@dataclass(frozen=True, slots=True)
class VoiceStress:
    """What the voice alone says: arousal, anger, sadness, 0..1 each, and the measures that pushed.

    of_utterance: of the whole turn that just ended, not of the last moments; seconds: so much speech was judged
    measured: the measures it was read from
    """

    t: float
    arousal: float
    anger: float
    sadness: float
    reasons: tuple[Reason, ...] = ()
    of_utterance: bool = False
    seconds: float = 0.0
    measured: VoiceMeasured | None = None


class VoiceReader:
    """Stage for the customer's leg: voicings (and the ear's syllables, where it runs) in.

    Out: VoiceMeasured and VoiceStress for every EVERY_S of speech, a VoiceStress of the whole at the end of a turn.
    """

    def __init__(self, model: Path = WEIGHTS) -> None:
        self._model = VoiceModel.load(model)
        self._calm = Calm(self._model.prior)
        self._turn: deque[Voicing] = deque(maxlen=round(LONGEST_S / HOP_S))
        self._rate = SyllableRate(LONGEST_S)
        self._timbre = TimbreTrack(LONGEST_S)
        self._quiet = 0
        self._spoken = 0
        self._learnt = 0

    def feed(self, item: Voicing | HeardSyllable | Heard) -> Iterator[VoiceMeasured | VoiceStress]:
        """A hop of the customer's leg, or what the ear heard in it. ValueError for a hop of the agent's leg."""
        if isinstance(item, Heard):
            self._timbre.feed(item)
            self._rate.heard_until(item.t_end)
            return
        if not isinstance(item, Voicing):
            self._rate.feed(item)
            return
        if item.leg != "customer":
            raise ValueError("only the customer's voice is read for feeling")
        self._rate.feed(item)
        if not item.speech:
            self._quiet += 1
            if self._quiet == round(PAUSE_ENDS_S / HOP_S):
                yield from self._end(item.t)
            return
        self._quiet = 0
        self._turn.append(item)
        self._spoken += 1
        if self._spoken % round(EVERY_S / HOP_S) == 0:
            yield from self._moment(item.t)

    def _moment(self, t: float) -> Iterator[VoiceMeasured | VoiceStress]:
        stress = self._judge(t, list(self._turn)[-round(WINDOW_S / HOP_S) :], of_utterance=False)
        if stress is not None and stress.measured is not None:
            yield stress.measured
            yield stress

    def _end(self, t: float) -> Iterator[VoiceStress]:
        stress = self._judge(t, list(self._turn), of_utterance=True)
        if stress is not None:
            yield stress
        self._turn.clear()
        self._rate = SyllableRate(LONGEST_S)
        self._spoken = self._learnt = 0

    def _judge(self, t: float, hops: list[Voicing], of_utterance: bool) -> VoiceStress | None:
        rate = self._rate.rate()
        if rate is None or not enough(hops):
            return None
        stretch = Stretch(hops, rate[0])
        self._calm.meet(stretch.values)
        timbre = self._timbre.over(hops)
        scores = self._model.judge(stretch.values - self._calm.values, self._calm.apart(timbre))
        why = reasons(scores, stretch.values, self._calm.values)
        measured = self._measured(t, stretch, rate[1])
        unlearnt = self._spoken - self._learnt
        if of_utterance or unlearnt >= round(WINDOW_S / HOP_S):
            self._calm.learn(stretch.values, stretch.level_db, timbre, unlearnt * HOP_S, scores.arousal)
            self._learnt = self._spoken
        seconds = len(hops) * HOP_S
        return VoiceStress(
            t, scores.arousal, scores.anger, scores.sadness, why, of_utterance, seconds, measured
        )

    def _measured(self, t: float, stretch: Stretch, rate_from: RateFrom) -> VoiceMeasured:
        measured = VoiceMeasured(
            t=t,
            leg="customer",
            rate_syl_s=stretch.rate_syl_s,
            rate_from=rate_from,
            level_db=stretch.level_db,
            f0_hz=stretch.f0_hz,
            f0_range_st=stretch.f0_range_st,
        )
        if not self._calm.known or self._calm.level_db is None:
            return measured
        against = dict(zip(MEASURES, (stretch.values - self._calm.values).tolist(), strict=True))
        calm_rate = float(self._calm.values[MEASURES.index("rate")])
        return msgspec.structs.replace(
            measured,
            f0_diff_st=against["pitch"],
            rate_ratio=stretch.rate_syl_s / calm_rate if calm_rate > 0 else None,
            level_diff_db=stretch.level_db - self._calm.level_db,
            tilt_diff_db=against["tilt"],
        )
