"""Installing, listing and verifying as a person does it, with small models from a local site."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest

from models import manifest, settings
from models.catalogue import fit, install
from models.catalogue.door import main
from models.catalogue.folders import candidates, user_models
from models.manifest import WEIGHTS, Manifest
from models.settings import Settings, data_folder
from tests.unit.catalogue.https_server import Site, content
from tests.unit.catalogue.samples import FILES, NAME, entry, listed, written, zipped

ARCHIVE = zipped(FILES)
PLACE = f"models/{NAME}"
Run = Callable[..., tuple[int, str, str]]


LOADS = fit.loads


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The door in English: (exit code, standard output, standard error); its small models need not load."""
    settings.save(Settings(language="en"))
    monkeypatch.setattr(fit, "loads", lambda _: True)

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out, told.err

    return command


def serve(site: Site, archive: bytes = ARCHIVE, **other: object) -> None:
    site.answers["/m.zip"] = content(archive)
    model = entry(archive, site.url("/m.zip"), **other)
    site.answers["/list.json"] = content(listed([model]), "application/json")


def left_behind() -> list[str]:
    """What lies about in the user's folder beside whole models and the list."""
    rest = [path for path in data_folder().rglob("*") if path.is_file()]
    return [
        path.relative_to(data_folder()).as_posix()
        for path in rest
        if not path.name.startswith("model-list-")
        and not path.relative_to(data_folder()).as_posix().startswith(PLACE)
    ]


@pytest.mark.parametrize("what", ["zh", NAME])
def test_install_from_the_site(run: Run, site: Site, what: str) -> None:
    serve(site)
    code, out, err = run("install", what)
    assert (code, err) == (0, "")
    assert "MD5 from the list, a weak check" in out
    assert "used from the next start" in out
    assert candidates("zh")[0].folder == data_folder() / PLACE
    made = manifest.verified(data_folder() / PLACE)
    assert (made.part, made.language, made.source) == ("speech", "zh", site.url("/m.zip"))
    assert made.files == {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    assert left_behind() == []


def test_what_is_installed_and_whole_is_not_downloaded_again(run: Run, site: Site) -> None:
    serve(site)
    run("install", NAME)
    asked = len(site.asked)
    assert run("install", NAME)[0] == 0
    assert len(site.asked) == asked
    (data_folder() / PLACE / "am" / "final.mdl").write_bytes(b"broken")
    assert run("install", NAME)[0] == 0
    assert len(site.asked) == asked + 1
    assert manifest.verified(data_folder() / PLACE)


@pytest.mark.parametrize(
    ("archive", "other", "said"),
    [
        (ARCHIVE, {"md5": "0" * 32}, "wrong checksum (MD5 from the list"),
        (ARCHIVE, {"sha256": "0" * 64}, "wrong checksum (SHA-256 from the list"),
        (zipped({"am/final.mdl": bytes(30_000_000)}), {}, "once unpacked"),
        (zipped({**FILES, "../../../evil": b"x"}, top=""), {}, "file name '../../../evil'"),
        (zipped({"README": b"x"}), {}, "holds no Vosk speech model"),
        (zipped({"final.mdl": b"x", "mfcc.conf": b"x"}), {}, "old layout"),
        (b"PK" + b"x" * 5000, {}, "no sound zip"),
        (ARCHIVE[:-300], {}, "no sound zip"),
        (zipped({**FILES, "manifest.json": b"{}"}), {}, "manifest.json is missing or has the wrong content"),
    ],
)
def test_a_bad_archive_leaves_nothing(
    run: Run, site: Site, archive: bytes, other: dict[str, object], said: str
) -> None:
    serve(site, archive, **other)
    code, _, err = run("install", NAME)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
    assert not (data_folder() / PLACE).exists()
    assert left_behind() == []


def test_a_model_that_was_there_survives_a_bad_one(run: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "good.zip").write_bytes(ARCHIVE)
    run("install", "--from", tmp_path / "good.zip")
    bad = zipped({"am/final.mdl": b"x"})
    (tmp_path / "bad.zip").write_bytes(bad)
    assert run("install", "--from", tmp_path / "bad.zip")[0] == 2
    assert manifest.verified(data_folder() / PLACE)


def test_a_name_that_is_nearly_right(run: Run, site: Site) -> None:
    serve(site)
    code, _, err = run("install", "vosk-model-small-cn-9.8")
    assert code == 2
    assert f"Do you mean {NAME}?" in err
    assert "no model for en" in run("install", "en")[2]


def test_no_room(run: Run, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(site)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    code, _, err = run("install", NAME)
    assert code == 2
    assert "Make room" in err
    assert ("/m.zip", None) not in site.asked


def test_a_disk_that_fills_while_unpacking(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.zip").write_bytes(ARCHIVE)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(install, "unpack", full)
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "disk is full" in err
    assert left_behind() == []


def test_install_from_a_file_without_network(run: Run, site: Site, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(ARCHIVE)
    code, out, _ = run("install", "--from", tmp_path / "x.zip")
    assert code == 0
    assert "No checksum is known" in out
    assert manifest.verified(data_folder() / PLACE).language == "zh"
    assert not site.asked


def test_a_file_that_the_list_knows_is_checked(run: Run, site: Site, tmp_path: Path) -> None:
    serve(site)
    run("list")
    (tmp_path / f"{NAME}.zip").write_bytes(zipped({**FILES, "more": b"x"}))
    assert "wrong checksum" in run("install", "--from", tmp_path / f"{NAME}.zip")[2]
    (tmp_path / f"{NAME}.zip").write_bytes(ARCHIVE)
    assert "Checksum is right" in run("install", "--from", tmp_path / f"{NAME}.zip")[1]


def test_a_file_named_like_a_pinned_model_must_be_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "vosk-model-small-cn-0.22.zip").write_bytes(ARCHIVE)
    assert "pinned by CallCue" in run("install", "--from", tmp_path / "vosk-model-small-cn-0.22.zip")[2]


@pytest.mark.parametrize("inner", ["", "vosk-model-small-cn-9.9"])
def test_install_from_a_folder(run: Run, tmp_path: Path, inner: str) -> None:
    written(tmp_path / NAME / inner)
    assert run("install", "--from", tmp_path / NAME)[0] == 0
    assert manifest.verified(data_folder() / PLACE).files.keys() == FILES.keys()


@pytest.mark.parametrize("broken", ["graph/HCLr.fst", "am/final.mdl"])
def test_what_the_recogniser_cannot_load_is_not_installed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(fit, "loads", LOADS)
    ours = shutil.copytree(WEIGHTS / "vosk-starter-zh", tmp_path / "ours-zh")
    (ours / "manifest.json").unlink()
    with (ours / broken).open("r+b") as file:
        file.truncate(100_000)
    code, _, err = run("install", "--from", ours)
    assert code == 2
    assert "the recogniser cannot load" in err
    assert err.count("\n") == 1
    assert left_behind() == []


def test_a_folder_with_links(run: Run, tmp_path: Path) -> None:
    written(tmp_path / NAME)
    (tmp_path / NAME / "link").symlink_to("/etc/passwd")
    code, _, err = run("install", "--from", tmp_path / NAME)
    assert code == 2
    assert "links" in err
    assert not (data_folder() / PLACE).exists()


def test_a_language_has_to_be_known(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.zip").write_bytes(zipped(FILES, top=""))
    code, _, err = run("install", "--from", tmp_path / "ours.zip")
    assert code == 2
    assert "does not tell its language" in err
    assert run("install", "en", "--from", tmp_path / "ours.zip")[0] == 0
    assert candidates("en")[0].name == "ours"


def test_a_models_own_manifest_is_kept_once_it_agrees(run: Run, tmp_path: Path) -> None:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    own = Manifest("ours", "speech", "zh", "our calls", "ours alone", "trained here", {"cer": "9"}, hashes)
    files = {**FILES, "manifest.json": msgspec.json.encode(own)}
    (tmp_path / "m.zip").write_bytes(zipped(files))
    assert run("install", "--from", tmp_path / "m.zip")[0] == 0
    assert manifest.verified(data_folder() / PLACE).licence == "ours alone"
    files["conf/model.conf"] = b"changed"
    (tmp_path / "m.zip").write_bytes(zipped(files))
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "conf/model.conf" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("install",), "Say what to install"),
        (("install", "--from", "/nowhere.zip"), "does not exist"),
        (("install", "fr", "--from", "x"), "only a language"),
        (("install", "--from", ""), "Name a file or a folder"),
        (("install", "--from", "https://localhost/m.zip"), "not the address https://localhost/m.zip"),
        (("install", "--from", "/"), "/ holds no Vosk speech model"),
        (("verify", "nothing"), "no model 'nothing'"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    data_folder().write_text("a file in the way", encoding="utf-8")
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "cannot be written" in err


def test_a_model_in_use_stays_and_it_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    run("install", "--from", tmp_path / "m.zip")
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if path == data_folder() / PLACE:
            raise PermissionError(errno.EACCES, "in use")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "no permission" in err
    assert "in use" not in err
    monkeypatch.setattr(sys, "platform", "win32")
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "Quit CallCue first" in err
    assert manifest.verified(data_folder() / PLACE)
    assert left_behind() == []


def test_what_a_killed_installation_left_is_swept(run: Run, tmp_path: Path) -> None:
    old = written(user_models() / ".installing-old" / NAME).parent
    new = written(user_models() / ".installing-new" / NAME).parent
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    killed = written(user_models() / f".installing-{gone.pid}-x" / NAME).parent
    running = written(user_models() / f".installing-{os.getpid()}-x" / NAME).parent
    os.utime(old, (1, 1))
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    run("install", "--from", tmp_path / "m.zip")
    assert not old.exists()
    assert not killed.exists()
    assert new.exists()
    assert running.exists()


def test_on_windows_a_path_that_vosk_cannot_read_is_said_before_anything_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    monkeypatch.setenv("CALLCUE_DATA", str(tmp_path / "张三"))
    monkeypatch.setattr(sys, "platform", "win32")
    code, _, err = run("install", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "CALLCUE_DATA" in err
    assert not (tmp_path / "张三").exists()


def test_verify_finds_what_changed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    run("install", "--from", tmp_path / "m.zip")
    assert run("verify", NAME)[:2] == (0, f"ok {NAME}  whole, 4 files\n")
    (data_folder() / PLACE / "graph" / "words.txt").write_bytes(b"changed")
    code, out, _ = run("verify", NAME)
    assert code == 1
    assert "graph/words.txt" in out
    written(user_models() / "by-hand-cn")
    code, out, _ = run("verify", "by-hand-cn")
    assert code == 0
    assert "?  by-hand-cn  has no manifest" in out
    monkeypatch.setattr(fit, "loads", LOADS)
    code, out, _ = run("verify", "by-hand-cn")
    assert code == 1
    assert "!  by-hand-cn  has no manifest and does not load" in out


def test_the_page_shows_what_is_here_in_use_and_to_be_had(run: Run, site: Site, tmp_path: Path) -> None:
    serve(site)
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert "* " + " vosk-starter-zh" in out
    assert f"Models of {site.url('/list.json')} (list read just now)" in out
    assert f"{NAME}  zh  small" in out
    assert out.count("best for this computer") == 1
    run("install", NAME)
    lines = run("list")[1].splitlines()
    assert [line.split()[1] for line in lines if line.startswith("*")] == [NAME]
    elsewhere = written(tmp_path / "else")
    settings.save(Settings(language="en", speech_model=str(elsewhere)))
    lines = run("list")[1].splitlines()
    assert [line.split()[1] for line in lines if line.startswith("*")] == ["else"]


def test_the_page_without_network(run: Run, site: Site) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert "vosk-starter-zh" in out
    assert "The list of models cannot be read" in out


def test_everything_is_said_in_the_settings_language(
    run: Run, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(site)
    settings.save(Settings(language="zh"))
    code, out, _ = run("install", NAME)
    assert code == 0
    assert "已安装" in out
    assert "清单里的 MD5，较弱" in out
    assert "本机的语音识别模型" in run("list")[1]
    assert "没有名为" in run("install", "x")[2]


def test_a_broken_manifest_is_no_crash(run: Run, site: Site) -> None:
    place = written(user_models() / "broken-cn")
    (place / "manifest.json").write_text(json.dumps({"name": 1}), encoding="utf-8")
    assert run("list")[0] == 0
    assert run("verify", "broken-cn")[0] == 1


def test_what_lies_where_models_lie_and_is_none_is_damaged(run: Run, site: Site) -> None:
    serve(site)
    written(user_models() / "my-cn", {"manifest.json": b"{}", "conf/model.conf": b""})
    written(user_models() / "bad name", FILES)
    written(user_models() / ".installing-x", FILES)
    code, out, _ = run("verify")
    assert code == 1
    assert "!  my-cn  am/final.mdl is missing\n" in out
    assert "!  bad name  its name" in out
    assert ".installing" not in out
    assert run("verify", "my-cn")[0] == 1
    lines = [line.split()[:2] for line in run("list")[1].splitlines()]
    assert ["!", "my-cn"] in lines
    assert ["*", "vosk-starter-zh"] in lines


def test_a_folder_that_cannot_be_read_hides_no_other(
    run: Run, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(site)
    written(user_models() / "closed-cn")
    written(user_models() / "open-cn")
    is_file = Path.is_file

    def closed(path: Path) -> bool:
        if "closed-cn" in path.parts:
            raise PermissionError(errno.EACCES, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", closed)
    code, out, _ = run("verify")
    assert code == 1
    assert "!  closed-cn  cannot be read (no permission)" in out
    assert "?  open-cn" in out
    assert "* " + " open-cn" in run("list")[1]


def test_a_damaged_model_is_not_shown_as_in_use(run: Run, site: Site, tmp_path: Path) -> None:
    serve(site)
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    run("install", "--from", tmp_path / "m.zip")
    (data_folder() / PLACE / "graph" / "words.txt").write_bytes(b"changed")
    marks = {line.split()[1]: line for line in run("list")[1].splitlines() if line[:1] in ("*", "!")}
    assert marks[NAME].startswith("!")
    assert "damaged" in marks[NAME]
    assert marks["vosk-starter-zh"].startswith("*")


@pytest.mark.parametrize("files", [{}, {"notes.txt": b"mine"}, None])
def test_what_is_no_model_is_not_replaced(
    run: Run, site: Site, tmp_path: Path, files: dict[str, bytes] | None
) -> None:
    serve(site)
    place = user_models() / NAME
    if files is None:
        place.parent.mkdir(parents=True)
        place.write_text("mine", encoding="utf-8")
    else:
        place.mkdir(parents=True)
        written(place, files)
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    for arguments in (("--from", tmp_path / "m.zip"), (NAME,)):
        code, _, err = run("install", *arguments)
        assert code == 2
        assert "is no speech model, so it was not replaced" in err
    assert ("/m.zip", None) not in site.asked
    assert not (place / "am").exists()


def test_that_a_model_is_replaced_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(ARCHIVE)
    assert "in place of" not in run("install", "--from", tmp_path / "m.zip")[1]
    assert (
        f"Installed, in place of the model of that name: {data_folder() / PLACE}\n"
        in run("install", "--from", tmp_path / "m.zip")[1]
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\n<!DOCTYPE html><title>Login</title>", "is a web page and no zip file"),
        (gzip.compress(b"x" * 100), "no zip file but gzip"),
        (bytes(257) + b"ustar", "no zip file but tar"),
    ],
)
@pytest.mark.parametrize("name", ["m.zip", "vosk-model-small-cn-0.22.zip"])
def test_what_is_no_zip_file_is_said_to_be_what_it_is(
    run: Run, tmp_path: Path, data: bytes, said: str, name: str
) -> None:
    (tmp_path / name).write_bytes(data)
    code, _, err = run("install", "--from", tmp_path / name)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("archive", [True, False])
def test_a_source_that_may_not_be_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: bool
) -> None:
    source = tmp_path / ("m.zip" if archive else NAME)
    closed = source if archive else written(source) / "am" / "final.mdl"
    if archive:
        source.write_bytes(ARCHIVE)
    opened = Path.open

    def refuse(path: Path, *rest: Any, **more: Any) -> Any:
        if path == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *rest, **more)

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = run("install", "--from", source)
    assert code == 2
    assert f"{closed} cannot be read (no permission)" in err
    assert left_behind() == []


def test_more_than_a_models_folder(run: Run, tmp_path: Path) -> None:
    files = {f"{NAME}/{name}": data for name, data in FILES.items()}
    (tmp_path / "two.zip").write_bytes(zipped({**files, "notes/read.me": b"x"}, top=""))
    code, _, err = run("install", "zh", "--from", tmp_path / "two.zip")
    assert code == 2
    assert f"more than one model's folder: notes, {NAME}" in err


@pytest.mark.parametrize("shipped", [True, False])
def test_another_language_than_the_models_own(run: Run, tmp_path: Path, shipped: bool) -> None:
    files, top = dict(FILES), f"{NAME}/"
    if shipped:
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
        own = Manifest("ours", "speech", "zh", "our calls", "ours alone", "trained here", {}, hashes)
        files["manifest.json"], top = msgspec.json.encode(own), "ours/"
    (tmp_path / "m.zip").write_bytes(zipped(files, top))
    code, _, err = run("install", "en", "--from", tmp_path / "m.zip")
    assert code == 2
    assert "is a model for zh, not for en" in err
    assert left_behind() == []


def test_a_bad_name_is_said_with_what_to_rename(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.zip").write_bytes(zipped(FILES, top="中文 模型/"))
    assert "rename the folder in it" in run("install", "--from", tmp_path / "m.zip")[2]
    (tmp_path / "中文 模型.zip").write_bytes(zipped(FILES, top=""))
    assert "Rename the file" in run("install", "--from", tmp_path / "中文 模型.zip")[2]
    written(tmp_path / "中文 模型")
    assert "Rename the folder" in run("install", "--from", tmp_path / "中文 模型")[2]


def test_install_from_the_folder_one_stands_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path / NAME))
    assert run("install", "--from", ".")[0] == 0
    assert candidates("zh")[0].name == NAME


@pytest.mark.parametrize("verb", [[], ["list"], ["install"], ["verify"]])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_help_is_in_the_settings_language(
    verb: list[str], language: Literal["zh", "en"], capsys: pytest.CaptureFixture[str]
) -> None:
    settings.save(Settings(language=language))
    with pytest.raises(SystemExit):
        main([*verb, "--help"])
    page = capsys.readouterr().out
    assert any("\u4e00" <= character <= "\u9fff" for character in page) == (language == "zh")
    assert ("usage:" in page) == (language == "en")
