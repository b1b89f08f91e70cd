"""Events to what the engine works with: its models, and the cues that its playbook can show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models import events


@dataclass(frozen=True)
class EquipmentView:
    """speech: the speech model's name, empty while there is none; cues: all that the playbook can show"""

    speech: str = ""
    language: str = ""
    playbook: str = ""
    cues: tuple[events.CueKind, ...] = ()


class EquipmentPresenter:
    """Feed it events; `view` is what the engine has loaded."""

    def __init__(self) -> None:
        self.view = EquipmentView()

    def feed(self, event: events.AnyEvent) -> None:
        match event:
            case events.ModelLoaded(part="speech"):
                self.view = replace(self.view, speech=event.name, language=event.language)
            case events.PlaybookLoaded():
                self.view = replace(self.view, playbook=event.name, cues=event.cues)
            case _:
                pass

    def clear(self) -> None:
        """No engine; what the playbook holds stays known, for the settings."""
        self.view = replace(self.view, speech="", language="")
