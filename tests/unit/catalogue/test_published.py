from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import checksum
from models.catalogue.published import catalogue, kept_model, parsed
from models.manifest import ModelProblem
from models.settings import data_folder
from tests.unit.catalogue.https_server import Site, content
from tests.unit.catalogue.samples import NAME, entry, listed

ENTRY = entry(b"PK", "https://localhost/m.zip")


def serve(site: Site, *entries: object) -> None:
    site.answers["/list.json"] = content(listed(entries), "application/json")


def age(hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(kept_file(), (then, then))


def kept_file() -> Path:
    (file,) = (data_folder() / "downloads").iterdir()
    return file


def test_the_list_is_read_once_a_day(site: Site) -> None:
    serve(site, ENTRY)
    assert [m.name for m in catalogue().models] == [NAME]
    age(23)
    serve(site)
    kept = catalogue()
    assert [m.name for m in kept.models] == [NAME]
    assert kept.age_s == pytest.approx(23 * 3600, abs=60)
    assert len(site.asked) == 1
    age(25)
    assert catalogue().models == []
    assert len(site.asked) == 2


def test_a_kept_list_is_that_of_one_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(site, ENTRY)
    catalogue()
    other = entry(b"PK", "https://localhost/m.zip", name="ours-cn")
    site.answers["/other.json"] = content(listed([other]), "application/json")
    monkeypatch.setenv("CALLCUE_MODEL_LIST", site.url("/other.json"))
    assert kept_model(NAME) is None
    assert [m.name for m in catalogue().models] == ["ours-cn"]
    monkeypatch.setenv("CALLCUE_MODEL_LIST", site.url("/list.json"))
    assert [m.name for m in catalogue().models] == [NAME]
    assert len(site.asked) == 2


def test_an_empty_list_is_not_kept(site: Site) -> None:
    serve(site)
    assert catalogue().models == []
    serve(site, ENTRY)
    assert [m.name for m in catalogue().models] == [NAME]


def test_without_the_site_the_kept_list_serves_and_says_why(site: Site) -> None:
    serve(site, ENTRY)
    catalogue()
    age(100)
    site.answers["/list.json"] = content(b"<html>login</html>", "text/html")
    kept = catalogue()
    assert [m.name for m in kept.models] == [NAME]
    assert kept.age_s == pytest.approx(100 * 3600, abs=60)
    assert kept.why is not None
    assert "Log in" in kept.why.text.en
    assert kept_model(NAME) is not None


def test_without_site_and_kept_list_it_is_said() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CALLCUE_MODEL_LIST", "https://localhost:1/list.json")
        with pytest.raises(ModelProblem, match="cannot be reached"):
            catalogue()
    assert kept_model(NAME) is None


def test_rubbish_is_neither_taken_nor_kept(site: Site) -> None:
    site.answers["/list.json"] = content(b'{"error": 1}', "application/json")
    with pytest.raises(ModelProblem, match="not what it should be"):
        catalogue()
    assert kept_model(NAME) is None
    assert not (data_folder() / "downloads").exists()


def test_a_kept_list_that_broke_is_read_anew(site: Site) -> None:
    serve(site, ENTRY)
    catalogue()
    kept_file().write_bytes(b"[{")
    assert [m.name for m in catalogue().models] == [NAME]
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"obsolete": "true"},
        {"obsolete": True},
        {"lang": "fr"},
        {"type": "spk"},
        {"name": "../evil"},
        {"name": ".hidden"},
        {"url": "http://localhost/m.zip"},
        {"size": 0},
        {"size": "many"},
        {"md5": "x"},
        {"md5": None},
        {"sha256": "abc"},
    ],
)
def test_an_entry_that_makes_no_sense_is_left_out(wrong: dict[str, object]) -> None:
    assert [m.name for m in parsed(listed([{**ENTRY, **wrong}, ENTRY, 7]))] == [NAME]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(ModelProblem):
        assert parsed(data) == []


def test_our_own_checksum_goes_before_the_lists() -> None:
    ours, theirs, weak = parsed(
        listed(
            [
                {**ENTRY, "name": "vosk-model-small-cn-0.22", "sha256": "0" * 64},
                {**ENTRY, "sha256": "a" * 64},
                ENTRY,
            ]
        )
    )
    assert ours.checksum == checksum.pinned("vosk-model-small-cn-0.22")
    assert (theirs.checksum.kind, theirs.checksum.digest) == ("sha256", "a" * 64)
    assert (weak.checksum.kind, weak.checksum.digest) == ("md5", ENTRY["md5"])
    assert "weak" in weak.checksum.by.en


def test_a_checksum_tells_right_from_wrong(tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(b"PK")
    (model,) = parsed(listed([ENTRY]))
    model.checksum.check(tmp_path / "m.zip")
    (tmp_path / "m.zip").write_bytes(b"PX")
    with pytest.raises(ModelProblem, match="wrong checksum"):
        model.checksum.check(tmp_path / "m.zip")
