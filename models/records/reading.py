"""The kept records as text, for the terminal."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from models.events import Text
from models.records.store import RecordStore
from models.settings import data_folder
from models.terminal import LEVELS, WHO

NONE_YET = Text(zh="还没有通话记录。", en="No records yet.")
CUE = Text(zh="提示", en="cue")
OUTCOMES = {
    "followed": Text(zh="已做到", en="followed"),
    "expired": Text(zh="未用上", en="expired"),
    "dismissed": Text(zh="已收起", en="dismissed"),
}
OPINIONS = {1: Text(zh="有帮助", en="helpful"), 0: Text(zh="没帮助", en="not helpful")}
DISPOSITION = Text(zh="通话结果：", en="Outcome: ")
NOTE = Text(zh="备注：", en="Note: ")


def listing(language: Literal["zh", "en"]) -> str:
    """One line a call, the newest first."""
    rows = _ask("SELECT id, started, seconds, peak FROM calls ORDER BY started DESC LIMIT 200")
    lines = [
        f"{call}  {started}  {seconds or 0:6.0f} s  {LEVELS[language][peak - 1] if peak else '-'}"
        for call, started, seconds, peak in rows
    ]
    return "\n".join(lines) or NONE_YET.said_in(language)


def one(call: str, language: Literal["zh", "en"]) -> str:
    """What was said and which cues came, in order; then what the agent noted."""
    lines = [
        (t, WHO[language][leg], text)
        for t, leg, text in _ask("SELECT start, leg, text FROM utterances WHERE call = ?", call)
    ]
    for t, rule, outcome, helpful in _ask("SELECT t, rule, outcome, helpful FROM cues WHERE call = ?", call):
        how = [
            texts[key].said_in(language)
            for texts, key in ((OUTCOMES, outcome), (OPINIONS, helpful))
            if key in texts
        ]
        lines.append((t, CUE.said_in(language), " · ".join([rule, *how])))
    page = [f"{t:7.1f}  {who}  {what}" for t, who, what in sorted(lines)]
    for disposition, note in _ask("SELECT disposition, note FROM calls WHERE id = ?", call):
        page += [DISPOSITION.said_in(language) + disposition] if disposition else []
        page += [NOTE.said_in(language) + note] if note else []
    missing = Text(
        zh=f"没有通话 {call!r} 的记录：main.py records list 可列出全部。",
        en=f"No record of a call {call!r}; main.py records list shows them.",
    )
    return "\n".join(page) or missing.said_in(language)


def _ask(query: str, *values: str) -> list[tuple[Any, ...]]:
    path = data_folder() / "records.sqlite"
    if not path.exists():
        return []
    # A file of an older version has not all columns yet.
    RecordStore(path).close()
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(query, values).fetchall()
