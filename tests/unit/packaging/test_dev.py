"""Set-up on machines that lack something: one sentence that says what to do, in the desktop's language."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "packaging" / "dev.py"


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return module


@pytest.mark.parametrize(
    ("wish", "said"), [("zh_CN.UTF-8", "好"), ("zh_TW", "好"), ("de_DE", "good"), ("no such thing", "good")]
)
def test_it_speaks_the_desktops_language(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, wish: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", wish)
    assert dev.in_words("好", "good") == said


def debian(monkeypatch: pytest.MonkeyPatch, dev: ModuleType, installed: str, root: bool) -> list[list[str]]:
    """A Debian on which these packages are installed and sudo asks for a password; returns what apt is told."""
    told: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if command[0] == "dpkg-query":
            lines = "".join(f"{name} installed\n" for name in installed.split())
            return subprocess.CompletedProcess(command, 0, lines, "")
        if command[0] == "sudo":
            return subprocess.CompletedProcess(command, 1, "", "a password is required")
        told.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(dev.subprocess, "run", run)
    return told


def test_only_what_is_missing_is_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    told = debian(monkeypatch, dev, "libegl1 libglib2.0-0t64", root=True)
    dev.install_system_packages(["libegl1", "libglib2.0-0", "picom"])
    assert told[0] == ["apt-get", "update"]
    assert told[1][-1] == "picom"
    assert not {"libegl1", "libglib2.0-0"} & set(told[1])


def test_with_everything_there_apt_is_not_asked(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    told = debian(monkeypatch, dev, "libegl1", root=True)
    dev.install_system_packages(["libegl1"])
    assert told == []


def test_without_rights_the_line_to_type_is_shown(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    told = debian(monkeypatch, dev, "", root=False)
    with pytest.raises(dev.SetupError, match="sudo apt-get install -y --no-install-recommends libegl1"):
        dev.install_system_packages(["libegl1"])
    assert told == []


def test_an_environment_that_fits_the_lock_is_left_alone(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock, stamp, python = (tmp_path / name for name in ("lock", "stamp", "python"))
    lock.write_text("numpy==2.0")
    python.touch()
    stamp.write_text(dev.hashlib.sha256(lock.read_bytes()).hexdigest())
    for name, path in (("LOCK", lock), ("STAMP", stamp), ("PYTHON", python)):
        monkeypatch.setattr(dev, name, path)
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: pytest.fail("pip was called"))
    dev.install_environment()
