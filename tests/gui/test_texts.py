"""Every text of the overlay exists in Chinese, and what is shown is not cut off."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from models.events import CueKind
from models.playbook import default_path, load
from models.settings import Loaded, Settings
from overlay import language
from overlay.gallery import play
from overlay.offscreen import Stage
from overlay.presenters.card import Language
from overlay.presenters.equipment import EquipmentView
from overlay.presenters.settings import fields
from overlay.presenters.trial import LegTrial, TrialView
from overlay.scenes import scenes
from overlay.theme import Theme
from overlay.widgets.prose import Prose
from overlay.windows.settings import SettingsWindow
from overlay.windows.transcript import TranscriptWindow
from overlay.windows.welcome import PAGES, WelcomeWindow
from tests.gui.rig import ROOT

CATALOGUE = ROOT / "overlay" / "translations" / "zh_CN.ts"
TOOLS = Path(sys.executable).parent


def _messages(path: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> translation; an unfinished one is empty."""
    found = {}
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            text = (translation.text or "") if done and translation is not None else ""
            found[context.findtext("name") or "", message.findtext("source") or ""] = text
    return found


def test_every_text_in_the_sources_is_in_the_catalogue(tmp_path: Path) -> None:
    fresh = tmp_path / "zh_CN.ts"
    sources = sorted(str(path) for path in (ROOT / "overlay").rglob("*.py"))
    subprocess.run(
        [str(TOOLS / "pyside6-lupdate"), *sources, "-ts", str(fresh)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert set(_messages(fresh)) == set(_messages(CATALOGUE))
    assert len(_messages(CATALOGUE)) > 50


def test_every_text_is_translated() -> None:
    empty = [key for key, text in _messages(CATALOGUE).items() if not text.strip()]
    assert empty == []


def test_placeholders_survive_translation() -> None:
    for (_, source), text in _messages(CATALOGUE).items():
        assert sorted(re.findall(r"{\w+}", source)) == sorted(re.findall(r"{\w+}", text)), source


def test_the_compiled_catalogue_is_the_written_one(tmp_path: Path) -> None:
    compiled = tmp_path / "zh_CN.qm"
    subprocess.run(
        [str(TOOLS / "pyside6-lrelease"), str(CATALOGUE), "-qm", str(compiled)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert compiled.read_bytes() == CATALOGUE.with_suffix(".qm").read_bytes()


def test_the_language_changes_while_windows_are_open(qapp: QApplication) -> None:
    stage = Stage("zh")
    assert stage.dock.strip.word.text() == "未连接"
    language.speak(qapp, "en")
    QApplication.sendPostedEvents()
    assert stage.dock.strip.word.accessibleName() == "Not connected"
    assert stage.dock.card.done_button.accessibleName() == "Done"
    stage.close()


@pytest.mark.parametrize("speech", ["zh", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_text_of_the_overlay_is_cut_off(qapp: object, speech: Language, percent: int) -> None:
    for scene in scenes():
        stage = Stage(speech, "dark", percent)
        play(stage, scene, speech)
        QApplication.sendPostedEvents()
        cut = [
            prose.text
            for pane in stage.dock.panes()
            for prose in pane.findChildren(Prose)
            if prose.isVisible() and prose.text and prose.is_cut()
        ]
        assert cut == [], scene.name
        strip = stage.dock.strip
        assert strip.word.width() >= strip.word.sizeHint().width() - 1, scene.name
        assert strip.clock.geometry().right() < strip.width(), scene.name
        stage.close()


def _too_narrow(window: QWidget) -> list[str]:
    """Texts of labels, buttons and boxes that are given less room than they need."""
    QApplication.sendPostedEvents()
    cut = []
    for child in window.findChildren(QWidget):
        if not child.isVisible() or (isinstance(child, QAbstractButton) and not child.text()):
            continue
        if isinstance(child, QLabel) and child.wordWrap():
            if child.heightForWidth(child.width()) > child.height() + 1:
                cut.append(child.text())
        elif isinstance(child, QLabel | QAbstractButton) and child.sizeHint().width() > child.width() + 1:
            cut.append(child.text())
        elif isinstance(child, QComboBox):
            room = child.width() - child.height()
            if child.fontMetrics().horizontalAdvance(child.currentText()) > room:
                cut.append(child.currentText())
    return cut


@pytest.mark.parametrize("speech", ["zh", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_text_of_the_windows_is_cut_off(qapp: QApplication, speech: Language, percent: int) -> None:
    language.speak(qapp, speech)
    sections = fields(
        Loaded(Settings(language=speech, policy_contact="IT 4400"), frozenset({"experience"})), speech
    )
    settings, welcome, transcript = SettingsWindow(), WelcomeWindow(), TranscriptWindow()
    for window in (settings, welcome, transcript):
        window.dress(Theme(scale=percent / 100, latin=speech == "en"))
        window.show()
    playbook = load(default_path(speech))
    cues = tuple(CueKind(rule.id, rule.title, rule.severity) for rule in playbook.rules)
    assert len(cues) > 20
    settings.show_equipment(EquipmentView("vosk-model-with-a-rather-long-name-0.22", speech, "p", cues))
    settings.show_fields(sections)
    welcome.show_fields(sections)
    heard = LegTrial(
        True, "你们到底什么时候能给我一个准信儿" * 2 if speech == "zh" else "when will it be " * 4
    )
    for trial in (TrialView(possible=True), TrialView(True, True, heard, heard)):
        settings.show_trial(trial)
        welcome.show_trial(trial)
        settings.sections.setCurrentRow(0)
        welcome.turn(1)
        assert _too_narrow(settings) == []
        assert _too_narrow(welcome) == []
    for row in range(len(sections)):
        settings.sections.setCurrentRow(row)
        assert _too_narrow(settings) == []
        assert settings.page.widget().minimumSizeHint().width() <= settings.page.viewport().width()
    for page in range(PAGES):
        welcome.turn(page)
        assert _too_narrow(welcome) == []
    assert _too_narrow(transcript) == []
    for window in (settings, welcome, transcript):
        window.deleteLater()
