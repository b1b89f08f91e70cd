"""Whether files have changed since they were read, so that a supervisor's save is in force at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[int, int]


class Watch:
    """Some files, as they are now. A file that is gone or cannot be read has a stamp of its own."""

    def __init__(self, files: Iterable[Path | str]) -> None:
        self._files = tuple(dict.fromkeys(Path(file) for file in files))
        self._known = self._before = self._stamps()

    def changed(self) -> bool:
        """Whether they differ from what was known and have been at rest since the last look; then that is known."""
        now = self._stamps()
        at_rest, self._before = now == self._before, now
        if now == self._known or not at_rest:
            return False
        self._known = now
        return True

    def _stamps(self) -> tuple[Stamp | None, ...]:
        return tuple(_stamp(file) for file in self._files)


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
