"""Events to what the strip shows: the customer's level, the last two minutes, who speaks, the time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from models import events

WINDOW_S = 120.0
METER_FLOOR_DB = -60.0
METER_TOP_DB = -12.0
METER_STEPS = 20
# Whole levels jump; this share of each half second's level makes a line of them.
SMOOTHING = 0.12

Phase: TypeAlias = Literal["offline", "starting", "ready", "in_call", "paused"]


@dataclass(frozen=True)
class LegView:
    """One leg's meter. level: 0..1 in steps that can be seen; dead: the leg cannot be trusted."""

    level: float = 0.0
    speaking: bool = False
    dead: bool = False


@dataclass(frozen=True)
class StripView:
    """What the strip shows.

    level: 1 (pleased) .. 7 (furious), None while unknown
    trace: (x, y) of the feeling over two minutes, 0..1 each, y up is worse; marks: x where a cue came
    """

    phase: Phase = "offline"
    level: int | None = None
    clock: str = ""
    trace: tuple[tuple[float, float], ...] = ()
    marks: tuple[float, ...] = ()
    customer: LegView = LegView()
    agent: LegView = LegView()
    recording: bool = False


def clock(seconds: float) -> str:
    """03:24, and 1:03:24 beyond the hour."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def meter(level_db: float) -> float:
    """A loudness as a meter's share, 0..1, in steps."""
    share = (level_db - METER_FLOOR_DB) / (METER_TOP_DB - METER_FLOOR_DB)
    return round(min(1.0, max(0.0, share)) * METER_STEPS) / METER_STEPS


class StripPresenter:
    """Feed it events; `view` is what the strip shows now."""

    def __init__(self) -> None:
        self.view = StripView()
        self._smooth: float | None = None
        self._points: deque[tuple[float, float]] = deque(maxlen=int(WINDOW_S * 2))
        self._cues: deque[float] = deque(maxlen=32)

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.EngineStatus():
                self._status(event)
            case events.CallStarted():
                self._forget()
                self.view = replace(self.view, phase="in_call", clock=clock(0.0))
            case events.CallEnded():
                self.view = replace(
                    self.view,
                    phase="ready",
                    clock=clock(event.t),
                    customer=replace(self.view.customer, level=0.0, speaking=False),
                    agent=replace(self.view.agent, level=0.0, speaking=False),
                )
            case events.CallState():
                self._state(event)
            case events.CueShown():
                self._cues.append(event.t)
                self._draw(event.t)
            case events.LegLevel():
                self._leg(event.leg, level=meter(event.level_db), speaking=event.speaking)
                self._tick(event.t)
            case events.LegHealth():
                self._leg(event.leg, dead=event.state not in ("ok", "clipped"))
            case _:
                pass

    def clear(self) -> None:
        """No engine: what was known of the legs and the call is no longer true."""
        self._forget()
        self.view = StripView()

    def _status(self, event: events.EngineStatus) -> None:
        phase: Phase = "offline" if event.state == "stopping" else event.state
        self.view = replace(self.view, phase=phase, recording=event.recording)
        self._tick(event.t)

    def _state(self, event: events.CallState) -> None:
        share = (event.level - 1) / 6
        self._smooth = share if self._smooth is None else self._smooth + SMOOTHING * (share - self._smooth)
        self._points.append((event.t, self._smooth))
        self.view = replace(self.view, level=event.level)
        self._draw(event.t)
        self._tick(event.t)

    def _tick(self, t: float) -> None:
        if self.view.phase == "in_call":
            self.view = replace(self.view, clock=clock(t))

    def _leg(self, leg: events.Leg, **change: object) -> None:
        if leg == "customer":
            self.view = replace(self.view, customer=replace(self.view.customer, **change))  # type: ignore[arg-type]
        else:
            self.view = replace(self.view, agent=replace(self.view.agent, **change))  # type: ignore[arg-type]

    def _draw(self, now: float) -> None:
        first = max(0.0, now - WINDOW_S)
        trace = tuple(((t - first) / WINDOW_S, y) for t, y in self._points if t >= first)
        marks = tuple((t - first) / WINDOW_S for t in self._cues if t >= first)
        self.view = replace(self.view, trace=trace, marks=marks)

    def _forget(self) -> None:
        self._smooth = None
        self._points.clear()
        self._cues.clear()
        self.view = replace(self.view, level=None, trace=(), marks=())
