"""One overlay a user: the first one listens, every later start only speaks to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from overlay import remote


class Instance(QObject):
    """Listens on this user's address and answers one line to each line.

    answer: does what the line asks for and says whether it understood; called in the event loop
    """

    def __init__(self, answer: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def listen(self) -> None:
        """Be the one that runs. Raises OSError where the address cannot be had."""
        where = remote.address()
        if sys.platform != "win32":
            Path(where).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Whoever listened there is dead: a living one would have been asked before.
            QLocalServer.removeServer(where)
        if not self._server.listen(where):
            raise OSError(self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        while caller := self._server.nextPendingConnection():
            caller.readyRead.connect(lambda caller=caller: self._heard(caller))
            caller.disconnected.connect(caller.deleteLater)

    def _heard(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > remote.LINE_AT_MOST:
                caller.abort()
            return
        verb = bytes(caller.readLine().data()).decode("utf-8", "replace").strip()
        caller.write(b"ok\n" if self._answer(verb) else b"not understood\n")
        caller.flush()
        caller.disconnectFromServer()
