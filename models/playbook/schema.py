"""The JSON Schema of a playbook file, for editors: made from the table of keys (`python -m models.playbook.schema`)."""

from __future__ import annotations

import json
import math
from typing import Any

from models.call.signals import SIGNALS
from models.playbook.keys import CONDITIONS, KEYS, Key

_SECONDS = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(ms|s|min|m|h)?$"}]}
_PHRASE = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"exact": {"type": "string"}}, "additionalProperties": False},
        {"type": "object", "properties": {"pattern": {"type": "string"}}, "additionalProperties": False},
        {"type": "object", "properties": {"means": {"type": "string"}}, "additionalProperties": False},
    ]
}
_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_NAMES = {"anyOf": [{"type": "string"}, {"type": "array", "items": _PHRASE}]}
_CONDITION = {"$ref": "#/$defs/condition"}


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a playbook."""
    objects = {name: _object(keys) for name, keys in KEYS.items() if name not in ("playbook", "signal")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "CallCue playbook",
        **_object(KEYS["playbook"]),
        "$defs": {**objects, "condition": _condition()},
    }


def _condition() -> dict[str, Any]:
    """A list of conditions (all of them), a signal with its bounds, or exactly one of the other keys."""
    signal = _object(KEYS["signal"])
    signal["properties"]["signal"] = {"enum": [signal.name for signal in SIGNALS]}
    others = [
        {
            "type": "object",
            "required": [name],
            "properties": {name: _value(key) | {"description": key.en}},
            "additionalProperties": False,
        }
        for name, key in CONDITIONS.items()
        if name != "signal"
    ]
    return {"anyOf": [{"type": "array", "items": _CONDITION}, signal, *others]}


def _object(keys: dict[str, Key]) -> dict[str, Any]:
    required = [name for name, key in keys.items() if key.required]
    return {
        "type": "object",
        "properties": {name: _value(key) | {"description": key.en} for name, key in keys.items()},
        "additionalProperties": False,
    } | ({"required": required} if required else {})


def _value(key: Key) -> dict[str, Any]:
    match key.kind:
        case "text":
            return {"type": ["string", "number"]}
        case "texts":
            return dict(_TEXTS)
        case "names":
            return dict(_NAMES)
        case "seconds":
            return dict(_SECONDS)
        case "number":
            bounds = {"minimum": key.low, "maximum": key.high}
            return {"anyOf": [{"type": "number"} | _finite(bounds), {"type": "string"}]}
        case "whole":
            return {"type": "integer", "minimum": key.low, "maximum": key.high}
        case "flag":
            return {"type": "boolean"}
        case "choice":
            return {"enum": list(key.options)}
        case "choices":
            options = {"enum": list(key.options)}
            return {"anyOf": [options, {"type": "array", "items": options}]}
        case "condition":
            return {"anyOf": [_CONDITION, {"type": "array", "items": _CONDITION}]}
        case "object":
            return {"$ref": f"#/$defs/{key.of}"}
        case "objects":
            return {"type": "array", "items": {"$ref": f"#/$defs/{key.of}"}}
        case "map":
            return {"type": "object"}


def _finite(bounds: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in bounds.items() if math.isfinite(value)}


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
