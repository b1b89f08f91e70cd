"""Voice and words together: what the customer feels, as one event.

The voice says how stirred someone is, hardly why; the words say why, and are often misheard. Both are taken as
witnesses and joined in log-odds, each with its weight (Genest & Zidek 1986, "Combining probability distributions",
logarithmic pooling); the weights are fitted on labelled calls (models/training/fusion/fit.py), so that the feelings
come out on the labels' scale: weak 0.62, clear 0.85, strong 0.95. Evidence fades: the voice within seconds of its
falling silent, words with their half-life, so that a call that has calmed down reads as calm.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from models.events import Feeling, Reason, Text, Utterance, UtteranceCorrected
from models.feeling.voice import VoiceStress
from models.feeling.words import WordsFeeling

PRIOR = {"anger": 0.1, "sadness": 0.05, "anxiety": 0.07, "confusion": 0.07, "pleasure": 0.1}
"""How common each feeling is in a customer's utterance."""
CALM_VOICE = {"anger": 0.06, "sadness": 0.1}
"""What the voice alone says of a calm caller, of the feelings it tells of."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Log-odds of a feeling where nothing speaks for or against it, and how much each witness counts."""

    none: float
    voice: float
    words: float


WEIGHING = {
    "anger": Weighing(-2.03, 1.0, 0.82),
    "sadness": Weighing(-2.94, 0.16, 1.0),
    "anxiety": Weighing(-2.59, 0.0, 1.0),
    "confusion": Weighing(-2.59, 0.0, 1.0),
    "pleasure": Weighing(-2.2, 0.0, 1.0),
}
"""As `python -m models.training.fusion.fit tests/data/calls` printed them."""
VOICE_HALF_LIFE_S = 4.0
WORDS_HALF_LIFE_S = 8.0
DOUBTED, TRUSTED = 0.4, 0.8
"""A recogniser's confidence below which its words say nothing, and from which they count in full."""
KEPT_UTTERANCES = 4
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class _Said:
    utterance: str
    t: float
    feeling: WordsFeeling
    trust: float

    def push(self, name: str, t: float) -> float:
        """How far, in log-odds, these words move a feeling away from its prior at t."""
        if not self.feeling.reasons and getattr(self.feeling, name) < PRIOR[name]:
            return 0.0
        return self.weight(t) * (_logit(getattr(self.feeling, name)) - _logit(PRIOR[name]))

    def weight(self, t: float) -> float:
        return self.trust * _fade(t - self.t, WORDS_HALF_LIFE_S)


class Fusion:
    """Stage: VoiceStress and read utterances in, Feeling out."""

    def __init__(self) -> None:
        self._voice: VoiceStress | None = None
        self._said: deque[_Said] = deque(maxlen=KEPT_UTTERANCES)

    def voice(self, stress: VoiceStress) -> Iterator[Feeling]:
        """A new measurement of the voice."""
        self._voice = stress
        yield self._feeling(stress.t)

    def words(self, said: Utterance | UtteranceCorrected, feeling: WordsFeeling) -> Iterator[Feeling]:
        """An utterance has been read; a correction of it takes the place of the first reading."""
        kept = [other for other in self._said if other.utterance != said.utterance]
        trust = min(1.0, max(0.0, (said.confidence - DOUBTED) / (TRUSTED - DOUBTED)))
        self._said = deque([*kept, _Said(said.utterance, said.t, feeling, trust)], maxlen=KEPT_UTTERANCES)
        yield self._feeling(said.t)

    def _feeling(self, t: float) -> Feeling:
        fade = _fade(t - self._voice.t, VOICE_HALF_LIFE_S) if self._voice else 0.0
        joined = {name: self._joined(name, t) for name in PRIOR}
        arousal = self._voice.arousal * fade if self._voice else 0.0
        stirred = max(joined["anger"], joined["anxiety"], joined["pleasure"])
        return Feeling(
            t=round(t, 3),
            arousal=round(max(arousal, 0.7 * stirred), 3),
            valence=self._valence(t, joined),
            source=self._source(fade),
            disagree=self._disagree(t, fade),
            reasons=self._reasons(t, fade),
            flags=self._flags(t),
            **joined,
        )

    def evidence(self, name: str, t: float) -> tuple[float, float]:
        """(voice, words): how far each speaks for a feeling at t, in log-odds against a calm caller, before weighing.

        Of the words count those that push most, and the calm of the last ones.
        """
        voice = 0.0
        if self._voice and name in CALM_VOICE:
            fade = _fade(t - self._voice.t, VOICE_HALF_LIFE_S)
            voice = fade * (_logit(getattr(self._voice, name)) - _logit(CALM_VOICE[name]))
        pushes = [said.push(name, t) for said in self._said] or [0.0]
        return voice, max(0.0, max(pushes)) + min(0.0, pushes[-1])

    def _joined(self, name: str, t: float) -> float:
        voice, words = self.evidence(name, t)
        weighing = WEIGHING[name]
        odds = weighing.none + weighing.voice * voice + weighing.words * words
        return round(1 / (1 + exp(-odds)), 3)

    def _valence(self, t: float, joined: dict[str, float]) -> float:
        said = max((said.weight(t) * said.feeling.valence for said in self._said), key=abs, default=0.0)
        felt = joined["pleasure"] - max(joined["anger"], joined["sadness"], joined["anxiety"])
        return round(max(-1.0, min(1.0, (said + felt) / 2)), 3)

    def _disagree(self, t: float, fade: float) -> bool:
        if self._voice is None or not self._said or fade < 0.5:
            return False
        last = self._said[-1]
        return self._voice.anger > 0.6 and last.weight(t) > 0.5 and last.feeling.pleasure > 0.6

    def _source(self, fade: float) -> Literal["voice", "words", "both"]:
        if not self._said:
            return "voice"
        return "both" if fade > 0.1 else "words"

    def _reasons(self, t: float, fade: float) -> tuple[Reason, ...]:
        found = list(self._voice.reasons) if self._voice and fade > 0.3 else []
        if self._said and self._said[-1].weight(t) > 0.3:
            found += [
                Reason(kind="words", weight=reason.weight, words=reason.words, text=_quoted(reason.words))
                for reason in self._said[-1].feeling.reasons
            ]
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight))[:MOST_REASONS])

    def _flags(self, t: float) -> tuple[str, ...]:
        fresh = (said for said in self._said if said.weight(t) > 0.3)
        return tuple(dict.fromkeys(flag.name for said in fresh for flag in said.feeling.flags))


def _quoted(words: str) -> Text:
    return Text(zh=f"说了“{words}”", en=f"said “{words}”")


def _fade(age_s: float, half_life_s: float) -> float:
    return float(0.5 ** (max(0.0, age_s) / half_life_s))


def _logit(p: float) -> float:
    p = min(0.99, max(0.01, p))
    return log(p / (1 - p))
