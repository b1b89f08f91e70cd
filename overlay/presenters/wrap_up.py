"""What the agent notes after a call: how it ended, and a line in their own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models import events

NOTE_AT_MOST = 300


@dataclass(frozen=True)
class WrapUpView:
    """call: whose record it belongs to; options: what the organisation calls the outcomes, empty: the usual"""

    call: str
    options: tuple[str, ...] = ()
    disposition: str = ""
    note: str = ""


class WrapUpPresenter:
    """Feed it events; `view` is there from the end of a call to the next one, or until it is closed.

    Attributes: options: the outcomes to choose from; kept: whether there is a record to write into
    """

    def __init__(self) -> None:
        self.view: WrapUpView | None = None
        self.options: tuple[str, ...] = ()
        self.kept = True
        self._test = False
        self._told: WrapUpView | None = None
        self._left: events.WrapUp | None = None

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.CallStarted():
                self._test = event.test
                self.close()
            case events.CallEnded() if self.kept and not self._test:
                self.view = self._told = WrapUpView(event.call, self.options)
            case _:
                pass

    def close(self) -> None:
        """Over; what was written and not told yet is still news."""
        self._left = self.news()
        self.view = None

    def choose(self, disposition: str) -> events.WrapUp | None:
        """This is how the call ended; chosen again, it is taken back."""
        if self.view:
            same = self.view.disposition == disposition
            self.view = replace(self.view, disposition="" if same else disposition)
        return self.news()

    def write(self, note: str) -> None:
        if self.view:
            self.view = replace(self.view, note=note[:NOTE_AT_MOST])

    def news(self) -> events.WrapUp | None:
        """What the engine does not know yet, if anything."""
        if self._left:
            left, self._left = self._left, None
            return left
        if not self.view or self.view == self._told:
            return None
        self._told = self.view
        return events.WrapUp(self.view.call, self.view.note.strip(), self.view.disposition)
