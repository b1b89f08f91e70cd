"""The shipped model, offered by a local site, installed and used through the door as a person does it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.events import ModelLoaded
from models.parts import Parts, load_parts
from models.settings import Settings
from tests.e2e.conftest import ROOT
from tests.unit.catalogue.https_server import Site, authority, content, in_turn
from tests.unit.catalogue.samples import entry, listed

STARTER = ROOT / "models" / "weights" / "vosk-starter-zh"
NAME = "vosk-model-small-cn-9.9"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The shipped model as a foreign one: another name, no manifest."""
    path = tmp_path_factory.mktemp("archive") / "m.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as opened:
        for file in sorted(STARTER.rglob("*")):
            if file.is_file() and file.name != "manifest.json":
                opened.write(file, f"{NAME}/{file.relative_to(STARTER).as_posix()}")
    return path.read_bytes()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    certificate, key = authority(tmp_path)
    site = Site(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("CALLCUE_MODEL_LIST", site.url("/list.json"))
    for name in ("CONFIG", "DATA", "POLICY"):
        monkeypatch.setenv(f"CALLCUE_{name}", str(tmp_path / name.lower()))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield site
    site.close()


def door(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "main.py", "models", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=60,
    )


def test_a_download_that_breaks_goes_on_and_the_engine_uses_the_model(
    site: Site, archive: bytes, tmp_path: Path
) -> None:
    site.answers["/m.zip"] = in_turn(content(archive, stop_after=len(archive) // 2), content(archive))
    model = {**entry(archive, site.url("/m.zip")), "name": NAME}
    site.answers["/list.json"] = content(listed([model]), "application/json")

    listing = door("list")
    assert (listing.returncode, listing.stderr) == (0, "")
    assert NAME in listing.stdout

    done = door("install", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert "校验通过" in done.stdout
    ranges = [wanted for path, wanted in site.asked if path == "/m.zip"]
    assert ranges[0] is None
    assert len(ranges) == 2
    assert ranges[1] is not None

    verified = door("verify", NAME)
    assert (verified.returncode, verified.stderr) == (0, "")

    settings = Settings()
    loaded = next(iter(load_parts(settings, Parts(settings))))
    assert isinstance(loaded, ModelLoaded)
    assert loaded.name == NAME

    site.close()
    offline = door("list")
    assert offline.returncode == 0
    assert f"*  {NAME}" in offline.stdout


def test_a_model_that_does_not_load_ends_in_one_sentence(site: Site, tmp_path: Path) -> None:
    """Vosk's library writes of its own to standard error."""
    broken = shutil.copytree(STARTER, tmp_path / NAME)
    (broken / "manifest.json").unlink()
    with (broken / "graph" / "HCLr.fst").open("r+b") as file:
        file.truncate(100_000)
    refused = door("install", "--from", str(broken))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"callcue: {NAME}")
    assert refused.stderr.count("\n") == 1


def test_no_network_ends_in_one_sentence(site: Site) -> None:
    site.close()
    refused = door("install", "zh")
    assert refused.returncode == 2
    assert refused.stderr.startswith("callcue: ")
    assert refused.stderr.count("\n") == 1
    assert "Traceback" not in refused.stderr
