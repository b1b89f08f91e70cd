"""Voice and words together: what the customer feels, as one event.

The voice says how stirred someone is, hardly why; the words say why, and are often misheard. Both are taken as
independent witnesses and joined in log-odds against how common the feeling is (Genest & Zidek 1986,
"Combining probability distributions", logarithmic pooling). Evidence fades: the voice within seconds of its
falling silent, words with their half-life, so that a call that has calmed down reads as calm.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from models.events import Feeling, Reason, Text
from models.feeling.voice import VoiceStress
from models.feeling.words import WordsFeeling

PRIOR = {"anger": 0.1, "sadness": 0.05, "anxiety": 0.07, "confusion": 0.07, "pleasure": 0.1}
"""How common each feeling is in a customer's utterance."""
VOICE_WEIGHT = 0.8
WORDS_WEIGHT = 1.0
VOICE_HALF_LIFE_S = 4.0
WORDS_HALF_LIFE_S = 8.0
KEPT_UTTERANCES = 4
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class _Said:
    utterance: str
    t: float
    feeling: WordsFeeling


class Fusion:
    """Stage: VoiceStress and read utterances in, Feeling out."""

    def __init__(self) -> None:
        self._voice: VoiceStress | None = None
        self._said: deque[_Said] = deque(maxlen=KEPT_UTTERANCES)

    def voice(self, stress: VoiceStress) -> Iterator[Feeling]:
        """A new measurement of the voice."""
        self._voice = stress
        yield self._feeling(stress.t)

    def words(self, utterance: str, t: float, feeling: WordsFeeling) -> Iterator[Feeling]:
        """An utterance has been read at t; a correction of it takes the place of the first reading."""
        kept = [said for said in self._said if said.utterance != utterance]
        self._said = deque([*kept, _Said(utterance, t, feeling)], maxlen=KEPT_UTTERANCES)
        yield self._feeling(t)

    def _feeling(self, t: float) -> Feeling:
        voice = self._voice
        fade = 0.5 ** (max(0.0, t - voice.t) / VOICE_HALF_LIFE_S) if voice else 0.0
        words = self._words_now(t)
        joined: dict[str, float] = {}
        for name, prior in PRIOR.items():
            odds = _logit(prior)
            if voice and name in ("anger", "sadness"):
                odds += VOICE_WEIGHT * fade * (_logit(getattr(voice, name)) - _logit(prior))
            odds += WORDS_WEIGHT * (_logit(words[name]) - _logit(prior))
            joined[name] = round(1 / (1 + exp(-odds)), 3)
        negative = max(joined["anger"], joined["sadness"], joined["anxiety"])
        valence = words["valence"]
        if valence > -negative and negative > joined["pleasure"]:
            valence = (valence - negative) / 2
        arousal = voice.arousal * fade if voice else 0.0
        loudest_word = max(words["anger"], words["anxiety"], words["pleasure"])
        return Feeling(
            t=t,
            arousal=round(max(arousal, 0.7 * loudest_word), 3),
            valence=round(max(-1.0, min(1.0, valence)), 3),
            source=self._source(fade),
            disagree=bool(voice and fade > 0.5 and voice.anger > 0.6 and words["pleasure"] > 0.6),
            reasons=self._reasons(t, fade),
            flags=self._flags(t),
            **joined,
        )

    def _words_now(self, t: float) -> dict[str, float]:
        """The strongest reading of each feeling among the last utterances, faded towards the prior."""
        now = {**PRIOR, "valence": 0.0}
        for said in self._said:
            fade = 0.5 ** (max(0.0, t - said.t) / WORDS_HALF_LIFE_S)
            for name, prior in PRIOR.items():
                now[name] = max(now[name], prior + fade * (getattr(said.feeling, name) - prior))
            valence = fade * said.feeling.valence
            if abs(valence) > abs(now["valence"]):
                now["valence"] = valence
        return now

    def _source(self, fade: float) -> Literal["voice", "words", "both"]:
        if not self._said:
            return "voice"
        return "both" if fade > 0.1 else "words"

    def _reasons(self, t: float, fade: float) -> tuple[Reason, ...]:
        found = list(self._voice.reasons) if self._voice and fade > 0.3 else []
        if self._said and t - self._said[-1].t < WORDS_HALF_LIFE_S:
            found += [
                Reason(kind="words", weight=reason.weight, words=reason.words, text=_said(reason.words))
                for reason in self._said[-1].feeling.reasons
            ]
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight))[:MOST_REASONS])

    def _flags(self, t: float) -> tuple[str, ...]:
        fresh = (said for said in self._said if t - said.t < WORDS_HALF_LIFE_S)
        return tuple(dict.fromkeys(flag.name for said in fresh for flag in said.feeling.flags))


def _said(words: str) -> Text:
    return Text(zh=f"说了“{words}”", en=f"said “{words}”")


def _logit(p: float) -> float:
    p = min(0.99, max(0.01, p))
    return log(p / (1 - p))
