from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.catalogue.https_server import Site, authority


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's and IT's folders, empty, below the test's own; no proxy."""
    for name in ("CONFIG", "DATA", "POLICY"):
        monkeypatch.setenv(f"CALLCUE_{name}", str(tmp_path / name.lower()))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def untrusted_site(certificate: tuple[Path, Path]) -> Iterator[Site]:
    site = Site(*certificate)
    yield site
    site.close()


@pytest.fixture
def site(untrusted_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site with its certificate trusted, and its list the one that is asked."""
    monkeypatch.setenv("SSL_CERT_FILE", str(untrusted_site.certificate))
    monkeypatch.setenv("CALLCUE_MODEL_LIST", untrusted_site.url("/list.json"))
    return untrusted_site
