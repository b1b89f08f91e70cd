"""The record of a call: who said what (redacted), how the feeling went, which cues helped. One SQLite file.

Nothing of the sound is kept. Every event is written as it comes, so a crash loses at most the last second.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    CueDismissed,
    CueExpired,
    CueFollowed,
    CueRated,
    CueShown,
    Event,
    Problem,
    Text,
    Utterance,
    UtteranceCorrected,
    WrappedUp,
)
from models.records.redact import redacted

SCHEMA_VERSION = 2
LEVEL_EVERY_S = 5.0
_SCHEMA = """
CREATE TABLE calls (
  id TEXT PRIMARY KEY, started TEXT, by TEXT, ended_by TEXT, seconds REAL, peak INTEGER, last INTEGER,
  note TEXT, disposition TEXT
);
CREATE TABLE utterances (call TEXT, id TEXT, leg TEXT, start REAL, end REAL, text TEXT, PRIMARY KEY (call, id));
CREATE TABLE levels (call TEXT, t REAL, level INTEGER);
CREATE TABLE cues (call TEXT, id TEXT, t REAL, rule TEXT, outcome TEXT, outcome_t REAL,
  helpful INTEGER, PRIMARY KEY (call, id));
"""
_SINCE_1 = """
ALTER TABLE calls ADD COLUMN note TEXT;
ALTER TABLE calls ADD COLUMN disposition TEXT;
ALTER TABLE cues ADD COLUMN helpful INTEGER;
"""


class RecordStore:
    """Writes the events of calls to `path`. Raises OSError or sqlite3.Error where the file cannot be opened."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = path
        self._db = sqlite3.connect(path, timeout=1.0)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")  # no wait for the disk while sound comes in
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version < SCHEMA_VERSION:
            script = _SCHEMA if version == 0 else _SINCE_1
            self._db.executescript(f"BEGIN; {script} PRAGMA user_version={SCHEMA_VERSION}; COMMIT;")
        self._call: str | None = None
        self._next_level = 0.0
        self._broken = False

    def feed(self, event: Event) -> Iterator[Problem]:
        """Keep what has to be kept. A full disk or a broken file is said once; the call goes on."""
        try:
            with self._db:
                self._write(event)
        except sqlite3.Error as error:
            if not self._broken:
                self._broken = True
                yield Problem(event.t, "records.write", _cannot_write(self._path, error))
        else:
            if self._broken and self._kept(event):
                self._broken = False
                yield Problem(event.t, "records.write", _cannot_write(self._path, None), solved=True)

    def close(self) -> None:
        self._db.close()

    @staticmethod
    def _kept(event: Event) -> bool:
        return isinstance(event, CallStarted | CallEnded | Utterance | CueShown)

    def _write(self, event: Event) -> None:
        writer: Callable[[sqlite3.Connection, str | None, Event], None] | None = _WRITERS.get(type(event))
        if isinstance(event, CallStarted):
            self._call, self._next_level = None if event.test else event.call, 0.0
        if isinstance(event, CallState):
            if event.t < self._next_level:
                return
            self._next_level = event.t + LEVEL_EVERY_S
        if writer is not None and (self._call is not None or isinstance(event, WrappedUp)):
            writer(self._db, self._call, event)
        if isinstance(event, CallEnded):
            self._call = None


def _started(db: sqlite3.Connection, call: str | None, event: CallStarted) -> None:
    db.execute("INSERT OR REPLACE INTO calls (id, started, by) VALUES (?, ?, ?)", (call, event.at, event.by))


def _ended(db: sqlite3.Connection, call: str | None, event: CallEnded) -> None:
    levels = [row[0] for row in db.execute("SELECT level FROM levels WHERE call = ? ORDER BY t", (call,))]
    db.execute(
        "UPDATE calls SET ended_by = ?, seconds = ?, peak = ?, last = ? WHERE id = ?",
        (event.by, event.t, max(levels, default=None), levels[-1] if levels else None, call),
    )


def _said(db: sqlite3.Connection, call: str | None, event: Utterance | UtteranceCorrected) -> None:
    db.execute(
        "INSERT OR REPLACE INTO utterances VALUES (?, ?, ?, ?, ?, ?)",
        (call, event.utterance, event.leg, event.start, event.end, redacted(event.text)),
    )


def _level(db: sqlite3.Connection, call: str | None, event: CallState) -> None:
    db.execute("INSERT INTO levels VALUES (?, ?, ?)", (call, event.t, event.level))


def _shown(db: sqlite3.Connection, call: str | None, event: CueShown) -> None:
    db.execute(
        "INSERT OR IGNORE INTO cues (call, id, t, rule) VALUES (?, ?, ?, ?)",
        (call, event.cue, event.t, event.rule),
    )


def _outcome(
    db: sqlite3.Connection, call: str | None, event: CueFollowed | CueExpired | CueDismissed
) -> None:
    outcome = {CueFollowed: "followed", CueExpired: "expired", CueDismissed: "dismissed"}[type(event)]
    db.execute(
        "UPDATE cues SET outcome = ?, outcome_t = ? WHERE call = ? AND id = ?",
        (outcome, event.t, call, event.cue),
    )


def _rated(db: sqlite3.Connection, call: str | None, event: CueRated) -> None:
    db.execute("UPDATE cues SET helpful = ? WHERE call = ? AND id = ?", (event.helpful, call, event.cue))


def _wrapped_up(db: sqlite3.Connection, _: str | None, event: WrappedUp) -> None:
    db.execute(
        "UPDATE calls SET note = ?, disposition = ? WHERE id = ?",
        (redacted(event.note), redacted(event.disposition), event.call),
    )


_WRITERS: dict[type, Callable[..., None]] = {
    CallStarted: _started,
    CallEnded: _ended,
    Utterance: _said,
    UtteranceCorrected: _said,
    CallState: _level,
    CueShown: _shown,
    CueFollowed: _outcome,
    CueExpired: _outcome,
    CueDismissed: _outcome,
    CueRated: _rated,
    WrappedUp: _wrapped_up,
}


def _cannot_write(path: Path, error: sqlite3.Error | None) -> Text:
    return Text(
        zh=f"通话记录写不进去（{error}）：请检查 {path.parent} 所在的磁盘空间和权限，通话不受影响。",
        en=f"The call record cannot be written ({error}): check disk space and rights of {path.parent}. "
        "The call goes on.",
    )
