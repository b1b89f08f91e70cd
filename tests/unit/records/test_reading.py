from __future__ import annotations

from pathlib import Path

import pytest

from models.events import CueRated, WrappedUp
from models.records.reading import listing, one
from tests.unit.records.test_store import CALL, kept


@pytest.fixture
def one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_DATA", str(tmp_path))
    noted = [CueRated(9.5, "acknowledge#1", True), WrappedUp(9.6, "k1", "已补发", "已解决")]
    assert kept(tmp_path / "records.sqlite", [*CALL[:7], *noted, *CALL[7:]]) == []


@pytest.mark.usefixtures("one_call")
def test_a_call_reads_in_order_and_in_the_language_of_the_settings() -> None:
    assert one("k1", "zh").splitlines() == [
        "    1.0  客户  我电话是＊＊＊＊＊＊＊＊＊＊＊",
        "    7.0  提示  acknowledge · 已做到 · 有帮助",
        "通话结果：已解决",
        "备注：已补发",
    ]
    assert "cue  acknowledge · followed · helpful" in one("k1", "en")
    assert listing("zh").endswith("20 s  生气")
    assert listing("en").endswith("20 s  angry")


def test_no_record_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_DATA", str(tmp_path))
    assert listing("zh") == "还没有通话记录。"
    assert "No record of a call 'k9'" in one("k9", "en")
