"""The kept records as text, for the terminal."""

from __future__ import annotations

import sqlite3
from typing import Any

from models.records.store import RecordStore
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
    """What was said and which cues came, in order; then what the agent noted."""
    said = _ask("SELECT start, leg, text FROM utterances WHERE call = ?", call)
    cues = _ask(
        "SELECT t, 'cue', rule || ' ' || coalesce(outcome, '') "
        "|| CASE helpful WHEN 1 THEN ' (helpful)' WHEN 0 THEN ' (not helpful)' ELSE '' END "
        "FROM cues WHERE call = ?",
        call,
    )
    lines = [f"{t:7.1f}  {who:<8}  {text}" for t, who, text in sorted([*said, *cues])]
    for disposition, note in _ask("SELECT disposition, note FROM calls WHERE id = ?", call):
        lines += [f"disposition: {disposition}"] if disposition else []
        lines += [f"note: {note}"] if note else []
    return "\n".join(lines) or f"No record of a call {call!r}; main.py records list shows them."


def _ask(query: str, *values: str) -> list[tuple[Any, ...]]:
    path = data_folder() / "records.sqlite"
    if not path.exists():
        return []
    # A file of an older version has not all columns yet.
    RecordStore(path).close()
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return db.execute(query, values).fetchall()
