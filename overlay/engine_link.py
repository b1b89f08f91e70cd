"""The engine as a child process: events in, commands out, and a new engine where the old one died."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from models import events
from models.events import Text

# Seconds before the next try; the last one is used for all further tries.
BACK_OFF_S = (0.5, 1.0, 2.0, 5.0)
LINE_AT_MOST = 1 << 20
STDERR_KEPT = 400
# An engine that was ready once and has said nothing for so long is stuck: its status comes every 2 s.
SILENT_S = 15.0
GOODBYE_MS = 5000


class EngineLink(QObject):
    """Runs the engine, reads its events, and never gives up on it.

    once: the engine may end by itself (a replay that is over); it is not started again then

    Attributes: skipped: lines that were no event of this version; starts: how often an engine was started
    Signals: arrived: a list of events, as they came together; lost: the engine has died, what it said is void;
    ended: an engine that runs once is through
    """

    arrived = Signal(list)
    lost = Signal()
    ended = Signal()

    def __init__(self, command: Sequence[str], once: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._once = once
        self.skipped = 0
        self.starts = 0
        self._command = list(command)
        self._failures = 0
        self._stopping = False
        self._overlong = False
        self._alive = False
        self._buffer = bytearray()
        self._complaint = ""
        self._last_t = 0.0
        self._process = self._new_process()
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)
        self._silence = QTimer(self, singleShot=True, interval=int(SILENT_S * 1000))
        self._silence.timeout.connect(self._stuck)

    def start(self) -> None:
        """Start the engine, if it is not running."""
        if self.is_running() or self._stopping:
            return
        self._buffer.clear()
        self._overlong = self._alive = False
        self._complaint = ""
        self.starts += 1
        self._process.start(self._command[0], self._command[1:])

    def is_running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def process_id(self) -> int:
        """The engine's process, 0 while there is none."""
        return self._process.processId()

    def send(self, command: events.Command) -> bool:
        """Ask the engine for something; False where there is none to ask."""
        if self._process.state() != QProcess.ProcessState.Running:
            return False
        self._process.write(events.encode(command) + b"\n")
        return True

    def stop(self) -> None:
        """End the engine: first by asking, then less kindly. Waits a few seconds at most."""
        self._stopping = True
        self._again.stop()
        self._silence.stop()
        self.send(events.Shutdown())
        self._process.closeWriteChannel()
        if self.is_running() and not self._process.waitForFinished(GOODBYE_MS):
            self._process.terminate()
            if not self._process.waitForFinished(GOODBYE_MS // 3):
                self._process.kill()
                self._process.waitForFinished(GOODBYE_MS // 3)

    # --- inside

    def _new_process(self) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_complaints)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        return process

    def _read(self) -> None:
        self._buffer += self._process.readAllStandardOutput().data()
        *lines, rest = self._buffer.split(b"\n")
        self._buffer = rest
        batch: list[events.AnyEvent] = []
        for line in lines:
            if self._overlong:
                self._overlong = False
            elif event := events.decode_event(bytes(line)):
                batch.append(event)
            elif line.strip():
                self.skipped += 1
        if len(self._buffer) > LINE_AT_MOST:
            self.skipped += not self._overlong
            self._buffer.clear()
            self._overlong = True
        if not batch:
            return
        self._last_t = batch[-1].t
        if any(isinstance(event, events.EngineStatus) and event.state != "starting" for event in batch):
            if self._failures:
                batch.insert(0, self._what_is_wrong(solved=True))
            self._failures = 0
            self._alive = True
        if self._alive:
            self._silence.start()
        self.arrived.emit(batch)

    def _read_complaints(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        lines = [line.strip() for line in (self._complaint + said).splitlines() if line.strip()]
        self._complaint = lines[-1][-STDERR_KEPT:] if lines else ""

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._complaint = self._process.errorString()
            self._try_again()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_complaints()
        self._silence.stop()
        if self._once and status == QProcess.ExitStatus.NormalExit and code == 0:
            self.ended.emit()
        else:
            self._try_again()

    def _stuck(self) -> None:
        self._complaint = f"no sign of life for {SILENT_S:.0f} s"
        self._process.kill()

    def _try_again(self) -> None:
        if self._stopping:
            return
        wait = BACK_OFF_S[min(self._failures, len(BACK_OFF_S) - 1)]
        self._failures += 1
        self.lost.emit()
        self.arrived.emit([self._what_is_wrong()])
        self._again.start(int(wait * 1000))

    def _what_is_wrong(self, solved: bool = False) -> events.Problem:
        """One sentence, with the engine's own last words where it had any."""
        zh, en = "分析引擎停了，正在重新启动", "The engine stopped and is being restarted"
        said = Text(f"{zh}：{self._complaint}", f"{en}: {self._complaint}")
        return events.Problem(
            t=self._last_t,
            code="engine_lost",
            text=said if self._complaint else Text(f"{zh}。", f"{en}."),
            severity="critical",
            solved=solved,
        )
