"""Written Mandarin as it is spoken: digits become words, everything that is not a character becomes a pause."""

import re
import unicodedata

_DIGITS = "零一二三四五六七八九"
_CHARACTER = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")
_LATIN = re.compile(r"[A-Za-z]")


def spoken_integer(n: int) -> str:
    """The reading of a whole number below 10^12 (12005 -> 一万二千零五); larger ones digit by digit."""
    if n >= 10**12:
        return spoken_digits(str(n))
    reading, zero_due = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, n = divmod(n, unit)
        if section:
            if reading and (zero_due or section < 1000):
                reading += "零"
            reading += _section(section) + name
            zero_due = False
        elif reading:
            zero_due = True
    if not reading:
        return "零"
    return reading[1:] if reading.startswith("一十") else reading


def spoken_digits(digits: str) -> str:
    """A string of digits read one by one (10086 -> 一零零八六)."""
    return "".join(_DIGITS[int(d)] for d in digits)


def spoken_form(text: str) -> str | None:
    """Characters as spoken, one blank where punctuation was; None if Latin letters are left or nothing is."""
    text = unicodedata.normalize("NFKC", text).replace("〇", "零")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(\d+(?:\.\d+)?)%", r"百分之\1", text)
    text = re.sub(r"\d{4}(?=年)", lambda m: spoken_digits(m[0]), text)
    text = re.sub(r"(\d+)\.(\d+)", lambda m: spoken_integer(int(m[1])) + "点" + spoken_digits(m[2]), text)
    text = re.sub(r"(?<!\d)0\d+", lambda m: spoken_digits(m[0]), text)
    text = re.sub(r"\d+", lambda m: spoken_integer(int(m[0])), text)
    if _LATIN.search(text):
        return None
    return " ".join("".join(c if _CHARACTER.match(c) else " " for c in text).split()) or None


def _section(n: int) -> str:
    """A number from 1 to 9999, without its 万 or 亿."""
    reading, zero_due = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            reading += ("零" if zero_due else "") + _DIGITS[digit] + name
            zero_due = False
        elif reading:
            zero_due = True
    return reading
