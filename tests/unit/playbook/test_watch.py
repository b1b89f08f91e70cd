from __future__ import annotations

from pathlib import Path

from models.playbook.watch import Watch


def test_a_change_is_told_once_and_only_when_the_file_is_at_rest(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    watch = Watch([file])
    assert not watch.changed()
    file.write_text("a: 1\nb", encoding="utf-8")
    assert not watch.changed(), "somebody is writing it"
    file.write_text("a: 1\nb: 2\n", encoding="utf-8")
    assert not watch.changed()
    assert watch.changed()
    assert not watch.changed()


def test_a_file_that_goes_and_comes_is_a_change(tmp_path: Path) -> None:
    file, other = tmp_path / "team.yaml", tmp_path / "base.yaml"
    other.write_text("x: 1\n", encoding="utf-8")
    watch = Watch([file, str(other)])
    file.write_text("a: 1\n", encoding="utf-8")
    assert [watch.changed(), watch.changed()] == [False, True]
    other.unlink()
    assert [watch.changed(), watch.changed(), watch.changed()] == [False, True, False]
