"""Events to the one thing that is wrong now, in one sentence with its remedy."""

from __future__ import annotations

from dataclasses import dataclass

from models import events
from overlay.presenters.card import Language

_GRAVITY = {"critical": 2, "warn": 1, "info": 0}
KEPT_AT_MOST = 32


@dataclass(frozen=True)
class NoticeView:
    """What is wrong. leg: the leg it concerns, if one; more: how many other things are wrong besides."""

    text: str
    severity: events.Severity
    leg: events.Leg | None = None
    more: int = 0


class NoticePresenter:
    """Feed it events; `view` is the gravest and, among equals, the newest thing that is wrong, or None."""

    def __init__(self, language: Language = "zh") -> None:
        self.language: Language = language
        self._wrong: dict[tuple[str, str | None], events.Problem] = {}

    @property
    def view(self) -> NoticeView | None:
        if not (worst := self._worst()):
            return None
        text = worst.text.said_in(self.language)
        return NoticeView(text, worst.severity, worst.leg, len(self._wrong) - 1)

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.Problem():
                self._note(event)
            case events.LegHealth():
                self._note(_from_health(event))
            case _:
                pass

    def clear(self) -> None:
        self._wrong.clear()

    def dismiss(self) -> None:
        """The agent has read what is shown; it is shown again only when it is said again."""
        if worst := self._worst():
            self._wrong.pop((worst.code, worst.leg))

    def _worst(self) -> events.Problem | None:
        newest_first = reversed(self._wrong.values())
        return max(newest_first, key=lambda problem: _GRAVITY[problem.severity], default=None)

    def _note(self, problem: events.Problem) -> None:
        key = (problem.code, problem.leg)
        self._wrong.pop(key, None)
        if not problem.solved:
            self._wrong[key] = problem
        while len(self._wrong) > KEPT_AT_MOST:
            self._wrong.pop(next(iter(self._wrong)))


def _from_health(event: events.LegHealth) -> events.Problem:
    return events.Problem(
        t=event.t,
        code="leg_health",
        text=event.text or events.Text("", ""),
        leg=event.leg,
        severity="warn" if event.state == "clipped" else "critical",
        solved=event.state == "ok" or event.text is None,
    )
