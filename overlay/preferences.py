"""The settings in force: shown in their window, changed there, kept, and told to the engine."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from models import events
from models.settings import Loaded, Settings, SettingsError, changed, config_folder, save
from overlay.device_list import DeviceList
from overlay.hotkeys import Hotkeys
from overlay.presenters.board import Board
from overlay.presenters.settings import SECTIONS, fields, twice
from overlay.theme import Theme

if TYPE_CHECKING:
    from overlay.windows.settings import SettingsWindow
    from overlay.windows.welcome import WelcomeWindow


class Preferences(QObject):
    """Its windows are made when they are first wanted: the agent waits for the strip, not for these.

    Signals: applied: other settings are in force now; asked: a command for the engine; tried: a test call, please
    """

    applied = Signal()
    asked = Signal(object)
    tried = Signal()

    def __init__(self, loaded: Loaded, list_devices: Sequence[str]) -> None:
        super().__init__()
        self._loaded = loaded
        self.welcome: WelcomeWindow | None = None
        self.devices = DeviceList(list_devices, self)
        self._window: SettingsWindow | None = None
        self._theme = Theme()
        self._complaints: dict[str, str] = {}
        self._has_hotkeys = True

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._loaded.settings

    @property
    def window(self) -> SettingsWindow:
        """Where they are shown."""
        if not self._window:
            self._window = self._make_window()
        return self._window

    def open(self) -> None:
        """Show them."""
        self.window.open()

    def dress(self, theme: Theme) -> None:
        self._theme = theme
        if self._window:
            self._window.dress(theme)
        if self.welcome:
            self.welcome.dress(theme)

    def show_board(self, board: Board) -> None:
        """The legs' loudness and the test call, for the devices; what is loaded, and what is wrong."""
        view, notice = board.strip.view, board.notices.view
        if self._window and self._window.isVisible():
            self._window.show_meters(view.customer, view.agent)
            self._window.show_trial(board.trial.view)
            self._window.show_equipment(board.equipment.view)
        if self.welcome:
            self.welcome.show_meters(view.customer, view.agent)
            self.welcome.show_trial(board.trial.view)
            self.welcome.show_state(notice.text if notice else "", board.equipment.view)

    def greet(self, theme: Theme) -> None:
        """Welcome somebody who has no settings yet."""
        if (config_folder() / "settings.json").exists():
            return
        from overlay.windows.welcome import WelcomeWindow

        self.welcome = WelcomeWindow()
        self.welcome.changed.connect(self.change)
        self.welcome.tried.connect(self.tried)
        self.welcome.finished.connect(self._welcomed)
        self.devices.listed.connect(self.welcome.show_devices)
        self.welcome.dress(theme)
        self._show()
        self.welcome.open()
        self.devices.ask()

    def change(self, name: str, value: object) -> None:
        """Take over one value: keep it, show it, tell the engine. What does not fit is said in its row."""
        if name in self._loaded.locked or getattr(self.settings, name) == value:
            return
        try:
            new = changed(self.settings, name, value)
            if name in twice(new):
                self._complain(name, self.tr("These keys are taken by another entry here."))
                return
            save(self._unlocked(new))
        except SettingsError as error:
            self._complain(name, error.text.said_in(self.settings.language))
            return
        except OSError as error:
            self._complain(name, str(error))
            return
        self._loaded = msgspec.structs.replace(self._loaded, settings=new)
        self._complain(name, "")
        self._show()
        self._tell(name, getattr(new, name))
        self.applied.emit()

    def hold_keys(self, keys: Hotkeys | None) -> None:
        """Hold the hotkeys of the settings; those that another program has are said in their rows."""
        self._has_hotkeys = keys is not None
        if not keys:
            return
        wanted = {name: getattr(self.settings, name) for name in SECTIONS["hotkeys"]}
        taken = keys.hold(wanted)
        for name in wanted:
            busy = self.tr("Another program holds these keys, or they cannot be used: choose others.")
            self._complain(name, busy if name in taken else "")

    def close(self) -> None:
        self.devices.close()
        if self._window:
            self._window.close()

    # --- inside

    def _make_window(self) -> SettingsWindow:
        from overlay.windows.settings import SettingsWindow

        window = SettingsWindow()
        window.has_hotkeys = self._has_hotkeys
        window.opened.connect(self.devices.ask)
        window.changed.connect(self.change)
        window.tried.connect(self.tried)
        self.devices.listed.connect(window.show_devices)
        window.show_fields(fields(self._loaded, self.settings.language))
        window.dress(self._theme)
        for name, sentence in self._complaints.items():
            window.complain(name, sentence)
        return window

    def _complain(self, name: str, sentence: str) -> None:
        """Say in the setting's row what is wrong with it; an empty sentence takes it back."""
        self._complaints[name] = sentence
        if self._window:
            self._window.complain(name, sentence)

    def _show(self) -> None:
        shown = fields(self._loaded, self.settings.language)
        if self._window:
            self._window.show_fields(shown)
        if self.welcome:
            self.welcome.show_fields(shown)

    def _welcomed(self) -> None:
        """Once is enough: there are settings now, though they may all be the defaults."""
        with contextlib.suppress(OSError):
            save(self._unlocked(self.settings))
        if self.welcome:
            self.welcome.deleteLater()
            self.welcome = None

    def _unlocked(self, new: Settings) -> Settings:
        """Without what a policy has set: that is IT's to keep, and goes when the policy goes."""
        default = Settings()
        return msgspec.structs.replace(new, **{name: getattr(default, name) for name in self._loaded.locked})

    def _tell(self, name: str, value: object) -> None:
        match name:
            case "customer_source":
                self.asked.emit(events.UseDevice(leg="customer", source=str(value)))
            case "agent_source":
                self.asked.emit(events.UseDevice(leg="agent", source=str(value)))
            case _:
                self.asked.emit(events.SetSetting(name=name, value=_as_text(value)))


def _as_text(value: object) -> str:
    """A value as the engine takes it."""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
