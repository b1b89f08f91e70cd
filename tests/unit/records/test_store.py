from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    CueFollowed,
    CueRated,
    CueShown,
    Event,
    Problem,
    Utterance,
    UtteranceCorrected,
    WrappedUp,
)
from models.records.store import RecordStore

CALL: list[Event] = [
    CallStarted(0.0, "k1", "button", "2026-11-24T10:00:00+08:00"),
    CallState(0.5, 3),
    Utterance(4.0, "customer", "c1", "我的电话是13812345678", 1.0, 3.0),
    UtteranceCorrected(4.2, "customer", "c1", "我电话是13812345678", 1.0, 3.0),
    CallState(6.0, 6),
    CueShown(7.0, "acknowledge#1", "acknowledge", "先认可感受", ("您说",), "火气上来了", "warn"),
    CueFollowed(9.0, "acknowledge#1", "acknowledge", "理解您"),
    CallState(12.0, 2),
    CallEnded(20.0, "k1", "button"),
]


def kept(path: Path, events: list[Event]) -> list[Problem]:
    store = RecordStore(path)
    problems = [problem for event in events for problem in store.feed(event)]
    store.close()
    return problems


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute(query).fetchall()


def test_a_call_is_kept_with_its_last_reading_and_masked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "records.sqlite"
    assert kept(path, CALL) == []
    assert rows(path, "SELECT seconds, peak, last, ended_by FROM calls") == [(20.0, 6, 2, "button")]
    assert rows(path, "SELECT text FROM utterances") == [("我电话是＊＊＊＊＊＊＊＊＊＊＊",)]
    assert rows(path, "SELECT rule, outcome, outcome_t FROM cues") == [("acknowledge", "followed", 9.0)]


def test_no_number_of_the_caller_reaches_the_disk(tmp_path: Path) -> None:
    kept(tmp_path / "records.sqlite", CALL)
    assert all(b"13812345678" not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_second_start_adds_to_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    kept(path, CALL)
    kept(path, [CallStarted(0.0, "k2", "speech"), CallEnded(3.0, "k2", "silence")])
    assert [call for (call,) in rows(path, "SELECT id FROM calls ORDER BY id")] == ["k1", "k2"]


def test_a_file_that_cannot_be_written_is_said_once_and_the_call_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    store = RecordStore(path)
    list(store.feed(CALL[0]))
    store._db.execute("PRAGMA query_only=ON")  # as a full disk or lost rights would
    problems = [problem for event in CALL[1:6] for problem in store.feed(event)]
    assert [(p.code, p.solved) for p in problems] == [("records.write", False)]
    store._db.execute("PRAGMA query_only=OFF")
    assert [p.solved for p in store.feed(CALL[2])] == [True]
    store.close()


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(sqlite3.Error):
        RecordStore(path)


def test_what_the_agent_notes_is_kept_with_the_call_and_masked(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    cue = CueRated(8.0, "acknowledge#1", False)
    note = [WrappedUp(3.0, "k1", "draft", ""), WrappedUp(9.0, "k1", "回电 13812345678", "待跟进")]
    kept(path, [*CALL[:6], cue, *CALL[6:], *note])
    assert rows(path, "SELECT note, disposition FROM calls") == [("回电 ＊＊＊＊＊＊＊＊＊＊＊", "待跟进")]
    assert rows(path, "SELECT helpful FROM cues") == [(0,)]


def test_a_test_call_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    kept(path, [CallStarted(0.0, "k1", "button", test=True), *CALL[1:]])
    assert rows(path, "SELECT count(*) FROM calls") == rows(path, "SELECT count(*) FROM utterances") == [(0,)]


def test_a_file_of_the_first_version_gets_the_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with sqlite3.connect(path) as db:
        db.executescript("""
            CREATE TABLE calls (id TEXT PRIMARY KEY, started TEXT, by TEXT, ended_by TEXT, seconds REAL,
              peak INTEGER, last INTEGER);
            CREATE TABLE cues (call TEXT, id TEXT, t REAL, rule TEXT, outcome TEXT, outcome_t REAL,
              PRIMARY KEY (call, id));
            INSERT INTO calls (id) VALUES ('old');
            PRAGMA user_version=1;
        """)
    kept(path, [WrappedUp(0.0, "old", "later", "done")])
    assert rows(path, "SELECT id, note, disposition FROM calls") == [("old", "later", "done")]
