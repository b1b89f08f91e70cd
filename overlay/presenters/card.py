"""Events to the one cue on the card and those that wait behind it; the agent's clicks to commands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from models import events

Language: TypeAlias = Literal["zh", "en"]

WAITING_AT_MOST = 8


@dataclass(frozen=True)
class CardView:
    """One cue as it is shown.

    say: the wording on show; variant: which one of `variants`; reasons: one line each
    followed: the agent did it, the tick is being drawn; next_title: the cue that waits, if any
    """

    cue: str
    rule: str
    severity: events.Severity
    icon: str
    title: str
    say: str
    why: str
    variant: int = 0
    variants: int = 1
    reasons: tuple[str, ...] = ()
    opened: bool = False
    rated: bool | None = None
    followed: bool = False
    next_title: str = ""


@dataclass
class _Cue:
    """A cue the engine has shown, with what the agent did to it here."""

    shown: events.CueShown
    reasons: tuple[events.Reason, ...]
    variant: int = 0
    opened: bool = False
    rated: bool | None = None


class CardPresenter:
    """Feed it events; `view` is the card now, None while there is nothing to say.

    The agent's answers (`done`, `dismiss` ...) change the card at once and return the command for the
    engine, so a click is never without effect, not even when the engine has died.
    """

    def __init__(self, language: Language = "zh") -> None:
        self.language: Language = language
        self._cues: dict[str, _Cue] = {}
        self._main: str | None = None
        self._leaving: CardView | None = None

    @property
    def view(self) -> CardView | None:
        if self._leaving:
            return self._leaving
        cue = self._cues.get(self._main) if self._main else None
        return self._draw(cue) if cue else None

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.CueShown():
                self._show(event)
            case events.CueUpdated():
                self._update(event)
            case events.CueFollowed():
                self._follow(event.cue)
            case events.CueExpired() | events.CueDismissed():
                self._drop(event.cue)
            case events.CallStarted() | events.CallEnded():
                self.clear()
            case events.EngineStatus(state="paused" | "stopping"):
                self.clear()
            case _:
                pass

    def left(self) -> None:
        """The followed cue has had its tick and is gone."""
        self._leaving = None

    def clear(self) -> None:
        self._cues.clear()
        self._main = self._leaving = None

    # --- the agent's answers

    def next_wording(self) -> None:
        if cue := self._current():
            cue.variant = (cue.variant + 1) % max(1, len(cue.shown.say))

    def open_or_close(self) -> None:
        if cue := self._current():
            cue.opened = not cue.opened

    def done(self) -> events.CueDone | None:
        if not (cue := self._current()):
            return None
        self._follow(cue.shown.cue)
        return events.CueDone(cue=cue.shown.cue)

    def dismiss(self) -> events.CueDismiss | None:
        return events.CueDismiss(cue=name) if (name := self._take()) else None

    def snooze(self) -> events.CueSnooze | None:
        return events.CueSnooze(cue=name) if (name := self._take()) else None

    def mute(self) -> events.CueMute | None:
        return events.CueMute(cue=name) if (name := self._take()) else None

    def rate(self, helpful: bool) -> events.CueRate | None:
        if not (cue := self._current()):
            return None
        cue.rated = helpful
        return events.CueRate(cue=cue.shown.cue, helpful=helpful)

    # --- inside

    def _current(self) -> _Cue | None:
        """The cue that the agent can answer; none while a tick is being drawn."""
        return self._cues.get(self._main) if self._main and not self._leaving else None

    def _take(self) -> str | None:
        if not (cue := self._current()):
            return None
        self._drop(cue.shown.cue)
        return cue.shown.cue

    def _show(self, event: events.CueShown) -> None:
        self._cues[event.cue] = _Cue(event, event.reasons)
        if event.place == "main" or self._main not in self._cues:
            self._main = event.cue
        while len(self._cues) > WAITING_AT_MOST:
            self._cues.pop(next(name for name in self._cues if name != self._main))

    def _update(self, event: events.CueUpdated) -> None:
        if not (cue := self._cues.get(event.cue)):
            return
        cue.reasons = event.reasons or cue.reasons
        if event.place == "main":
            self._main = event.cue

    def _follow(self, name: str) -> None:
        if (cue := self._cues.get(name)) and name == self._main:
            self._leaving = replace(self._draw(cue), followed=True, opened=False)
        self._drop(name)

    def _drop(self, name: str) -> None:
        self._cues.pop(name, None)
        if self._main == name:
            # The engine says who comes next with CueUpdated; until then nobody jumps onto the card.
            self._main = None

    def _draw(self, cue: _Cue) -> CardView:
        shown = cue.shown
        waiting = [other.shown.title for name, other in self._cues.items() if name != shown.cue]
        return CardView(
            cue=shown.cue,
            rule=shown.rule,
            severity=shown.severity,
            icon=shown.icon or shown.rule,
            title=shown.title,
            say=shown.say[cue.variant] if shown.say else "",
            why=shown.why,
            variant=cue.variant,
            variants=len(shown.say),
            reasons=tuple(line for reason in cue.reasons if (line := self._reason(reason))),
            opened=cue.opened,
            rated=cue.rated,
            next_title=waiting[0] if waiting else "",
        )

    def _reason(self, reason: events.Reason) -> str:
        text = getattr(reason.text, self.language) if reason.text else ""
        if not reason.words:
            return text
        quoted = f"“{reason.words}”"
        return f"{text} {quoted}" if text and reason.words not in text else text or quoted
