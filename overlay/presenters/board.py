"""All presenters together: what the overlay shows, as one thing that is fed events."""

from __future__ import annotations

from models import events
from overlay.presenters.card import CardPresenter, Language
from overlay.presenters.equipment import EquipmentPresenter
from overlay.presenters.notices import NoticePresenter
from overlay.presenters.strip import StripPresenter
from overlay.presenters.summary import SummaryPresenter
from overlay.presenters.transcript import TranscriptPresenter
from overlay.presenters.trial import TrialPresenter
from overlay.presenters.wrap_up import WrapUpPresenter


class Board:
    """Attributes: strip, notices, card, transcript, summary, wrap_up, equipment, trial: the presenters, each
    with its `view`."""

    def __init__(self, language: Language = "zh") -> None:
        self.strip = StripPresenter()
        self.notices = NoticePresenter(language)
        self.card = CardPresenter(language)
        self.transcript = TranscriptPresenter()
        self.summary = SummaryPresenter()
        self.wrap_up = WrapUpPresenter()
        self.equipment = EquipmentPresenter()
        self.trial = TrialPresenter()

    def feed(self, event: events.AnyEvent) -> None:
        self.strip.feed(event)
        self.notices.feed(event)
        self.card.feed(event)
        self.transcript.feed(event)
        self.summary.feed(event)
        self.wrap_up.feed(event)
        self.equipment.feed(event)
        self.trial.feed(event)

    def engine_lost(self) -> None:
        """The engine has died: nothing that it said is true any more."""
        self.strip.clear()
        self.notices.clear()
        self.card.clear()
        self.equipment.clear()
        self.trial.clear()

    def speak(self, language: Language) -> None:
        """What is said from now on, and what is on show, is in this language."""
        self.notices.language = language
        self.card.language = language
