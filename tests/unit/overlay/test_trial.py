"""The test call: what arrives is ticked, noise is not, and a real call is no test."""

from __future__ import annotations

import pytest

from models import events
from overlay.presenters.trial import HEARD_DB, HEARD_TENTHS, LegTrial, TrialPresenter


@pytest.fixture
def trial() -> TrialPresenter:
    made = TrialPresenter()
    made.feed(events.EngineStatus(0, "ready"))
    made.feed(events.CallStarted(0, "t", "button", test=True))
    made.feed(events.EngineStatus(0, "in_call"))
    return made


def _loud(trial: TrialPresenter, leg: events.Leg, level_db: float, tenths: int) -> None:
    for tenth in range(tenths):
        trial.feed(events.LegLevel(tenth / 10, leg, level_db, level_db))


def test_a_voice_that_lasts_has_arrived_and_a_click_has_not(trial: TrialPresenter) -> None:
    _loud(trial, "agent", HEARD_DB + 5, HEARD_TENTHS - 1)
    assert not trial.view.agent.heard
    _loud(trial, "agent", HEARD_DB + 5, 1)
    assert trial.view.agent.heard
    assert not trial.view.customer.heard


def test_the_noise_of_a_room_is_no_voice(trial: TrialPresenter) -> None:
    _loud(trial, "customer", HEARD_DB - 1, 100)
    assert trial.view.customer == LegTrial()


def test_what_was_understood_is_shown(trial: TrialPresenter) -> None:
    trial.feed(events.Partial(1, "customer", "u", "喂", 0.5))
    trial.feed(events.Utterance(2, "customer", "u", "喂您好", 0.5, 1.5))
    assert trial.view.customer == LegTrial(True, "喂您好")


def test_it_begins_and_ends_by_the_same_button_and_its_result_stays(trial: TrialPresenter) -> None:
    assert trial.toggle() == events.EndCall()
    trial.feed(events.Partial(1, "agent", "u", "hello", 0.5))
    trial.feed(events.CallEnded(9, "t", "button"))
    assert (trial.view.running, trial.view.agent.words) == (False, "hello")
    assert trial.toggle() == events.StartCall(test=True)


def test_during_a_real_call_there_is_no_test() -> None:
    trial = TrialPresenter()
    assert not trial.view.possible
    trial.feed(events.EngineStatus(0, "ready"))
    assert trial.view.possible
    trial.feed(events.CallStarted(0, "c", "speech"))
    trial.feed(events.EngineStatus(0, "in_call"))
    _loud(trial, "customer", -20, 50)
    assert (trial.view.possible, trial.view.running, trial.view.customer.heard) == (False, False, False)
