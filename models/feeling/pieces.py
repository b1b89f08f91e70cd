"""A sentence cut into the pieces that the sentence encoder knows: whole words where it knows them, else characters.

The unigram language model of SentencePiece (Kudo 2018): of all ways to cut a sentence, the one whose pieces are
likeliest together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIRST, PADDING, LAST, UNKNOWN = range(4)
"""What a sentence begins with, is filled up with and ends with, and what stands for a character never seen."""
SPECIAL = 4
LONGEST = 6
"""Characters of the longest piece."""
UNKNOWN_SCORE = -20.0
MOST_CHARS = 120
"""Of a longer text the end is read: what was said last is how the speaker feels now."""

_BLANKS = re.compile(r"\s+")
_MARKS = str.maketrans("，？！：；（）", ",?!:;()")


class Pieces:
    """The pieces in the order of their numbers, each with its log-probability."""

    def __init__(self, scores: Mapping[str, float]) -> None:
        self._score = dict(scores)
        self._number = {piece: SPECIAL + k for k, piece in enumerate(scores)}

    @classmethod
    def parse(cls, lines: Iterable[str]) -> Pieces:
        """From lines of `piece TAB log-probability`. Raises ValueError where a line is none."""
        scores: dict[str, float] = {}
        for line in lines:
            piece, score = line.split("\t")
            scores[piece] = float(score)
        return cls(scores)

    def __len__(self) -> int:
        """How many numbers there are, the special ones counted."""
        return SPECIAL + len(self._number)

    def numbers(self, text: str) -> list[int]:
        """The numbers of the text's pieces between FIRST and LAST; blanks do not count, nor does upper case."""
        cut = self.cut(_BLANKS.sub("", text.lower()).translate(_MARKS)[-MOST_CHARS:])
        return [FIRST, *(self._number.get(piece, UNKNOWN) for piece in cut), LAST]

    def cut(self, text: str) -> list[str]:
        """The likeliest pieces, one after the other."""
        best, back = [0.0], [0]
        for end in range(1, len(text) + 1):
            score, begin = best[end - 1] + self._score.get(text[end - 1], UNKNOWN_SCORE), end - 1
            for start in range(max(0, end - LONGEST), end - 1):
                known = self._score.get(text[start:end])
                if known is not None and best[start] + known > score:
                    score, begin = best[start] + known, start
            best.append(score)
            back.append(begin)
        pieces, at = [], len(text)
        while at:
            pieces.append(text[back[at] : at])
            at = back[at]
        return pieces[::-1]
