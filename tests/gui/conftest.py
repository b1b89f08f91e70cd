"""What the tests of the overlay share. In this process Qt draws offscreen; X11 tests start programs of their own."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from overlay import language
from tests.gui import rig


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, the places or the socket of whoever runs it."""
    for name in ("CALLCUE_CONFIG", "CALLCUE_DATA", "CALLCUE_POLICY", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))


@pytest.fixture(autouse=True)
def english() -> None:
    """No test speaks what the one before it has left."""
    if app := QCoreApplication.instance():
        language.speak(app, "en")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[rig.Desktop]:
    """A screen with a window manager and a compositor."""
    if sentence := rig.missing():
        pytest.fail(sentence)
    made = rig.Desktop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def plain_desktop(tmp_path: Path) -> Iterator[rig.Desktop]:
    """The same without a compositor."""
    if sentence := rig.missing():
        pytest.fail(sentence)
    made = rig.Desktop(tmp_path, compositor=False)
    yield made
    made.close()
