"""The settings as fields of a form: what each is, what it may be, and whether IT has locked it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from models.settings import Loaded, Settings, sentence
from overlay.presenters.card import Language

Kind: TypeAlias = Literal["choice", "switch", "number", "hotkey", "source", "path", "list", "cues"]

SECTIONS: dict[str, tuple[str, ...]] = {
    "sound": ("customer_source", "agent_source"),
    "look": ("language", "theme", "opacity_percent", "place"),
    "access": ("size_percent", "reduce_motion", "sound"),
    "cues": ("experience", "playbook", "quiet_cues"),
    "calls": ("start_by_speech", "end_after_silence_s", "keep_records", "dispositions"),
    "speech": ("speech_language", "speech_model", "second_reading"),
    "hotkeys": ("hotkey_done", "hotkey_dismiss", "hotkey_wording", "hotkey_call", "hotkey_reach"),
}
# What a policy says about itself is shown at the locks.
NOT_IN_THE_FORM = ("policy_contact",)


@dataclass(frozen=True)
class Field:
    """One setting.

    choices: for "choice"; low, high: for "number"; locked: the agent may look, not change; ask: who can, if said
    """

    name: str
    kind: Kind
    sentence: str
    value: object
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    locked: bool = False
    ask: str = ""


def fields(loaded: Loaded, language: Language) -> dict[str, tuple[Field, ...]]:
    """Section by section, every setting that there is; one that no section names is in the section "other"."""
    known = {field.name: field for field in _all(loaded, language)}
    sections = {
        section: tuple(known.pop(name) for name in names if name in known)
        for section, names in SECTIONS.items()
    }
    return {**sections, "other": tuple(known.values())} if known else sections


def twice(settings: Settings) -> tuple[str, ...]:
    """The hotkey settings whose keys are used by another one too."""
    names = SECTIONS["hotkeys"]
    keys = [getattr(settings, name).strip().lower() for name in names]
    return tuple(name for name, key in zip(names, keys, strict=True) if key and keys.count(key) > 1)


def _all(loaded: Loaded, language: Language) -> list[Field]:
    described: Any = msgspec.inspect.type_info(Settings)
    made = []
    for field in described.fields:
        kind = field.type.type if isinstance(field.type, msgspec.inspect.Metadata) else field.type
        made.append(
            Field(
                name=field.name,
                kind=_kind(field.name, kind),
                sentence=sentence(field.name, language),
                value=getattr(loaded.settings, field.name),
                choices=tuple(map(str, kind.values)) if isinstance(kind, msgspec.inspect.LiteralType) else (),
                low=float(getattr(kind, "ge", None) or 0),
                high=float(getattr(kind, "le", None) or 0),
                whole=isinstance(kind, msgspec.inspect.IntType),
                locked=field.name in loaded.locked,
                ask=loaded.settings.policy_contact,
            )
        )
    return [field for field in made if field.name not in NOT_IN_THE_FORM]


def _kind(name: str, kind: object) -> Kind:
    match kind:
        case msgspec.inspect.LiteralType():
            return "choice"
        case msgspec.inspect.BoolType():
            return "switch"
        case msgspec.inspect.IntType() | msgspec.inspect.FloatType():
            return "number"
        case msgspec.inspect.VarTupleType():
            return "cues" if name.endswith("cues") else "list"
        case _:
            return "hotkey" if name.startswith("hotkey") else "source" if name.endswith("source") else "path"
