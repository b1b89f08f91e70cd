"""The dock: strip, notice and card as one thing that stands somewhere on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from models import events
from overlay import desktop
from overlay.focus import Focus
from overlay.placement import cornered, docked, first_place, kept_inside, nearest, stacked
from overlay.presenters.board import Board
from overlay.theme import Motion, Space, Theme
from overlay.windows.breathing import BreathingPane
from overlay.windows.card import CardPane
from overlay.windows.grip import GripPane
from overlay.windows.notice import NoticePane
from overlay.windows.pane import Pane
from overlay.windows.strip import StripPane
from overlay.windows.summary import SummaryPane

# A window that lost the top is back within half a second.
KEEP_ON_TOP_MS = 400
FREE = "free"
# How long the strip stays in reach after the pointer has left it.
LINGER_MS = 900
# The card after a call goes by itself if nobody touches it.
SUMMARY_MS = 60_000


class Dock(QObject):
    """Shows a board, and turns what is pressed into commands for the engine.

    Attributes: strip, notice, card, summary, breathing, grip: the windows
    Signals: asked: a command; transcript, settings: that window is wanted; moved: the strip was dropped here
    """

    asked = Signal(object)
    transcript = Signal()
    settings = Signal()
    moved = Signal(QPoint)

    def __init__(self, board: Board, theme: Theme) -> None:
        super().__init__()
        self.board = board
        self.theme = theme
        self.strip, self.grip = StripPane(), GripPane()
        self.notice, self.card, self.summary = NoticePane(), CardPane(), SummaryPane()
        self.breathing = BreathingPane()
        self._breathes = False
        self._wanted: QPoint | None = None
        self._corner = FREE
        self._held = QPoint()
        self._focus = Focus()
        self._keyed: Pane | None = None
        self._left = self._timer(Motion.FOLLOWED, self._cue_left, once=True)
        self._top = self._timer(KEEP_ON_TOP_MS, self.raise_all)
        self._linger = self._timer(LINGER_MS, self._let_go)
        self._away = self._timer(SUMMARY_MS, self._summary_seen)
        self._connect()
        self.dress(theme)

    def panes(self) -> tuple[Pane, ...]:
        return self.strip, self.notice, self.card, self.summary, self.breathing, self.grip

    def dress(self, theme: Theme) -> None:
        self.theme = theme
        for pane in self.panes():
            pane.dress(theme)
        self.refresh()

    def open(self) -> None:
        """Come up where it was told to stand, or where a new user will see it."""
        self._arrange()
        self.strip.enter()
        self.strip.let_through(True)
        self.grip.enter()
        self.refresh()
        if desktop.stacks_windows():
            self._top.start()

    def close(self) -> None:
        """Go for good."""
        for timer in (self._top, self._left, self._linger, self._away):
            timer.stop()
        self.board.wrap_up.close()
        self._note_down()
        for pane in self.panes():
            pane.hide()
            pane.deleteLater()

    def refresh(self) -> None:
        """Show what the board says now."""
        board, up = self.board, self.strip.isVisible()
        self.strip.show_view(board.strip.view)
        if notice := board.notices.view:
            self.notice.show_view(notice)
        if card := board.card.view:
            self.card.show_view(card)
        if summary := board.summary.view:
            self.summary.show_view(summary, board.wrap_up.view)
        self._note_down()
        self._breathes = self._breathes and board.strip.view.phase != "in_call"
        self._arrange()
        hung = self._hung()
        for pane in (self.notice, self.card, self.summary, self.breathing):
            if pane in hung and up:
                pane.enter()
                continue
            if pane is self._keyed:
                self.release_keys()
            pane.leave()
        if self.summary not in hung:
            self._away.stop()
        elif not self._away.isActive():
            self._away.start()
        if card and card.followed and not self._left.isActive():
            self._left.start()

    def stand(self, place: QPoint | None, corner: str = FREE) -> None:
        """Stand here from now on, or as near as the screens allow; None: where a new user will see it.

        corner: a part of the screen ("top_left" ...) on which the place is, rather than the place itself
        """
        self._wanted, self._corner = place, corner
        self._arrange()

    def reach(self) -> None:
        """Make the strip touchable, and show its buttons, until the pointer has been away for a moment."""
        if not self.strip.isVisible():
            # The pointer's last news may come when all is over.
            return
        self.strip.let_through(False)
        self.strip.reach(True)
        self._linger.start()

    def reach_by_key(self) -> None:
        """Give the keyboard to what can be answered: the card, then the strip, then back to where it was."""
        self.reach()
        reachable = [
            pane for pane in (self.card, self.summary, self.breathing, self.strip) if pane.isVisible()
        ]
        now = reachable.index(self._keyed) if self._keyed in reachable else -1
        if now + 1 == len(reachable):
            self.release_keys()
            return
        self._give_keys(reachable[now + 1])

    def release_keys(self) -> None:
        """The typing goes on where it was."""
        if self._keyed:
            self._keyed.take_keys(False)
            self._keyed = None
            self._focus.give_back()

    def raise_all(self) -> None:
        for pane in self.panes():
            if pane.isVisible():
                pane.raise_()
        desktop.flush()

    # --- inside

    def _give_keys(self, pane: Pane, into: QWidget | None = None) -> None:
        self._focus.remember()
        if self._keyed:
            self._keyed.take_keys(False)
        self._keyed = pane
        pane.take_keys(True, into)

    def _timer(self, interval: int, slot: Callable[[], None], once: bool = False) -> QTimer:
        timer = QTimer(self, interval=interval, singleShot=once)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        card, board = self.card, self.board.card
        card.done.connect(self.done)
        card.dismiss.connect(self.dismiss)
        card.wording.connect(self.next_wording)
        card.details.connect(self._open_or_close)
        card.more.rated.connect(lambda helpful: self._ask(board.rate(helpful)))
        card.more.snooze.connect(lambda: self._ask(board.snooze()))
        card.more.mute.connect(lambda: self._ask(board.mute()))
        self.strip.call.connect(self.start_or_end)
        self.strip.pause.connect(self.pause_or_listen)
        self.strip.transcript.connect(self.transcript)
        self.strip.settings.connect(self.settings)
        for pane in self.panes():
            pane.escaped.connect(self.release_keys)
        self.notice.remedy.connect(self.settings)
        self.notice.dismiss.connect(self._dismiss_notice)
        self.summary.closed.connect(self._close_summary)
        wrap_up, notes = self.summary.wrap_up, self.board.wrap_up
        wrap_up.chosen.connect(lambda outcome: self._ask(notes.choose(outcome)))
        wrap_up.written.connect(notes.write)
        wrap_up.typing.connect(lambda: self._give_keys(self.summary, wrap_up.note))
        wrap_up.saved.connect(self._close_summary)
        self.summary.breathe.connect(self.breathe)
        self.breathing.over.connect(lambda: self.breathe(begin=False))
        self.summary.pause.connect(self._take_break)
        self.grip.reached.connect(self.reach)
        self.grip.held.connect(self._hold)
        self.grip.dragged.connect(self._drag)
        self.grip.dropped.connect(self._drop)

    def done(self) -> None:
        self._ask(self.board.card.done())

    def dismiss(self) -> None:
        self._ask(self.board.card.dismiss())

    def next_wording(self) -> None:
        self.board.card.next_wording()
        self.refresh()

    def _open_or_close(self) -> None:
        self.board.card.open_or_close()
        self.refresh()

    def start_or_end(self, by: str = "button") -> None:
        in_call = self.board.strip.view.phase == "in_call"
        self._ask(events.EndCall(by=by) if in_call else events.StartCall(by=by))  # type: ignore[arg-type]

    def pause_or_listen(self) -> None:
        self._ask(events.Pause(on=self.board.strip.view.phase != "paused"))

    def _ask(self, command: events.Command | None) -> None:
        if command:
            self.asked.emit(command)
        self.refresh()

    def _cue_left(self) -> None:
        self.board.card.left()
        self.refresh()

    def _dismiss_notice(self) -> None:
        self.board.notices.dismiss()
        self.refresh()

    def _close_summary(self) -> None:
        self.board.summary.close()
        self.board.wrap_up.close()
        self.refresh()

    def _note_down(self) -> None:
        """What was written goes into the record once the agent is done with it."""
        if not self.board.wrap_up.view and (command := self.board.wrap_up.news()):
            self.asked.emit(command)

    def _summary_seen(self) -> None:
        if not self.summary.is_busy():
            self._close_summary()

    def breathe(self, begin: bool = True) -> None:
        """A minute to breathe, until it has passed or a call begins."""
        self._breathes = begin
        if begin:
            self.board.summary.rested()
            self.breathing.begin()
        self.refresh()

    def _take_break(self) -> None:
        self._close_summary()
        self._ask(events.Pause(on=True))

    def _let_go(self) -> None:
        if self.strip.geometry().contains(QCursor.pos()) or self._keyed:
            return
        self._linger.stop()
        self.strip.let_through(True)
        self.strip.reach(False)

    def _hung(self) -> list[Pane]:
        """What hangs on the strip now, nearest first."""
        board = self.board
        views: tuple[tuple[Pane, object], ...] = (
            (self.notice, board.notices.view),
            (self.card, board.card.view),
            (self.summary, board.summary.view if not self._breathes else None),
            (self.breathing, self._breathes),
        )
        return [pane for pane, view in views if view]

    def _hold(self) -> None:
        self._held = self.strip.pos()

    def _drag(self, so_far: QPoint) -> None:
        self.stand(self._held + so_far)

    def _drop(self) -> None:
        """Close to an edge it docks there."""
        ground, box = self.strip.screen().availableGeometry(), self.strip.geometry()
        self.stand(docked(box.topLeft(), box.size(), ground, self.theme.px(Space.WIDE)))
        self.moved.emit(self.strip.pos())

    def _arrange(self) -> None:
        grounds = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not grounds:
            return
        size, margin = self.strip.size(), self.theme.px(Space.BROAD)
        place = self._wanted or first_place(size, grounds[0], margin)
        middle = place + QPoint(size.width() // 2, size.height() // 2)
        ground = nearest(middle, grounds)
        if self._corner != FREE:
            place = cornered(self._corner, size, ground, self.theme.px(Space.SMALL))
        place = kept_inside(place, size, ground)
        self.strip.put(place)
        self.grip.put(place)
        hung = self._hung()
        gap = self.theme.px(Space.SMALL)
        for pane, where in zip(
            hung, stacked(QRect(place, size), [pane.size() for pane in hung], ground, gap), strict=True
        ):
            pane.put(where)
