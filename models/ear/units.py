"""What the ear tells apart: the CTC blank, the 21 initials of Mandarin, and every final with each of five tones.

The table is fixed by this file, not by data: its order is part of every model made with it.
"""

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.ear.spoken import spoken_form

INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s".split()
FINALS = sorted(
    "a o e i u v ih iz ai ei ao ou an en ang eng er ia ie iao iou ian in iang ing iong "
    "ua uo uai uei uan uen uang ueng ong ve van vn".split()
)
BLANK = 0
UNITS = ["<blk>", *INITIALS, *(final + tone for final in FINALS for tone in "12345")]
UNIT_ID = {unit: i for i, unit in enumerate(UNITS)}

_RETROFLEX, _DENTAL = {"zh", "ch", "sh", "r"}, {"z", "c", "s"}
# Rare interjections and contractions are taken for the common syllable they sound like.
_NEAREST = {
    "m": "mu", "n": "en", "ng": "en", "hm": "hen", "hng": "heng", "lo": "luo", "yo": "you", "ê": "ei",
    "fiao": "fo", "eng": "weng", "dia": "die", "kei": "ke", "den": "deng", "tei": "te", "rua": "ruo",
    "nou": "nuo", "zhei": "zhe", "shei": "shui", "ei": "ai",
}  # fmt: skip
_WHOLE_SYLLABLES = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "yong": "iong", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan",
    "wen": "uen", "wang": "uang", "weng": "ueng", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip
_SPELT_SHORT = {"iu": "iou", "ui": "uei", "un": "uen", "ue": "ve"}
_AFTER_PALATAL = {"u": "v", "ue": "ve", "uan": "van", "un": "vn"}


class Syllable(NamedTuple):
    """A syllable as the ear writes it: initial ('' if none), final, tone 1 to 5 (5: neutral)."""

    initial: str
    final: str
    tone: int

    @property
    def pinyin(self) -> str:
        """The usual spelling without tone: ('zh', 'ong', 1) -> 'zhong', ('', 'v', 2) -> 'yu'."""
        return _spell(self.initial, self.final)


def toneless(unit: str) -> str:
    """'ong1' -> 'ong'; initials and the blank stay as they are."""
    return unit[:-1] if unit[-1].isdigit() else unit


def syllable_units(pinyin: str) -> list[str] | None:
    """Units of one syllable in pinyin with a tone digit ('zhong1' -> ['zh', 'ong1']); None if it is not Mandarin."""
    pinyin = pinyin.lower().replace("ü", "v")
    base, tone = (pinyin[:-1], pinyin[-1]) if pinyin[-1:].isdigit() else (pinyin, "5")
    if tone not in "12345":
        return None
    base = _NEAREST.get(base, base)
    initial = next((i for i in (base[:2], base[:1]) if i in INITIALS), "")
    final = base[len(initial) :]
    if not initial:
        final = _WHOLE_SYLLABLES.get(base, final)
    elif initial in {"j", "q", "x"}:
        final = _AFTER_PALATAL.get(final, _SPELT_SHORT.get(final, final))
    elif final == "i" and initial in _RETROFLEX:
        final = "ih"
    elif final == "i" and initial in _DENTAL:
        final = "iz"
    else:
        final = _SPELT_SHORT.get(final, final)
    if final not in FINALS:
        return None
    return [initial, final + tone] if initial else [final + tone]


def text_to_units(text: str) -> list[int] | None:
    """Unit ids of a Chinese text (digits are read as spoken); None if a part of it has no Mandarin reading."""
    from pypinyin import Style, pinyin  # 0.3 s to import: only who spells texts pays for it

    spoken = spoken_form(text)
    if spoken is None:
        return None
    ids: list[int] = []
    for chunk in spoken.split():
        for (reading,) in pinyin(chunk, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False):
            units = syllable_units(reading)
            if units is None:
                return None
            ids += (UNIT_ID[u] for u in units)
    return ids


def syllables(ids: Iterable[int]) -> list[Syllable]:
    """Unit ids to syllables: an initial joins the final after it; an initial without one is dropped."""
    found, initial = [], ""
    for i in ids:
        unit = UNITS[i]
        if unit in _INITIAL_SET:
            initial = unit
        elif i != BLANK:
            found.append(Syllable(initial, unit[:-1], int(unit[-1])))
            initial = ""
    return found


def collapse(best: Sequence[int]) -> list[int]:
    """The CTC rule: the best unit of each frame to the units heard (repeats once, blanks not at all)."""
    return [u for k, u in enumerate(best) if u != BLANK and (k == 0 or u != best[k - 1])]


_INITIAL_SET = frozenset(INITIALS)


@functools.cache
def _spell(initial: str, final: str) -> str:
    if final in {"ih", "iz"}:
        final = "i"
    if not initial:
        return next((whole for whole, f in _WHOLE_SYLLABLES.items() if f == final), final)
    if initial in {"j", "q", "x"}:
        final = final.replace("v", "u")
    short = {"iou": "iu", "uei": "ui", "uen": "un", "ve": "ue"}
    return initial + (final if initial in {"n", "l"} and final == "ve" else short.get(final, final))
