"""Events to the test of the devices: a call that nobody keeps, to see that both voices arrive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models import events

# Below this a leg is room noise. dBFS.
HEARD_DB = -50.0
# So many loud tenths of a second are a voice, not a click.
HEARD_TENTHS = 8


@dataclass(frozen=True)
class LegTrial:
    """heard: there was sound; words: what was understood so far"""

    heard: bool = False
    words: str = ""


@dataclass(frozen=True)
class TrialView:
    """possible: the engine is there and no real call goes on; running: the test is under way"""

    possible: bool = False
    running: bool = False
    agent: LegTrial = LegTrial()
    customer: LegTrial = LegTrial()


class TrialPresenter:
    """Feed it events; `view` is the test as it stands, its results kept until the next one."""

    def __init__(self) -> None:
        self.view = TrialView()
        self._loud = {"agent": 0, "customer": 0}

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.EngineStatus():
                possible = event.state == "ready" or self.view.running
                self.view = replace(self.view, possible=possible)
            case events.CallStarted(test=True):
                self._loud = {"agent": 0, "customer": 0}
                self.view = TrialView(possible=True, running=True)
            case events.CallStarted() | events.CallEnded():
                self.view = replace(self.view, running=False)
            case events.LegLevel() if self.view.running and event.level_db > HEARD_DB:
                self._loud[event.leg] += 1
                if self._loud[event.leg] == HEARD_TENTHS:
                    self._note(event.leg, heard=True)
            case events.Partial() | events.Utterance() if self.view.running and event.text:
                self._note(event.leg, heard=True, words=event.text)
            case _:
                pass

    def clear(self) -> None:
        """No engine, no test."""
        self.view = TrialView()

    def toggle(self) -> events.Command:
        """Begin the test, or end it."""
        return events.EndCall() if self.view.running else events.StartCall(test=True)

    def _note(self, leg: events.Leg, **change: object) -> None:
        known = self.view.customer if leg == "customer" else self.view.agent
        test = replace(known, **change)  # type: ignore[arg-type]
        self.view = replace(self.view, **{leg: test})  # type: ignore[arg-type]
