"""The same sentence as others would write it down: without its marks, with other ones, with a character misheard."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable

from pypinyin import lazy_pinyin

BARE, MARKED, MISHEARD = 0.35, 0.10, 0.15
"""Shares of sentences that lose their marks, that get one at the end, and whose characters are exchanged."""
MOST_MISHEARD = 2
_MARKS = re.compile('[，。！？、…,.!?~；;：:“”"]+')
_ENDS = ("。", "，", "。", "?", "!")
_CHINESE = re.compile("[\u4e00-\u9fff]")


class Variation:
    """Varies sentences, each time anew. Characters are misheard as others of these texts that sound the same."""

    def __init__(self, texts: Iterable[str], rng: random.Random) -> None:
        self._rng = rng
        self._alike: dict[str, list[str]] = defaultdict(list)
        for char in sorted({char for text in texts for char in text if _CHINESE.match(char)}):
            self._alike[lazy_pinyin(char)[0]].append(char)

    def of(self, text: str) -> str:
        """One variation; the text itself where nothing of it would be left."""
        kind = self._rng.random()
        varied = text
        if kind < BARE:
            varied = _MARKS.sub("", text)
        elif kind < BARE + MARKED and not _MARKS.search(text[-1:]):
            varied = text + self._rng.choice(_ENDS)
        if self._rng.random() < MISHEARD:
            varied = self._misheard(varied)
        return varied or text

    def _misheard(self, text: str) -> str:
        chars = list(text)
        places = [k for k, char in enumerate(chars) if _CHINESE.match(char)]
        for k in self._rng.sample(places, min(len(places), self._rng.randint(1, MOST_MISHEARD))):
            chars[k] = self._rng.choice(self._alike[lazy_pinyin(chars[k])[0]] or [chars[k]])
        return "".join(chars)
