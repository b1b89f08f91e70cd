"""Events to the card after a call: how the customer's feeling went, what helped, one thing to try."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace

from models import events
from overlay.presenters.strip import clock

# Shorter calls have nothing to look back on.
SHORTEST_S = 20.0
# A cue helped where the level had fallen by two so soon after it was followed.
HELPED_WITHIN_S = 30.0
HELPED_BY = 2
HARD_LEVEL = 6
HARD_S = 20.0
STATE_EVERY_S = 0.5
# Four hours; of a longer call the last four.
STATES_KEPT = 4 * 3600 * 2
FOLLOWED_KEPT = 200


@dataclass(frozen=True)
class SummaryView:
    """first, peak, last: levels 1..7; helped, missed: titles of cues, empty where there was none

    hard: the customer was angry for long, the agent may want a break
    """

    duration: str
    first: int
    peak: int
    peak_at: str
    last: int
    helped: str = ""
    missed: str = ""
    hard: bool = False


class SummaryPresenter:
    """Feed it events; `view` is there from the end of a call until it is closed or the next call begins."""

    def __init__(self) -> None:
        self.view: SummaryView | None = None
        self._test = False
        self._forget()

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.CallStarted():
                self.close()
                self._forget()
                self._test = event.test
            case events.CallState():
                self._levels.append((event.t, event.level))
            case events.CueShown(place="main"):
                self._titles[event.rule] = event.title
                self._shown[event.rule] += 1
            case events.CueFollowed():
                self._followed.append((event.t, event.rule))
            case events.CallEnded() if not self._test:
                self.view = self._look_back(event.t)
            case _:
                pass

    def close(self) -> None:
        self.view = None

    def rested(self) -> None:
        """The offer of a moment to breathe was taken; it is not made twice."""
        if self.view:
            self.view = replace(self.view, hard=False)

    def _forget(self) -> None:
        self._levels: deque[tuple[float, int]] = deque(maxlen=STATES_KEPT)
        self._titles: dict[str, str] = {}
        self._shown: Counter[str] = Counter()
        self._followed: deque[tuple[float, str]] = deque(maxlen=FOLLOWED_KEPT)

    def _look_back(self, length: float) -> SummaryView | None:
        if length < SHORTEST_S or not self._levels:
            return None
        peak_at, peak = max(self._levels, key=lambda state: (state[1], -state[0]))
        tail = [level for t, level in self._levels if t >= length - 10] or [self._levels[-1][1]]
        hard_s = sum(level >= HARD_LEVEL for _, level in self._levels) * STATE_EVERY_S
        return SummaryView(
            duration=clock(length),
            first=self._levels[0][1],
            peak=peak,
            peak_at=clock(peak_at),
            last=sorted(tail)[len(tail) // 2],
            helped=self._helped(),
            missed=self._missed(),
            hard=hard_s >= HARD_S,
        )

    def _helped(self) -> str:
        """The followed cue after which the level fell furthest."""
        best, title = HELPED_BY - 1, ""
        for t, rule in self._followed:
            before = [level for when, level in self._levels if when <= t]
            after = [level for when, level in self._levels if t < when <= t + HELPED_WITHIN_S]
            if before and after and before[-1] - after[-1] > best:
                best, title = before[-1] - after[-1], self._titles.get(rule, "")
        return title

    def _missed(self) -> str:
        """The cue that came most often and was never followed."""
        followed = {rule for _, rule in self._followed}
        left = Counter({rule: count for rule, count in self._shown.items() if rule not in followed})
        return self._titles[left.most_common(1)[0][0]] if left else ""
