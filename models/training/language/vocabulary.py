"""Which words the second reading knows, how they are read, and how texts fall into them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import jieba
from pypinyin import Style, pinyin

from models.ear.spoken import spoken_form
from models.ear.units import UNIT_ID, syllable_units

Reading = tuple[int, ...]
"""Unit ids of one way to say a word."""

_LONGEST_WORD = 6
_RARE_IN_JIEBA = 3
_TEXT_OVER_JIEBA = 50  # one occurrence in our texts weighs like so many in jieba's
_READINGS = 3
_SENTENCE_END = re.compile(r"[。！？!?;；\n]+")


def sentences(lines: Iterable[str]) -> Iterator[str]:
    """Sentences as spoken, without blanks; those with Latin letters are left out."""
    for line in lines:
        for part in _SENTENCE_END.split(line):
            spoken = spoken_form(part) if part.strip() else None
            if spoken:
                yield spoken.replace(" ", "")


class Segmenter:
    """Sentences to words by jieba's dictionary, the words of a background model, and the words given here."""

    def __init__(self, own_words: Iterable[str], general: Mapping[str, float]) -> None:
        jieba.setLogLevel(60)
        jieba.initialize()
        total = jieba.dt.total
        for word, probability in general.items():
            jieba.add_word(word, max(jieba.dt.FREQ.get(word, 0), round(probability * total)))
        self.own_words = list(dict.fromkeys(own_words))
        for word in self.own_words:
            jieba.add_word(word)

    def cut(self, sentence: str) -> list[str]:
        return jieba.lcut(sentence, HMM=False)

    @property
    def frequencies(self) -> dict[str, int]:
        """The words and how often they are met in jieba's corpus; beginnings of words that are none have 0."""
        frequencies: dict[str, int] = jieba.dt.FREQ
        return frequencies


def choose(counts: Counter[str], segmenter: Segmenter, size: int) -> dict[str, list[Reading]]:
    """The `size` most useful words and their readings: own words, then common characters, then by frequency."""
    merit = {word: n * _TEXT_OVER_JIEBA for word, n in counts.items()}
    for word, n in segmenter.frequencies.items():
        if n > _RARE_IN_JIEBA and len(word) <= _LONGEST_WORD:
            merit[word] = merit.get(word, 0) + n
    ranked = [*segmenter.own_words, *_gb2312(), *sorted(merit, key=lambda word: (-merit[word], word))]
    chosen: dict[str, list[Reading]] = {}
    for word in dict.fromkeys(ranked):
        if len(chosen) == size:
            break
        found = readings(word)
        if found:
            chosen[word] = found
    return chosen


def readings(word: str) -> list[Reading]:
    """The ways to say a word: of a character its common ones, of a longer word the one its phrase dictionary gives."""
    heteronym = len(word) == 1
    spelt = pinyin(word, style=Style.TONE3, heteronym=heteronym, neutral_tone_with_five=True, v_to_u=False)
    ways = [[one] for one in spelt[0][:_READINGS]] if heteronym else [[one[0] for one in spelt]]
    found: list[Reading] = []
    for way in ways:
        units = [syllable_units(syllable) for syllable in way]
        if None not in units:
            reading = tuple(UNIT_ID[unit] for syllable in units for unit in syllable or ())
            if reading and reading not in found:
                found.append(reading)
    return found


def _gb2312() -> Iterator[str]:
    """The 6763 characters of GB 2312, the common ones first."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes([high, low]).decode("gb2312", "ignore")
