"""The kept records as text, for the terminal."""

from __future__ import annotations

import sqlite3
from typing import Any

from models.settings import data_folder
from models.terminal import LEVELS


def listing() -> str:
    """One line a call, the newest first."""
    rows = _ask("SELECT id, started, seconds, peak FROM calls ORDER BY started DESC LIMIT 200")
    lines = [
        f"{call}  {started}  {seconds or 0:6.0f} s  {LEVELS['zh'][peak - 1] if peak else '-'}"
        for call, started, seconds, peak in rows
    ]
    return "\n".join(lines) or "No records yet."


def one(call: str) -> str:
    """What was said and which cues came, in order."""
    said = _ask("SELECT start, leg, text FROM utterances WHERE call = ?", call)
    cues = _ask("SELECT t, 'cue', rule || ' ' || coalesce(outcome, '') FROM cues WHERE call = ?", call)
    lines = [f"{t:7.1f}  {who:<8}  {text}" for t, who, text in sorted([*said, *cues])]
    return "\n".join(lines) or f"No record of a call {call!r}; main.py records list shows them."


def _ask(query: str, *values: str) -> list[tuple[Any, ...]]:
    path = data_folder() / "records.sqlite"
    if not path.exists():
        return []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(query, values).fetchall()
