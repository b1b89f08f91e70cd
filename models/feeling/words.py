"""The feeling in a customer's words: valence, five feelings, and what a coach must know at once; with its words.

An utterance's text, as the recogniser gave it or as it stands in a chat, goes through the lexicon (what the words
say, whether they are denied, reported or over), a linear model over runs of characters and, in Chinese, an encoder of
the whole sentence; flags come from the lexicon and from acts. Start reading here; then `lexicon/plain.py`,
`lexicon/reading.py`, `lexicon/tokens.py`, `words_model.py`, `sentence_encoder.py`, `acts.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, tanh
from typing import Literal, TypeAlias

from models import manifest
from models.feeling import acts
from models.feeling.acts import ActReader
from models.feeling.lexicon.plain import Plain
from models.feeling.lexicon.reading import Hit, Lexicon
from models.feeling.lexicon.tokens import tokens
from models.feeling.sentence_encoder import SentenceEncoder
from models.feeling.words_model import DISSATISFIED, EMOTIONS, VALENCE, Push, WordsModel

Emotion: TypeAlias = Literal["anger", "anxiety", "sadness", "confusion", "pleasure"]

TRACE = 0.1
"""So much good or bad, 0..1, is hardly there."""
FLAG_FROM = 0.5
"""Weaker flags are not reported."""
PUSH_FROM = 0.25
"""A run of characters has to push this far, in log-odds, to be shown as a reason."""
MOST_REASONS = 5
WHOLE_SHARE = 0.2
"""What the sentence as a whole counts beside its runs and words, of one: the best on the challenge set's development
half; sentences of other authors are read as well with anything up to 0.5."""
FLAG_OF_ACT = {
    "threat": "threat", "insult": "abuse", "leaving": "churn", "urgent": "urgency", "asks_supervisor": "supervisor",
    "lost": "not_understanding", "in_need": "vulnerable",
}  # fmt: skip
"""Which flag an act raises, in words that the lexicon does not have. Thanks are in its words nearly always, and meant
oftener by the act than by the speaker."""
FLAG_FROM_ACT = 0.9
"""An act raises a flag from this probability: chosen on the development half of the challenge set."""


@dataclass(frozen=True, slots=True)
class Flag:
    """What a coach must know at once. strength: 0..1; words: as said, characters `start` to before `end`."""

    name: str
    strength: float
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class WordReason:
    """Words that gave a feeling. kind: the feeling; weight: how much they pushed towards it, 0..1."""

    kind: str
    words: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class WordsFeeling:
    """What an utterance's words say. valence: -1..1; the feelings: probabilities, 0..1.

    negative: how likely others are to call the speaker dissatisfied, 0..1
    """

    valence: float
    anger: float
    anxiety: float
    sadness: float
    confusion: float
    pleasure: float
    negative: float
    flags: tuple[Flag, ...] = ()
    reasons: tuple[WordReason, ...] = ()

    @property
    def emotion(self) -> Emotion | Literal["neutral"]:
        """The likeliest feeling, or neutral."""
        likely = self._likely()
        return max(likely, key=lambda name: likely[name])

    @property
    def confidence(self) -> float:
        """How likely the likeliest is."""
        return max(self._likely().values())

    def _likely(self) -> dict[Emotion | Literal["neutral"], float]:
        feelings: dict[Emotion | Literal["neutral"], float] = {n: getattr(self, n) for n in EMOTION_NAMES}
        return {**feelings, "neutral": max(0.0, 1 - sum(feelings.values()))}


EMOTION_NAMES: tuple[Emotion, ...] = ("anger", "anxiety", "sadness", "confusion", "pleasure")
SILENT = WordsFeeling(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class WordsReader:
    """Reads utterances of one language. Keeps nothing from one to the next."""

    def __init__(
        self,
        lexicon: Lexicon,
        model: WordsModel,
        encoder: SentenceEncoder | None = None,
        act_reader: ActReader | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._model = model
        self._encoder = encoder
        self._acts = act_reader

    @classmethod
    def load(cls, language: str) -> WordsReader:
        """The reader for "zh" or "en".

        Raises:
            ModelProblem: its weights are missing or broken
        """
        model = WordsModel.load(manifest.WEIGHTS / f"words-{language}")
        lexicon = Lexicon.load(language)
        if language != "zh":
            return cls(lexicon, model)
        return cls(lexicon, model, SentenceEncoder.load(), acts.shipped())

    def read(self, text: str) -> WordsFeeling:
        """What the text says; an empty text says nothing."""
        plain = self._lexicon.language.plain(text)
        if not plain.chars and not plain.marks:
            return SILENT
        hits = self._lexicon.find(plain.chars)
        found = tokens(plain, hits, self._lexicon)
        felt, pushes = self._model.felt(found)
        if self._encoder is not None:
            felt = _together(felt, self._encoder.read(text))
        content = self._model.content(found)
        feelings = {name: _sum(felt, EMOTIONS[name]) for name in EMOTION_NAMES}
        return WordsFeeling(
            valence=round(_valence(content), 4),
            negative=round(sum(p * DISSATISFIED[c] for c, p in content.items()), 3),
            **{name: round(p, 3) for name, p in feelings.items()},
            flags=tuple(self._flags(text, plain, hits)),
            reasons=tuple(_reasons(text, plain, pushes, feelings)),
        )

    def _flags(self, text: str, plain: Plain, hits: Sequence[Hit]) -> list[Flag]:
        """The strongest hit of each flag, the strongest flag first; an act where the lexicon found nothing."""
        flags = {flag.name: flag for flag in _named(text, plain, hits)}
        if self._acts is not None:
            said = {hit.name for hit in hits}
            for act in self._acts.find(text, FLAG_OF_ACT):
                name = FLAG_OF_ACT[act.name]
                if act.probability >= FLAG_FROM_ACT and name not in said:
                    words = text[act.start : act.end]
                    flags[name] = Flag(name, round(act.probability, 3), act.start, act.end, words)
        return sorted(flags.values(), key=lambda flag: -flag.strength)


def _together(parts: Mapping[str, float], whole: Mapping[str, float]) -> dict[str, float]:
    """Two opinions as one: their log-probabilities, weighed by WHOLE_SHARE."""
    logs = {
        name: (1 - WHOLE_SHARE) * log(max(part, 1e-4)) + WHOLE_SHARE * log(max(whole[name], 1e-4))
        for name, part in parts.items()
    }
    odds = {name: exp(value) for name, value in logs.items()}
    total = sum(odds.values())
    return {name: value / total for name, value in odds.items()}


def _valence(classes: dict[str, float]) -> float:
    """How what is felt leans: good against bad, over both and a little, so that a trace of one is no leaning.

    Squared, its sign kept: a question or a request, which leans a little, comes out mild.
    """
    good = sum(p * max(0.0, VALENCE[c]) for c, p in classes.items())
    bad = sum(p * max(0.0, -VALENCE[c]) for c, p in classes.items())
    leaning = (1 + 2 * TRACE) * (good - bad) / (good + bad + 2 * TRACE)
    return leaning * abs(leaning)


def _sum(classes: dict[str, float], members: Iterable[str]) -> float:
    return sum(classes.get(member, 0.0) for member in members)


def _named(text: str, plain: Plain, hits: Sequence[Hit]) -> Iterable[Flag]:
    """The strongest hit of each flag that the lexicon knows by name."""
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.scope == "meant" and hit.strength >= FLAG_FROM:
            best[hit.name] = max(best.get(hit.name, hit), hit, key=lambda one: one.strength)
    for hit in best.values():
        start, end = plain.span(hit.start, hit.end)
        yield Flag(hit.name, hit.strength, start, end, text[start:end])


def _reasons(
    text: str, plain: Plain, pushes: Sequence[Push], feelings: dict[Emotion, float]
) -> Iterable[WordReason]:
    """For each feeling that is there, the stretches of text that pushed towards it, joined where they touch."""
    reasons = []
    for name in EMOTION_NAMES:
        if feelings[name] < max(0.25, 0.5 * max(feelings.values())):
            continue
        ours = [push for push in pushes if push.emotion == name and push.token.end]
        ours.sort(key=lambda push: -push.weight)
        chosen = [push for push in ours if push.weight >= PUSH_FROM] or ours[:1]
        for begin, stop, weight in _joined(chosen):
            start, end = plain.span(begin, stop)
            reasons.append(WordReason(name, text[start:end], start, end, round(tanh(weight / 3), 3)))
    return sorted(reasons, key=lambda reason: -reason.weight)[:MOST_REASONS]


def _joined(pushes: Sequence[Push]) -> Iterable[tuple[int, int, float]]:
    """Stretches of characters, and the sum of what pushed there."""
    begin = stop = 0
    weight = 0.0
    for push in sorted(pushes, key=lambda push: (push.token.start, push.token.end)):
        if weight and push.token.start > stop:
            yield begin, stop, weight
            weight = 0.0
        if not weight:
            begin, stop = push.token.start, push.token.end
        stop = max(stop, push.token.end)
        weight += push.weight
    if weight:
        yield begin, stop, weight
