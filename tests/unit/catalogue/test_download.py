from __future__ import annotations

import errno
import threading
from pathlib import Path

import pytest

from models.catalogue import download as downloading
from models.catalogue.download import download
from models.manifest import ModelProblem
from tests.unit.catalogue.https_server import Answer, Site, content, endless, in_turn, redirect, stalling

DATA = b"PK" + bytes(range(256)) * 1000


def fetched(site: Site, part: Path, answer: Answer, pauses: int = 3) -> list[int]:
    site.answers["/m.zip"] = answer
    seen: list[int] = []
    download(site.url("/m.zip"), len(DATA), part, seen.append, stall_s=0.3, pauses_s=[0.0] * pauses)
    return seen


def refusal(site: Site, part: Path, answer: Answer) -> str:
    with pytest.raises(ModelProblem) as caught:
        fetched(site, part, answer, pauses=0)
    return caught.value.text.en


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "m.zip.part"


def test_all_of_it_comes_and_is_counted(site: Site, part: Path) -> None:
    seen = fetched(site, part, content(DATA))
    assert part.read_bytes() == DATA
    assert seen == sorted(seen)
    assert seen[-1] == len(DATA)


def test_after_a_break_it_goes_on_where_it_was(site: Site, part: Path) -> None:
    fetched(site, part, in_turn(content(DATA, stop_after=100_000), content(DATA)))
    assert part.read_bytes() == DATA
    (_, first), (_, second) = site.asked
    assert first is None
    assert second is not None
    assert 0 < int(second.removeprefix("bytes=").rstrip("-")) <= 100_000


def test_a_later_run_goes_on_too(site: Site, part: Path) -> None:
    assert "What was downloaded is kept" in refusal(site, part, content(DATA, stop_after=100_000))
    kept = part.stat().st_size
    assert kept > 0
    fetched(site, part, content(DATA))
    assert part.read_bytes() == DATA
    assert site.asked[-1] == ("/m.zip", f"bytes={kept}-")


def test_nothing_is_promised_where_nothing_came(site: Site, part: Path) -> None:
    assert "kept" not in refusal(site, part, content(DATA, stop_after=0))


def test_a_server_without_resume_starts_over(site: Site, part: Path) -> None:
    part.write_bytes(b"PK of something else")

    def whole(handler: object) -> None:
        del handler.headers["Range"]  # type: ignore[attr-defined]
        content(DATA)(handler)  # type: ignore[arg-type]

    fetched(site, part, whole)
    assert part.read_bytes() == DATA


def test_a_server_that_resumes_elsewhere_is_asked_for_all_of_it(site: Site, part: Path) -> None:
    part.write_bytes(DATA[:1000])

    def elsewhere(handler: object) -> None:
        handler.headers.replace_header("Range", "bytes=500-")  # type: ignore[attr-defined]
        content(DATA)(handler)  # type: ignore[arg-type]

    fetched(site, part, in_turn(elsewhere, content(DATA)))
    assert part.read_bytes() == DATA
    assert site.asked[-1] == ("/m.zip", None)


def test_what_is_there_already_is_not_asked_for(site: Site, part: Path) -> None:
    part.write_bytes(DATA)
    assert fetched(site, part, content(DATA)) == [len(DATA)]
    assert not site.asked


def test_too_much_of_an_earlier_run_is_thrown_away(site: Site, part: Path) -> None:
    part.write_bytes(DATA + b"more")
    fetched(site, part, content(DATA))
    assert part.read_bytes() == DATA


def test_a_stalling_server_is_left_and_asked_again(site: Site, part: Path) -> None:
    release = threading.Event()
    fetched(site, part, in_turn(stalling(DATA, release), content(DATA)))
    release.set()
    assert part.read_bytes() == DATA
    assert len(site.asked) == 2


def test_a_server_that_always_stalls_ends_in_one_sentence(site: Site, part: Path) -> None:
    release = threading.Event()
    said = refusal(site, part, stalling(DATA, release))
    release.set()
    assert "does not answer" in said


def test_a_server_that_always_hangs_up_is_given_up(site: Site, part: Path) -> None:
    with pytest.raises(ModelProblem, match="broke"):
        fetched(site, part, content(DATA, stop_after=10), pauses=2)
    assert len(site.asked) == 3


@pytest.mark.parametrize("claimed", [10, len(DATA) + 5])
def test_a_length_that_is_not_the_lists_is_refused(site: Site, part: Path, claimed: int) -> None:
    assert "does not have the size" in refusal(site, part, content(DATA, length=claimed))
    assert not part.exists()


def test_more_than_the_list_says_is_not_kept(site: Site, part: Path) -> None:
    assert "does not have the size" in refusal(site, part, endless(DATA))
    assert part.stat().st_size <= len(DATA)


@pytest.mark.parametrize("kind", ["text/html", "application/zip"])
def test_a_web_page_instead(site: Site, part: Path, kind: str) -> None:
    page = b"<html>login</html>".ljust(len(DATA))
    assert "Log in with a browser" in refusal(site, part, content(page, kind))


def test_no_zip_at_all(site: Site, part: Path) -> None:
    assert "no zip file" in refusal(site, part, content(b"x" * len(DATA)))


def test_a_redirect_to_plain_http(site: Site, part: Path) -> None:
    assert "without encryption" in refusal(site, part, redirect("http://localhost:9/m.zip"))


def test_a_full_disk_is_said_and_freed(site: Site, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(downloading, "_copy", full)
    assert "disk is full" in refusal(site, part, content(DATA))
    assert not part.exists()


def test_a_folder_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    assert "cannot be written" in refusal(site, tmp_path / "none" / "m.part", content(DATA))
