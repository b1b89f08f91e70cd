"""Every window in every state, in both languages, all appearances, at 100 and 200 %, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint

from models.events import CueKind, Severity
from models.settings import Loaded, Settings
from overlay import language
from overlay.device_list import Device
from overlay.offscreen import Stage, application, picture
from overlay.presenters.card import Language
from overlay.presenters.equipment import EquipmentView
from overlay.presenters.settings import Field, fields
from overlay.presenters.strip import LegView
from overlay.presenters.transcript import TranscriptPresenter
from overlay.presenters.trial import LegTrial, TrialView
from overlay.scenes import Scene, note, scenes, spoken
from overlay.theme import PALETTES, PaletteName, Theme
from overlay.windows.settings import SettingsWindow
from overlay.windows.transcript import TranscriptWindow
from overlay.windows.welcome import PAGES, WelcomeWindow

LANGUAGES: tuple[Language, ...] = ("zh", "en")
PERCENTS = (100, 200)

Sections = dict[str, tuple[Field, ...]]

_CONTACT: dict[Language, str] = {"zh": "IT 服务台（分机 4400）", "en": "the IT service desk, ext. 4400"}
_WORDS: dict[Language, str] = {"zh": "今天天气不错", "en": "what a fine day it is"}

_LEGS = (LegView(0.65, speaking=True), LegView(0.2))
_DEVICES = (
    Device("usb-in", "USB headset, microphone", default=True),
    Device("usb-out", "USB headset, what you hear", "system output", default=True),
)


def render(out_dir: Path) -> list[Path]:
    """Write all pictures into the folder; they are named scene-language-appearance-size.png."""
    out_dir.mkdir(parents=True, exist_ok=True)
    return [
        path
        for speech in LANGUAGES
        for palette in PALETTES
        for percent in PERCENTS
        for path in (
            *_overlay(out_dir, speech, palette, percent),
            *_windows(out_dir, speech, palette, percent),
        )
    ]


def play(stage: Stage, scene: Scene, speech: Language) -> None:
    """Bring the stage into the scene's state."""
    for event in scene.tell(speech):
        stage.board.feed(event)
    if scene.opened:
        stage.board.card.open_or_close()
    if scene.noted:
        stage.board.wrap_up.write(note(speech))
        stage.board.wrap_up.choose(stage.dock.summary.wrap_up.chips[1].text())
    stage.dock.refresh()
    if scene.breathing:
        stage.dock.breathe()
        stage.dock.breathing.show_second(3.0)
    if scene.reached:
        stage.dock.reach()


def _overlay(out_dir: Path, speech: Language, palette: PaletteName, percent: int) -> Iterator[Path]:
    for scene in scenes():
        stage = Stage(speech, palette, percent)
        play(stage, scene, speech)
        yield stage.grab(out_dir / f"{scene.name}-{speech}-{palette}-{percent}.png", 200 / percent)
        stage.close()


def _windows(out_dir: Path, speech: Language, palette: PaletteName, percent: int) -> Iterator[Path]:
    language.speak(application(), speech)
    theme = Theme(PALETTES[palette], percent / 100, moves=False, latin=speech == "en")
    chosen = Settings(language=speech, policy_contact=_CONTACT[speech], quiet_cues=("thank", "breathe"))
    sections = fields(Loaded(chosen, frozenset({"keep_records", "experience"})), speech)
    for name, window in (
        *((f"settings-{name}", _settings(sections, row, speech)) for row, name in enumerate(sections)),
        *((f"welcome-{page + 1}", _welcome(sections, page, speech)) for page in range(PAGES)),
        ("transcript", _transcript(speech)),
    ):
        window.dress(theme)
        window.show()
        path = out_dir / f"{name}-{speech}-{palette}-{percent}.png"
        picture(path, [(window, QPoint())], palette, theme, 200 / percent)
        window.hide()
        window.deleteLater()
        yield path


def _equipment(speech: Language) -> EquipmentView:
    told: tuple[tuple[str, Severity, str, str], ...] = (
        ("set_boundary", "critical", "平静地划线", "Draw the line, calmly"),
        ("supervisor", "critical", "请主管来接", "Bring in a supervisor"),
        ("listen", "warn", "让客户说完", "Let them finish"),
        ("acknowledge", "warn", "先认可感受", "Acknowledge the feeling"),
        ("concrete_steps", "warn", "给时间给步骤", "Name steps and times"),
        ("offer_options", "info", "给客户选择", "Offer a choice"),
        ("restate", "info", "复述确认", "Say it back"),
        ("thank", "info", "谢谢客户", "Thank them"),
    )
    cues = tuple(CueKind(rule, zh if speech == "zh" else en, severity) for rule, severity, zh, en in told)
    return EquipmentView("vosk-starter-zh", speech, "default", cues)


def _trial(speech: Language) -> TrialView:
    """A test call at which the agent was heard, and nobody else yet."""
    return TrialView(possible=True, running=True, agent=LegTrial(True, _WORDS[speech]))


def _settings(sections: Sections, row: int, speech: Language) -> SettingsWindow:
    window = SettingsWindow()
    window.show_equipment(_equipment(speech))
    window.show_trial(_trial(speech))
    window.show_fields(sections)
    window.sections.setCurrentRow(row)
    window.show_devices(_DEVICES)
    window.show_meters(*_LEGS)
    return window


def _welcome(sections: Sections, page: int, speech: Language) -> WelcomeWindow:
    window = WelcomeWindow()
    window.show_state("", _equipment(speech))
    window.show_trial(_trial(speech))
    window.show_fields(sections)
    window.show_devices(_DEVICES)
    window.show_meters(*_LEGS)
    window.turn(page)
    return window


def _transcript(speech: Language) -> TranscriptWindow:
    window, call = TranscriptWindow(), TranscriptPresenter()
    for event in spoken(speech):
        call.feed(event)
    window.show_lines(call.lines)
    return window
