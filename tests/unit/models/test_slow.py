from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from models.slow import Slow


def test_answers_count_from_their_due_time_and_in_order() -> None:
    with ThreadPoolExecutor(1) as worker:
        slow: Slow[int] = Slow(worker, delay=0.5)
        slow.ask(1.0, lambda: 1)
        slow.ask(1.2, lambda: 2)
        assert list(slow.answers(1.4)) == []
        assert list(slow.answers(1.5)) == [(1.5, 1)]
        assert [answer for _, answer in slow.answers(9.0)] == [2]
        assert slow.open == 0


def test_a_late_answer_is_waited_for_and_counted() -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(1) as worker:
        slow: Slow[str] = Slow(worker, delay=0.1)
        slow.ask(0.0, lambda: "done" if gate.wait(5) else "never")
        threading.Timer(0.05, gate.set).start()
        assert [answer for _, answer in slow.answers(0.1)] == ["done"]
        assert slow.late == 1


def test_a_failure_in_the_worker_is_not_swallowed() -> None:
    with ThreadPoolExecutor(1) as worker:
        slow: Slow[int] = Slow(worker, delay=0.0)
        slow.ask(0.0, lambda: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            list(slow.answers(0.0))
