"""Where the agent put the strip, for each arrangement of monitors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QScreen

KEPT_AT_MOST = 40


def arrangement(screens: Iterable[QScreen]) -> str:
    """A name for the monitors as they stand to each other now."""
    names = []
    for screen in screens:
        box = screen.geometry()
        names.append(
            f"{box.width()}x{box.height()}+{box.x()}+{box.y()}@{round(screen.devicePixelRatio() * 100)}"
        )
    return " ".join(sorted(names))


class Places:
    """A small file of places; one that cannot be read or written is as good as none."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places = self._read()

    def get(self, arrangement: str) -> QPoint | None:
        place = self._places.get(arrangement)
        return QPoint(*place) if place else None

    def put(self, arrangement: str, place: QPoint) -> None:
        self._places.pop(arrangement, None)
        self._places[arrangement] = (place.x(), place.y())
        while len(self._places) > KEPT_AT_MOST:
            self._places.pop(next(iter(self._places)))
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._places, indent=1), encoding="utf-8")
        except OSError:
            return

    def _read(self) -> dict[str, tuple[int, int]]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(name): (int(x), int(y)) for name, (x, y) in said.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
