"""Slow stages in stream time: asked now, answered at a fixed later moment, the same live as in a replay."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from audio.blocks import LEGS, Leg

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Workers:
    """One thread for each leg's recogniser, one for the ear of both."""

    speech: Mapping[Leg, Executor]
    ear: Executor


@contextmanager
def workers() -> Iterator[Workers]:
    """The threads of the slow stages, ended on leaving."""
    speech = {leg: ThreadPoolExecutor(1, thread_name_prefix=f"speech-{leg}") for leg in LEGS}
    ear = ThreadPoolExecutor(1, thread_name_prefix="ear")
    try:
        yield Workers(speech, ear)
    finally:
        for thread in (*speech.values(), ear):
            thread.shutdown(wait=True, cancel_futures=True)


class Slow(Generic[Answer]):
    """Questions to a worker, in order; every answer counts `delay` seconds of stream time after its question.

    An answer that is not there by then is waited for, so that the events stay the same on a slow computer; it
    is counted in `late`, and the wait shows as the pipeline's lag.
    """

    def __init__(self, worker: Executor, delay: float) -> None:
        self._worker = worker
        self._delay = delay
        self._open: deque[tuple[float, Future[Answer]]] = deque()
        self.late = 0

    @property
    def open(self) -> int:
        """How many questions have no answer yet."""
        return len(self._open)

    def ask(self, t: float, work: Callable[[], Answer]) -> None:
        """Have `work` done by the worker; its answer counts from t + delay."""
        self._open.append((t + self._delay, self._worker.submit(work)))

    def answers(self, t: float) -> Iterator[tuple[float, Answer]]:
        """(due time, answer) of every question that is due by t. A worker's exception is raised here."""
        while self._open and self._open[0][0] <= t + 1e-9:
            due, future = self._open.popleft()
            self.late += not future.done()
            yield due, future.result()
