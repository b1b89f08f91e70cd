"""The icons by name, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from overlay.widgets import shapes

STROKE = 1.9


def paint(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon into a box; an unknown name gives the plain speech bubble."""
    icon = _DRAWN.get(name, shapes.bubble)()
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(icon.fills, colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour))
    painter.drawPath(icon.lines)
    painter.restore()


def paint_tick(painter: QPainter, box: QRectF, colour: QColor, share: float) -> None:
    """Draw the first `share` (0..1) of the tick's stroke: how it writes itself."""
    path = shapes.tick().lines
    pen = _pen(colour)
    length = path.length() / pen.widthF()
    pen.setDashPattern([max(0.001, length * share), length * 2])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if share < 1 else Qt.PenCapStyle.RoundCap)
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    painter.setPen(pen)
    painter.drawPath(path)
    painter.restore()


def known(name: str) -> bool:
    return name in _DRAWN


def _pen(colour: QColor) -> QPen:
    return QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


_DRAWN: dict[str, Callable[[], shapes.Icon]] = {
    # the default playbook's cues
    "listen": shapes.ear,
    "let_vent": shapes.waves,
    "acknowledge": shapes.heart,
    "validate": shapes.smile,
    "restate": shapes.equals_bubble,
    "open_question": shapes.question,
    "ask_need": shapes.target,
    "offer_options": shapes.fork,
    "concrete_steps": shapes.steps,
    "positive_language": shapes.plus,
    "no_blame": shapes.hand,
    "reassure": shapes.umbrella,
    "plain_words": shapes.book,
    "slow_down": shapes.gauge,
    "dead_air": shapes.clock,
    "set_boundary": shapes.shield,
    "supervisor": shapes.person_up,
    "retain": shapes.anchor,
    "vulnerable": shapes.cradle,
    "apologise_once": shapes.once,
    "thank": shapes.star,
    "follow_up": shapes.calendar,
    "feedback": shapes.bubble,
    "breathe": shapes.leaf,
    # what a playbook may name instead of a rule's own
    "ear": shapes.ear,
    "heart": shapes.heart,
    "smile": shapes.smile,
    "bubble": shapes.bubble,
    "question": shapes.question,
    "target": shapes.target,
    "fork": shapes.fork,
    "steps": shapes.steps,
    "plus": shapes.plus,
    "hand": shapes.hand,
    "umbrella": shapes.umbrella,
    "book": shapes.book,
    "gauge": shapes.gauge,
    "clock": shapes.clock,
    "shield": shapes.shield,
    "person": shapes.people,
    "anchor": shapes.anchor,
    "star": shapes.star,
    "calendar": shapes.calendar,
    "leaf": shapes.leaf,
    "waves": shapes.waves,
    # the overlay's own
    "tick": shapes.tick,
    "cross": shapes.cross,
    "warning": shapes.warning,
    "phone": shapes.phone,
    "hang_up": shapes.hang_up,
    "pause": shapes.pause,
    "play": shapes.play,
    "text": shapes.lines_of_text,
    "sliders": shapes.sliders,
    "turn": shapes.turn,
    "lock": shapes.lock,
    "chevron": shapes.chevron,
    "chevron_up": shapes.chevron_up,
}
