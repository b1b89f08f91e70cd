"""What a playbook makes the coach listen for, prepared once."""

from __future__ import annotations

from functools import lru_cache

from models.events import Leg
from models.playbook.heard import Listener
from models.playbook.phrases import PhraseFinder
from models.playbook.rules import Playbook


@lru_cache(maxsize=4)
def listeners(playbook: Playbook) -> dict[Leg, Listener]:
    """A playbook's listeners, prepared once."""
    prepared: dict[Leg, Listener] = {}
    for leg, names in playbook.groups_by_leg().items():
        owners: dict[str, tuple[str, ...]] = {}
        for name in names:
            for phrase in playbook.groups[name]:
                owners[phrase.text] = (*owners.get(phrase.text, ()), name)
        phrases = [phrase for name in names for phrase in playbook.groups[name]]
        by_sound = frozenset(phrase.text for phrase in phrases if phrase.how == "sound")
        prepared[leg] = Listener(PhraseFinder(phrases, playbook.language), owners, by_sound)
    return prepared
