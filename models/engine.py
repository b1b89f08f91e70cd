"""The engine process: devices in, events out, commands in between. Threads, queues and clocks live here.

Two more threads besides this one: PortAudio's, which copies sound into the sources' queues, and the reader of
commands. The slow stages have a worker a leg.
"""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable, Iterable
from datetime import datetime

from audio.activity import DetectorMissing
from audio.blocks import LEGS, Health, HealthState, Leg
from audio.legs import Legs
from audio.sources.device import DeviceSource
from audio.sources.source import SourceError
from models.events import (
    Command,
    EngineStatus,
    Event,
    Pause,
    Problem,
    ReloadPlaybook,
    SetSetting,
    Shutdown,
    Text,
    UseDevice,
)
from models.parts import Parts, load_parts, load_playbook
from models.playbook.watch import Watch
from models.sentences import no_detector, no_sound
from models.session import Session, health_event
from models.settings import Loaded, Settings, SettingsError, changed
from models.slow import workers
from models.version import VERSION

BEAT_S = 0.02
STATUS_S = 2.0
REOPEN_S = 3.0
WATCH_S = 0.3
LOADED_FOR = ("speech_language", "speech_model", "second_reading")
"""Settings that say which models are loaded."""


_STUCK = Text(
    zh="声音系统中断了，CallCue 正在重新启动收听。",
    en="The sound system broke off; CallCue is starting to listen anew.",
)


class Engine:
    """Runs until Shutdown. `out` gets every event, in order; commands are put into `commands` by any thread."""

    def __init__(self, loaded: Loaded, out: Callable[[Event], None]) -> None:
        self.commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._loaded = loaded
        self._parts = Parts(loaded.settings)
        self._out = out
        self._legs = Legs()
        self._began = time.monotonic()
        names = {"customer": loaded.settings.customer_source, "agent": loaded.settings.agent_source}
        self._sources = {leg: DeviceSource(leg, names[leg], self._clock) for leg in LEGS}
        self._states: dict[Leg, HealthState] = dict.fromkeys(LEGS, "ok")
        self._reopen_at: dict[Leg, float] = dict.fromkeys(LEGS, 0.0)
        self._opened: set[Leg] = set()
        self._paused = False
        self._busy = 0.0
        self._busy_since = 0.0
        self._lag = 0.0
        self._outdated = False
        self._playbook = loaded.settings.playbook
        self._watch = Watch(())

    @property
    def settings(self) -> Settings:
        """Those in force now."""
        return self._parts.settings

    @property
    def stuck(self) -> bool:
        """A sound device did not let itself be closed: the process has to be ended without asking it again."""
        return any(source.stuck for source in self._sources.values())

    def run(self) -> None:
        """Load, listen, coach, until Shutdown or until `stuck`."""
        self._out(EngineStatus(0.0, "starting", version=VERSION))
        for sentence in self._loaded.problems:
            self._out(Problem(0.0, "settings.broken", sentence))
        self._tell(load_parts(self._loaded.settings, self._parts))
        self._watch_playbook()
        with workers() as threads:
            try:
                session = Session(self._parts, threads, now=_local_time)
            except DetectorMissing as error:
                self._out(Problem(0.0, "model.broken", no_detector(error), severity="critical"))
                return
            try:
                self._loop(session)
            finally:
                self._tell(session.end("lost"))
                for source in self._sources.values():
                    source.close()
                self._out(self._status(session, "stopping"))

    def _clock(self) -> float:
        """Seconds since the engine began: common to both legs' sources."""
        return time.monotonic() - self._began

    def _loop(self, session: Session) -> None:
        next_status = next_look = 0.0
        while True:
            started = self._clock()
            self._listen(session)
            took = self._clock() - started
            self._busy += took
            self._lag = max(self._lag, took)
            self._load_anew(session)
            if started >= next_look:
                next_look = started + WATCH_S
                if self._watch.changed():
                    self._use_playbook(self._playbook, session)
            if started >= next_status:
                self._care_for_sources(session)
                self._out(self._status(session))
                self._busy, self._busy_since, self._lag = 0.0, self._clock(), 0.0
                next_status = started + STATUS_S
                if self.stuck:
                    self._out(Problem(session.t, "sound.stuck", _STUCK, severity="critical"))
                    return
            with contextlib.suppress(queue.Empty):
                command = self.commands.get(timeout=BEAT_S)
                if isinstance(command, Shutdown):
                    return
                self._obey(command, session)
                self._out(self._status(session))

    def _listen(self, session: Session) -> None:
        blocks = [block for source in self._sources.values() for block in source.read()]
        for block in sorted(blocks, key=lambda block: block.t):
            for aligned in self._legs.feed(block):
                self._tell(session.feed(aligned))

    def _obey(self, command: Command, session: Session) -> None:
        if isinstance(command, Pause):
            self._pause(command.on, session)
        elif isinstance(command, UseDevice):
            self._sources[command.leg].close()
            self._sources[command.leg] = DeviceSource(command.leg, command.source, self._clock)
            self._opened.discard(command.leg)
            self._reopen_at[command.leg] = 0.0
        elif isinstance(command, ReloadPlaybook):
            self._use_playbook(command.file or self.settings.playbook, session)
        elif isinstance(command, SetSetting):
            self._set(command, session)
        else:
            self._tell(session.command(command))

    def _set(self, command: SetSetting, session: Session) -> None:
        """Most settings are read where they count; these have to be carried there."""
        try:
            self._parts.settings = changed(self.settings, command.name, command.value)
        except SettingsError as error:
            self._out(Problem(session.t, "settings.refused", error.text, severity="info"))
            return
        if command.name in LOADED_FOR:
            self._outdated = True
        elif command.name == "playbook":
            self._use_playbook(self.settings.playbook, session)
        elif command.name in ("experience", "quiet_cues"):
            self._tell(session.use_playbook())

    def _use_playbook(self, file: str, session: Session) -> None:
        self._tell(load_playbook(file, self._parts))
        self._tell(session.use_playbook())
        self._playbook = file
        self._watch_playbook()

    def _watch_playbook(self) -> None:
        """A save of the playbook in force, or of the one that was wanted, is taken up without being asked."""
        playbook = self._parts.playbook
        self._watch = Watch(name for name in (self._playbook, *(playbook.files if playbook else ())) if name)

    def _load_anew(self, session: Session) -> None:
        """Other models, as the settings want them: between calls, for it takes a while."""
        if self._outdated and session.call is None:
            self._outdated = False
            self._parts.forget()
            self._tell(load_parts(self.settings, self._parts))

    def _pause(self, on: bool, session: Session) -> None:
        self._paused = on
        if on:
            self._tell(session.end("button"))
            for source in self._sources.values():
                source.close()
            self._opened.clear()

    def _care_for_sources(self, session: Session) -> None:
        """Open what is not open, say what is wrong, try again every few seconds."""
        if self._paused:
            return
        for leg, source in self._sources.items():
            state = source.state if leg in self._opened else "lost"
            if state in ("lost", "wrong_source") and self._clock() >= self._reopen_at[leg]:
                source.close()
                self._opened.discard(leg)
                self._reopen_at[leg] = self._clock() + REOPEN_S
                state = self._open(leg, source, session) or (state if state == "wrong_source" else "lost")
            if state != self._states[leg]:
                self._states[leg] = state
                self._out(health_event(Health(leg, session.t, state, session.t)))

    def _open(self, leg: Leg, source: DeviceSource, session: Session) -> HealthState | None:
        try:
            source.start()
        except SourceError as error:
            if self._states[leg] == "ok":
                self._out(Problem(session.t, error.code, no_sound(error), leg=leg, severity="critical"))
            return None
        self._opened.add(leg)
        session.name_source(leg, source.name)
        return "ok"

    def _status(self, session: Session, state: str = "") -> EngineStatus:
        return EngineStatus(
            round(session.t, 3),
            state or ("paused" if self._paused else "in_call" if session.call else "ready"),  # type: ignore[arg-type]
            version=VERSION,
            lag=round(self._lag, 2),
            load=round(self._busy / max(BEAT_S, self._clock() - self._busy_since), 3),
            dropped=sum(source.dropped for source in self._sources.values()),
            late=session.late,
            call=session.call,
        )

    def _tell(self, events: Iterable[Event]) -> None:
        for event in events:
            self._out(event)


def _local_time() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
