"""The coach: after every event it asks each rule, and speaks up at most once.

Pure: no clock, no thread. Feed the tracker first, then the coach the same event.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.call.state import CallTracker
from models.call.tick import Tick
from models.events import (
    CallEnded,
    CallState,
    Command,
    CueDismiss,
    CueDismissed,
    CueDone,
    CueExpired,
    CueFollowed,
    CueMute,
    CueShown,
    CueSnooze,
    CueUpdated,
    Event,
    Feeling,
    LegLevel,
    Partial,
    PhraseHeard,
    SpeechEnded,
    SpeechStarted,
    Utterance,
    UtteranceCorrected,
)
from models.playbook.board import Board, Card, takes_place_of
from models.playbook.conditions import Outcome, Said, SignalTest, Situation, walk
from models.playbook.heard import Heard
from models.playbook.listening import listeners
from models.playbook.rules import Experience, Playbook, Rule

CueEvent = CueShown | CueUpdated | CueFollowed | CueExpired | CueDismissed

BUDGET_S = 600.0
DISMISSED_ENOUGH = 2
"""A rule that was dismissed so often in a call stays quiet."""
SLIP_S = 0.5
"""Word times may shift so much when an utterance is read again; it is still the same evidence."""
TRACE = 200
"""Suppressed cues that are remembered for an explanation."""

_ASKED = (Feeling, CallState, SpeechStarted, SpeechEnded)
"""Events after which the rules are asked, besides new words and the customer's level, the tenths of a second."""


@dataclass(slots=True)
class _Memory:
    """What happened with a rule in this call."""

    shown_at: float = -math.inf
    times: int = 0
    dismissed: int = 0
    quiet_until: float = -math.inf


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A rule whose condition held, and what kept it quiet."""

    t: float
    rule: str
    why: str


@dataclass(slots=True)
class _InForce:
    """A playbook prepared for the call.

    critical: those of its rules that are; instead: a rule's id -> those and the rules that may take its place
    """

    playbook: Playbook
    rules: tuple[Rule, ...]
    critical: tuple[Rule, ...]
    instead: dict[str, tuple[Rule, ...]]
    holds: tuple[SignalTest, ...]
    situation: Situation


class Coach:
    """Decides when to speak up. explain: also note why a rule whose condition held was kept quiet (costs time)."""

    def __init__(
        self,
        playbook: Playbook,
        tracker: CallTracker,
        experience: Experience = "regular",
        explain: bool = False,
    ) -> None:
        self.suppressed: deque[Suppressed] = deque(maxlen=TRACE)
        self._tracker = tracker
        self._experience = experience
        self._explain = explain
        self._memories: dict[str, _Memory] = {}
        self._new: deque[float] = deque(maxlen=128)
        self._count = 0
        self._board = Board(playbook.limits.waiting)
        self._force = self._prepare(playbook)

    @property
    def playbook(self) -> Playbook:
        """The playbook in force."""
        return self._force.playbook

    def feed(self, event: Event | Tick) -> Iterable[CueEvent]:
        """The cues that an event brings about."""
        at = self._force.situation
        at.now = max(at.now, event.t)
        match event:
            case CallEnded():
                return list(self._clear())
            case Partial() | Utterance() | UtteranceCorrected():
                line = self._tracker.transcript.line(event.leg, event.utterance)
                if line is None or not at.heard.read(line):
                    return ()
            case PhraseHeard():
                at.heard.hear(event)
                return ()  # what else was heard and read with it comes first; rules are asked a tenth of a second on
            case LegLevel() if event.leg == "customer":
                pass
            case _ if not isinstance(event, _ASKED):
                return ()
        return list(self._ask())

    def command(self, command: Command, t: float) -> Iterable[CueEvent]:
        """What the agent did with a cue."""
        at = self._force.situation
        at.now = max(at.now, t)
        if not isinstance(command, CueDone | CueDismiss | CueSnooze | CueMute):
            return ()
        card = self._board.find(command.cue)
        if card is None:
            return ()
        memory = self._memory(card.rule.id)
        self._board.remove(card)
        match command:
            case CueDone():
                gone: CueEvent = CueFollowed(at.now, card.cue, card.rule.id)
            case CueDismiss():
                memory.dismissed += 1
                if memory.dismissed >= DISMISSED_ENOUGH:
                    memory.quiet_until = math.inf
                gone = CueDismissed(at.now, card.cue, card.rule.id, "dismissed")
            case CueSnooze():
                memory.quiet_until = at.now + command.seconds
                gone = CueDismissed(at.now, card.cue, card.rule.id, "snoozed")
            case CueMute():
                memory.quiet_until = math.inf
                gone = CueDismissed(at.now, card.cue, card.rule.id, "muted")
        self._note(card.rule.id, "followed" if isinstance(gone, CueFollowed) else "dismissed")
        return [gone, *self._move_up()]

    def swap(self, playbook: Playbook, experience: Experience | None = None) -> Iterable[CueEvent]:
        """Put another playbook in force, mid-call; what happened so far stays known, cues of lost rules go."""
        self._experience = experience or self._experience
        old = self._force.situation
        self._force = self._prepare(playbook)
        new = self._force.situation
        new.now, new.cues = old.now, old.cues
        for line in self._tracker.transcript.lines():
            new.heard.read(line)
        self._board.places = playbook.limits.waiting
        by_id = {rule.id: rule for rule in playbook.rules}
        gone: list[CueEvent] = []
        for card in list(self._board.cards()):
            if rule := by_id.get(card.rule.id):
                card.rule = rule
            else:
                self._board.remove(card)
                gone.append(CueExpired(new.now, card.cue, card.rule.id, "no_longer"))
        return [*gone, *self._move_up()]

    def _prepare(self, playbook: Playbook) -> _InForce:
        trees = [tree for rule in playbook.rules for tree in (rule.when, rule.until) if tree]
        holds = tuple(
            node for tree in trees for node in walk(tree) if isinstance(node, SignalTest) and node.hold
        )
        rules = tuple(rule for rule in playbook.rules if self._experience in rule.experience)
        critical = tuple(rule for rule in rules if rule.severity == "critical")
        by_id = {rule.id: rule for rule in rules}
        instead: dict[str, tuple[Rule, ...]] = {}
        for new in rules:
            for old in (by_id[name] for name in new.inhibits if name in by_id):
                if new not in critical and takes_place_of(new, old):
                    instead[old.id] = (*instead.get(old.id, critical), new)
        situation = Situation(self._tracker.signals, Heard(listeners(playbook)))
        return _InForce(playbook, rules, critical, instead, holds, situation)

    def _ask(self) -> Iterator[CueEvent]:
        at = self._force.situation
        at.phase, at.style = self._tracker.phase, self._tracker.style
        for test in self._force.holds:
            if test.now(at.signals):
                at.held.setdefault(test, at.now)
            else:
                at.held.pop(test, None)
        yield from self._close()
        yield from self._move_up()
        yield from self._merge()
        enough = self._enough()
        exempt = self._exempt(enough)
        for rule in exempt if enough and not self._explain else self._force.rules:
            memory = self._memories.get(rule.id)
            held = enough if self._explain and enough and rule not in exempt else ""
            quiet = held or self._resting(rule, memory)
            if quiet and not self._explain:
                continue
            at.since = memory.shown_at + SLIP_S if memory else -math.inf
            if not rule.when.holds(at):
                continue
            quiet = quiet or self._crowded_out(rule)
            if not quiet:
                yield from self._show(rule)
                return
            if self._explain:
                self.suppressed.append(Suppressed(at.now, rule.id, quiet))

    def _enough(self) -> str:
        """Why for now nothing but a critical cue may come up; empty where anything may."""
        now, limits = self._force.situation.now, self._force.playbook.limits
        if self._new and now - self._new[-1] < limits.spacing:
            return "spacing"
        if sum(now - t < BUDGET_S for t in self._new) >= limits.per_10_min:
            return "budget"
        return ""

    def _exempt(self, enough: str) -> tuple[Rule, ...]:
        """The rules that may come up although it is enough: critical ones, and those that the card makes way for."""
        main = self._board.main
        if enough == "spacing" and main is not None:
            return self._force.instead.get(main.rule.id, self._force.critical)
        return self._force.critical

    def _resting(self, rule: Rule, memory: _Memory | None) -> str:
        """What in this rule's own past keeps it quiet; empty where nothing does."""
        if memory is None:
            return ""
        now = self._force.situation.now
        if now - memory.shown_at < rule.cooldown:
            return "cooldown"
        if now < memory.quiet_until:
            return "dismissed"
        return "per_call" if memory.times >= rule.per_call else ""

    def _crowded_out(self, rule: Rule) -> str:
        """What on the board keeps a rule quiet; empty where nothing does."""
        if any(card.rule.id == rule.id for card in self._board.cards()):
            return "up"
        if self._board.inhibits(rule.id):
            return "inhibited"
        return "" if self._board.accepts(rule) else "no place"

    def _show(self, rule: Rule) -> Iterator[CueEvent]:
        at, memory = self._force.situation, self._memory(rule.id)
        self._count += 1
        reasons = tuple(rule.when.reasons(at))
        say = (*rule.styles.get(at.style or "", ()), *rule.say)
        card = Card(f"c{self._count}", rule, at.now, at.since, at.now + rule.keep, say, reasons, told=at.now)
        memory.shown_at = at.now
        memory.times += 1
        self._new.append(at.now)
        self._note(rule.id, "shown")
        for event in self._board.take(card, at.now):
            if isinstance(event, CueExpired):
                self._note(event.rule, "expired")
            yield event

    def _close(self) -> Iterator[CueEvent]:
        """Take down what was followed and what has been up long enough."""
        at = self._force.situation
        for card in list(self._board.cards()):
            at.since = card.shown_at
            if card.rule.until is not None and card.rule.until.holds(at):
                self._board.remove(card)
                self._note(card.rule.id, "followed")
                words = [
                    saying.words
                    for node in walk(card.rule.until)
                    if isinstance(node, Said)
                    for saying in node.found(at)
                ]
                yield CueFollowed(at.now, card.cue, card.rule.id, words[-1] if words else "")
            elif at.now >= card.expires:
                self._board.remove(card)
                self._note(card.rule.id, "expired")
                yield CueExpired(at.now, card.cue, card.rule.id, "time")

    def _merge(self) -> Iterator[CueEvent]:
        """What would bring a cue that is up once more, in words said since, is one more reason on its card."""
        at = self._force.situation
        for card in self._board.cards():
            at.since = card.told + SLIP_S
            if not card.rule.when.holds(at):
                continue
            known = {reason.words for reason in card.reasons}
            new = [one for one in card.rule.when.reasons(at) if one.words and one.words not in known]
            if new:
                card.told = at.now
                yield self._board.add_reasons(card, new, at.now)

    def _move_up(self) -> Iterator[CueEvent]:
        """Let the next in line onto the card, if its reason still stands."""
        at = self._force.situation
        while self._board.main is None and self._board.waiting:
            card = self._board.waiting[0]
            at.since = card.since
            if card.rule.when.holds(at):
                if event := self._board.move_up(at.now):
                    yield event
                return
            self._board.remove(card)
            self._note(card.rule.id, "expired")
            yield CueExpired(at.now, card.cue, card.rule.id, "no_longer")

    def _clear(self) -> Iterator[CueEvent]:
        for card in list(self._board.cards()):
            self._board.remove(card)
            yield CueExpired(self._force.situation.now, card.cue, card.rule.id, "call_ended")

    def _memory(self, rule: str) -> _Memory:
        return self._memories.setdefault(rule, _Memory())

    def _note(self, rule: str, outcome: Outcome) -> None:
        self._force.situation.cues[rule, outcome] = self._force.situation.now
