"""Numbers as they are said and as they are written: 一二三一五 and 12315, 一千二百块 and 1200块.

Careful on purpose: what may be a turn of phrase stays as it is (一个, 一下, 第一, 十分抱歉, 七八十, 有三点).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.ear.spoken import spoken_digits, spoken_integer

_VALUE = {c: k for k, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "幺": 1, "两": 2}
_STEP = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8}
_RUN = re.compile("[零〇一幺二两三四五六七八九十百千万亿点]+")
_SINGLE_DIGITS = re.compile("[零〇一幺二三四五六七八九]+")

_MEASURE = re.compile(
    "[个块元毛角天日号月年周度吨方斤克米里平兆件箱瓶盒袋岁人期次遍楼栋幢层弄寸集页条张台位名家倍折节课多左万亿GM]"
    "|公斤|公里|分钟|秒|小时|以[上下内]|之内"
)
_COUNTS_ITS_OWN = re.compile("[个次天年月周件位人份期条张]|小时|分钟")
_PART_OF_DAY = re.compile("(上午|下午|早上|晚上|中午|凌晨|夜里|傍晚|[今明昨][早晚]|点[半钟整]?[到至])$")
_ROUND_THE_CLOCK = re.compile("半|钟|整|刻|分(?!之)|[到至](?:[一二两三四五六七八九十]+)点")
_A_LITTLE = re.compile("[快慢早晚多少好大小高低近远有这那轻重差宜]$")
_MONTH_BEFORE = re.compile("[一二三四五六七八九十]月$")
_DAY_BEHIND = re.compile("月[一二三四五六七八九十]+[号日]")
_CHANGE_BEFORE = re.compile("[十百千万亿][一二三四五六七八九]?块(?:[一二三四五六七八九]毛)?$")
_IDIOMS = {"七七八八", "三三五五", "三三四四"}

_WRITTEN = re.compile(r"\d+(?:\.\d+)?%?")
_LONGEST_COUNT = 4  # a longer string of digits with nothing to count behind it is read digit by digit


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text as said: text[start:end], and how it is written."""

    start: int
    end: int
    written: str


def find(text: str) -> Iterator[Number]:
    """The numbers said in a text, in order; digit strings (telephones, orders, years) as well as counts and times."""
    for match in _RUN.finditer(text):
        before, said, after = text[: match.start()], match[0], text[match.end() :]
        read = _percent(before, said) if before.endswith("百分之") else _number(before, said, after)
        if read is not None:
            written, length = read
            start = match.start() - (len("百分之") if written.endswith("%") else 0)
            yield Number(start, match.start() + length, written)


def shown(text: str) -> str:
    """A text as written, for an event: empty where that is what was said."""
    written = display(text)
    return written if written != text else ""


def display(text: str) -> str:
    """A text as said to a text as written."""
    parts, place = [], 0
    for number in find(text):
        parts += [text[place : number.start], number.written]
        place = number.end
    return "".join([*parts, text[place:]])


def spoken(text: str) -> str:
    """A text as written to a text as said: counts as numbers, long digit strings and years digit by digit."""
    return _WRITTEN.sub(lambda match: _say(match[0], text[match.end() :]), text)


def _say(written: str, after: str) -> str:
    if written.endswith("%"):
        return "百分之" + _say(written[:-1], "个")
    whole, _, fraction = written.partition(".")
    if fraction:
        return _say(whole, "个") + "点" + spoken_digits(fraction)
    year = len(whole) == 4 and after.startswith("年")
    leading_zero = len(whole) > 1 and whole[0] == "0"
    if year or leading_zero or (len(whole) >= _LONGEST_COUNT and not _MEASURE.match(after)):
        return spoken_digits(whole)
    return spoken_integer(int(whole))


def _number(before: str, said: str, after: str) -> tuple[str, int] | None:
    """How a run of number characters is written, and how much of it that takes; None: it stays."""
    if "点" in said:
        return _clock_or_decimal(before, said, after)
    if _SINGLE_DIGITS.fullmatch(said):
        if (len(said) > 3 and said not in _IDIOMS) or (len(said) == 3 and re.search("[幺零〇]", said)):
            return _digits(said), len(said)
        dated = _DAY_BEHIND.match(after) or (_MONTH_BEFORE.search(before) and after[:1] in ("号", "日"))
        return (_digits(said), 1) if len(said) == 1 and (dated or _CHANGE_BEFORE.search(before)) else None
    if before.endswith(("几", "数", "好")):
        return None
    if len(said) == 1:
        return ("10", 1) if said == "十" and _MEASURE.match(after) else None
    length = len(said)
    if said[-1] in _VALUE and said[-2] in "百千万亿" and _COUNTS_ITS_OWN.match(after):
        length -= 1  # 三百一个月 is 300 for one month
        after = said[-1] + after
    value = _value(said[:length])
    if value is None or (length < 3 and not _MEASURE.match(after)):
        return None
    return _in_figures(value), length


def _clock_or_decimal(before: str, said: str, after: str) -> tuple[str, int] | None:
    whole, _, rest = said.partition("点")
    hour = _value(whole) if whole else None
    if hour is None or "点" in rest or (whole == "一" and _A_LITTLE.search(before)):
        return None
    minute = _value(rest.removeprefix("零")) if rest else 0
    quarter = rest in ("一", "三") and after.startswith("刻")
    said_as_time = _PART_OF_DAY.search(before) or _ROUND_THE_CLOCK.match(after)
    if hour <= 24 and said_as_time and (quarter or not rest or (len(rest) > 1 and minute is not None)):
        if quarter or not rest:
            return f"{hour}点", len(whole) + 1
        return f"{hour}点{minute:02}", len(said)
    if _SINGLE_DIGITS.fullmatch(rest) and (whole == "零" or _MEASURE.match(after)):
        return f"{hour}.{_digits(rest)}", len(said)
    return None


def _percent(before: str, said: str) -> tuple[str, int] | None:
    whole, point, rest = said.partition("点")
    value = _value(whole)
    if value is None or (point and not _SINGLE_DIGITS.fullmatch(rest)):
        return None
    return f"{value}.{_digits(rest)}%" if point else f"{value}%", len(said)


def _digits(said: str) -> str:
    return "".join(str(_VALUE[c]) for c in said)


def _in_figures(value: int) -> str:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if value % size == 0:
            return f"{value // size}{name}"
    return str(value)


def _value(said: str) -> int | None:
    """The number in 一千零五 or 一百二 (120); None if it is none, such as 七八十."""
    total, section, digit, last_step, zero = 0, 0, None, 10**9, False
    for c in said:
        if c in _MYRIAD:
            if digit is not None:
                section, digit = section + digit, None
            if not section or total % (_MYRIAD[c] * 10**4):
                return None
            total, section, last_step, zero = total + section * _MYRIAD[c], 0, _MYRIAD[c], False
        elif c in _STEP:
            step = _STEP[c]
            if step >= last_step or (digit is None and (step > 10 or section or total)):
                return None
            section, digit, last_step, zero = (
                section + (1 if digit is None else digit) * step,
                None,
                step,
                False,
            )
        elif c in ("零", "〇"):
            if digit is not None or zero or (len(said) > 1 and not section and not total):
                return None
            zero = True
        elif digit is not None:
            return None
        else:
            digit = _VALUE[c]
    if digit is None:
        return None if zero and len(said) > 1 else total + section
    if zero or last_step == 10 or last_step == 10**9:
        return total + section + digit
    return total + section + digit * last_step // 10
