"""The overlay program: starts the engine, shows what it says, and passes on what the agent answers."""

from __future__ import annotations

import signal
import sys
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from models import events, settings
from overlay import desktop, language, remote, screen
from overlay.engine_link import EngineLink
from overlay.hotkeys import Hotkeys, hotkeys
from overlay.instance import Instance
from overlay.motion import MotionWish
from overlay.places import Places, arrangement
from overlay.preferences import Preferences
from overlay.presenters.board import Board
from overlay.theme import PALETTES, Theme
from overlay.tray import Tray
from overlay.windows.dock import FREE, Dock

if TYPE_CHECKING:
    from overlay.windows.transcript import TranscriptWindow

SETTLE_MS = 250
UNTOLD_AT_MOST = 50
NOT_ON_TOP = events.Text(
    "这个桌面（Wayland）不允许窗口一直置顶，提示可能被挡住；装上 XWayland 就可以。",
    "This desktop (Wayland) lets no window stay on top, so cues may be covered; XWayland would help.",
)
# Time to read the card after the demonstration call.
DEMO_LINGER_MS = 12_000


def run(argv: list[str], engine: Sequence[str], demo: bool = False, devices: Sequence[str] = ()) -> int:
    """Run until the agent quits; 0 done, 2 no screen.

    engine: the command of the engine process; demo: it plays one call, and a while after that all is over
    devices: the command that lists the sound inputs (see overlay/device_list.py)
    """
    if not screen.has_screen():
        print(
            "There is no screen to show the overlay on. / 没有可用的屏幕，悬浮窗无法显示。", file=sys.stderr
        )
        return 2
    if not demo and remote.send("show"):
        return 0
    screen.choose_platform()
    app = QApplication(["callcue", *argv])
    app.setApplicationName(settings.APP)
    app.setQuitOnLastWindowClosed(False)
    overlay = Overlay(app, EngineLink(engine, once=demo), settings.load(), devices)
    if demo:
        overlay.link.ended.connect(lambda: QTimer.singleShot(DEMO_LINGER_MS, app.quit))
    overlay.open()
    if not demo:
        overlay.listen()
        overlay.preferences.greet(overlay.theme())
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: app.quit())
    code = app.exec()
    overlay.close()
    return code


class Overlay(QObject):
    """Everything that belongs together while the program runs.

    Attributes: board, dock, link, tray: what is shown, where, from whom, and the menu;
    preferences, transcript: what opens on demand
    """

    def __init__(
        self, app: QApplication, link: EngineLink, loaded: settings.Loaded, devices: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self.app = app
        self.link = link
        language.speak(app, loaded.settings.language)
        self.motion = MotionWish(self)
        self.preferences = Preferences(loaded, devices)
        self.board = Board(loaded.settings.language)
        self.dock = Dock(self.board, self.theme())
        self._transcript: TranscriptWindow | None = None
        self._untold: deque[events.WrapUp] = deque(maxlen=UNTOLD_AT_MOST)
        self.tray = Tray(self)
        self.instance = Instance(self.answer, self)
        self.keys: Hotkeys | None = None
        self._places = Places(settings.config_folder() / "places.json")
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._screens_settled)
        self._connect()
        self._use_settings()
        for problem in loaded.problems:
            self._say(problem.en, problem, "warn")
        if not desktop.keeps_on_top():
            self._say("wayland", NOT_ON_TOP, "info")

    @property
    def transcript(self) -> TranscriptWindow:
        """Made when it is first wanted."""
        if not self._transcript:
            from overlay.windows.transcript import TranscriptWindow

            self._transcript = TranscriptWindow()
            self._transcript.dress(self.theme())
        return self._transcript

    def open(self) -> None:
        self._stand()
        self.dock.open()
        self.link.start()
        self.tray.open()
        QTimer.singleShot(0, self._start_keys)
        QTimer.singleShot(0, self.motion.follow)

    def listen(self) -> None:
        """Hear a second start; without that the program works all the same."""
        try:
            self.instance.listen()
        except OSError as error:
            zh = f"无法接收第二次启动的请求（{error}）；不影响通话。"
            en = f"A second start of CallCue cannot reach this one ({error}); calls go on."
            self._say("instance", events.Text(zh, en), "info")

    def close(self) -> None:
        # The first screen arrives as the program starts: its timer may still run when all is over.
        self._settle.blockSignals(True)
        self.dock.close()
        self.tray.close()
        self.instance.close()
        if self._transcript:
            self._transcript.close()
        self.preferences.close()
        self.motion.close()
        if self.keys:
            self.keys.close()
        self.link.stop()

    def theme(self) -> Theme:
        """The tokens as the settings and the system want them now."""
        chosen = self.preferences.settings
        palette = desktop.appearance() if chosen.theme == "system" else chosen.theme
        return Theme(
            PALETTES[palette],
            scale=chosen.size_percent / 100,
            opacity=1.0 if palette == "contrast" else chosen.opacity_percent / 100,
            moves=not (chosen.reduce_motion or self.motion.less),
            latin=chosen.language == "en",
        )

    def answer(self, verb: str) -> bool:
        """What another start of the program asks for; whether it was understood."""
        if verb == "show":
            self.dock.reach()
        return verb == "show"

    # --- inside

    def _say(self, code: str, text: events.Text, severity: events.Severity) -> None:
        self.board.feed(events.Problem(t=0.0, code=code, text=text, severity=severity))

    def _connect(self) -> None:
        self.link.arrived.connect(self._arrived)
        self.link.lost.connect(self.board.engine_lost)
        self.dock.asked.connect(self._ask)
        self.dock.moved.connect(self._moved)
        self.dock.transcript.connect(self._open_transcript)
        self.dock.settings.connect(self.preferences.open)
        self.preferences.asked.connect(self.link.send)
        self.preferences.applied.connect(self._applied)
        self.preferences.tried.connect(lambda: self.link.send(self.board.trial.toggle()))
        self.motion.changed.connect(self._dress)
        self.tray.call.connect(self.dock.start_or_end)
        self.tray.pause.connect(self.dock.pause_or_listen)
        self.tray.show_strip.connect(self.dock.reach)
        self.tray.transcript.connect(self._open_transcript)
        self.tray.settings.connect(self.preferences.open)
        self.tray.quit_asked.connect(self.app.quit)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        hints.accessibility().contrastPreferenceChanged.connect(self._dress)
        self.app.screenAdded.connect(self._screen_added)
        self.app.screenRemoved.connect(self._screens_changed)
        self.app.primaryScreenChanged.connect(self._screens_changed)
        for there in self.app.screens():
            there.availableGeometryChanged.connect(self._screens_changed)

    def _ask(self, command: events.Command) -> None:
        """A note that no engine is there to take waits for the next one."""
        if not self.link.send(command) and isinstance(command, events.WrapUp):
            self._untold.append(command)

    def _arrived(self, batch: list[events.AnyEvent]) -> None:
        before = self.board.card.view
        for event in batch:
            self.board.feed(event)
        while self._untold and self.link.send(self._untold[0]):
            self._untold.popleft()
        now = self.board.card.view
        if self.preferences.settings.sound and now and (not before or before.cue != now.cue):
            QApplication.beep()
        self.dock.refresh()
        self.tray.show_view(self.board.strip.view)
        self.preferences.show_board(self.board)
        if self._transcript and self._transcript.isVisible():
            self._transcript.show_lines(self.board.transcript.lines)

    def _dress(self) -> None:
        theme = self.theme()
        self.dock.dress(theme)
        if self._transcript:
            self._transcript.dress(theme)
        self.preferences.dress(theme)

    def _applied(self) -> None:
        """Other settings: another language, another look, another place."""
        chosen = self.preferences.settings
        language.speak(self.app, chosen.language)
        self.board.speak(chosen.language)
        self.preferences.hold_keys(self.keys)
        self._use_settings()
        self._stand()

    def _use_settings(self) -> None:
        chosen = self.preferences.settings
        self.board.wrap_up.options = chosen.dispositions
        self.board.wrap_up.kept = chosen.keep_records
        self._dress()

    def _start_keys(self) -> None:
        """After the windows, for they are what the agent waits for."""
        self.keys = hotkeys(self)
        self.preferences.hold_keys(self.keys)
        if self.keys:
            self.keys.pressed.connect(self._key)

    def _key(self, name: str) -> None:
        match name:
            case "hotkey_done":
                self.dock.done()
            case "hotkey_dismiss":
                self.dock.dismiss()
            case "hotkey_wording":
                self.dock.next_wording()
            case "hotkey_call":
                self.dock.start_or_end("hotkey")
            case "hotkey_reach":
                self.dock.reach_by_key()

    def _open_transcript(self) -> None:
        self.transcript.show_lines(self.board.transcript.lines)
        self.transcript.open()

    def _stand(self) -> None:
        """Where the settings say; else where the agent put it with these monitors."""
        self.dock.stand(self._places.get(arrangement(self.app.screens())), self.preferences.settings.place)

    def _moved(self, place: QPoint) -> None:
        """Dragged: it stays there, unless IT has given it a corner."""
        self._places.put(arrangement(self.app.screens()), place)
        self.preferences.change("place", FREE)
        self._stand()

    def _screen_added(self, there: QScreen) -> None:
        there.availableGeometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self) -> None:
        self._settle.start()

    def _screens_settled(self) -> None:
        """Nobody takes the strip out of the agent's hand: what is being dragged is placed when it is dropped."""
        if self.dock.grip.is_held:
            self._settle.start()
        else:
            self._stand()
