"""Numbers that could identify somebody do not get into a record: they are masked before anything is written."""

from __future__ import annotations

import re

MASK = "＊"
_DIGITS = "0-9０-９零一二三四五六七八九幺两〇"
_LONG_NUMBER = re.compile(rf"[{_DIGITS}](?:[ \-]?[{_DIGITS}]){{3,}}")
_HOTLINES = re.compile(
    r"(?:一二三|123|幺二三)(?:一五|15|幺五|四五|45)|(?:九五|95)[0-9零一二三四五六七八九]{3}"
)
_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def redacted(text: str) -> str:
    """Four digits or more in a row, written or spoken, and mail addresses, masked character by character.

    Public hot lines (12315, 12345, 955xx) stay: they say that a complaint was threatened, not who threatened.
    """
    text = _MAIL.sub(lambda m: MASK * len(m.group()), text)
    return _LONG_NUMBER.sub(
        lambda m: m.group() if _HOTLINES.fullmatch(m.group()) else re.sub(rf"[{_DIGITS}]", MASK, m.group()),
        text,
    )
