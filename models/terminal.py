"""The call in a terminal, as it happens: who says what, how the customer feels, what to do."""

from __future__ import annotations

import shutil
import sys
from typing import Literal, TextIO

from models.events import (
    CallEnded,
    CallStarted,
    CallState,
    CueExpired,
    CueFollowed,
    CueShown,
    EngineStatus,
    Event,
    LegHealth,
    PlaybookLoaded,
    Problem,
    Text,
    Utterance,
    UtteranceCorrected,
)

LEVELS = {
    "zh": ("愉快", "平静", "平稳", "起伏", "不满", "生气", "激怒"),
    "en": ("pleased", "calm", "steady", "unsettled", "dissatisfied", "angry", "furious"),
}
WHO = {"zh": {"customer": "客户", "agent": "我"}, "en": {"customer": "customer", "agent": "agent"}}
_COLOURS = {"info": "34", "warn": "33", "critical": "31", "soft": "2", "good": "32"}


class Terminal:
    """Prints events as lines; on a real terminal with colour and, for a stored call, a progress bar.

    seconds: length of the stored call, None for a live one
    """

    def __init__(
        self, language: Literal["zh", "en"], seconds: float | None = None, out: TextIO | None = None
    ) -> None:
        self._language: Literal["zh", "en"] = language
        self._seconds = seconds
        self._out = out or sys.stdout
        self._tty = self._out.isatty()
        self._level = 0
        self._bar = ""

    def feed(self, event: Event) -> None:
        """Show what a person wants to see of this event."""
        for line in self._lines(event):
            self._print(line)
        if self._tty and self._seconds and isinstance(event, CallState):
            self._progress(event.t)

    def _lines(self, event: Event) -> list[str]:
        zh = self._language == "zh"
        at = f"{int(event.t) // 60:02d}:{event.t % 60:04.1f}"
        if isinstance(event, Utterance):
            return [f"{at}  {WHO[self._language][event.leg]:<4} {event.text}"]
        if isinstance(event, UtteranceCorrected) and not event.goes_on:
            return [f"{at}  {WHO[self._language][event.leg]:<4} ↳ {event.text}"]
        if isinstance(event, CallState) and event.level != self._level:
            self._level = event.level
            bars = "▁▂▃▄▅▆▇"[: event.level]
            return [f"{at}  {self._colour('soft', f'{bars:<7} ' + LEVELS[self._language][event.level - 1])}"]
        if isinstance(event, CueShown) and event.place == "main":
            why = " · ".join([event.why, *(self._text(r.text) for r in event.reasons if r.text)])
            head = self._colour(event.severity, f"● {event.title}")
            return [f"{at}  {head}", f"         {event.say[0]}", f"         {self._colour('soft', why)}"]
        if isinstance(event, CueFollowed):
            return [f"{at}  {self._colour('good', '✓ ' + ('做到了' if zh else 'done'))} {event.rule}"]
        if isinstance(event, CueExpired) and event.why in ("time", "no_longer"):
            return [f"{at}  {self._colour('soft', '– ' + ('收起' if zh else 'gone'))} {event.rule}"]
        if isinstance(event, Problem) and not event.solved:
            return [self._colour("critical", "! " + self._text(event.text))]
        if isinstance(event, LegHealth) and event.text:
            return [self._colour("critical", "! " + self._text(event.text))]
        if isinstance(event, PlaybookLoaded):
            return [
                f"话术手册 {event.name}：{event.rules} 条"
                if zh
                else f"Playbook {event.name}: {event.rules} rules"
            ]
        if isinstance(event, CallStarted):
            return ["通话开始" if zh else "Call started"]
        if isinstance(event, CallEnded):
            return [f"{at}  通话结束" if zh else f"{at}  Call ended"]
        if isinstance(event, EngineStatus) and event.state == "ready" and self._level == 0:
            self._level = -1
            return ["正在收听。s 开始通话，e 结束，q 退出（再按回车）。" if zh else
                    "Listening. s starts a call, e ends it, q quits (then Enter)."]  # fmt: skip
        return []

    def _text(self, text: Text) -> str:
        return text.said_in(self._language)

    def _colour(self, name: str, text: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._tty else text

    def _print(self, line: str) -> None:
        if self._bar:
            self._out.write("\r\x1b[K")
        self._out.write(line + "\n" + self._bar)
        self._out.flush()

    def _progress(self, t: float) -> None:
        assert self._seconds
        width = max(10, min(40, shutil.get_terminal_size().columns - 30))
        share = min(1.0, t / self._seconds)
        done = round(width * share)
        self._bar = f"\r{'█' * done}{'░' * (width - done)} {t:5.0f} / {self._seconds:.0f} s"
        self._out.write(self._bar)
        self._out.flush()

    def close(self) -> None:
        """Leave the cursor on a line of its own."""
        if self._bar:
            self._out.write("\r\x1b[K")
            self._bar = ""
            self._out.flush()
