"""Figures as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

NOT_PRINTED = ("rows", "calls", "notes", "worst", "flags")


def lines(figures: Mapping[str, Any], explain: bool) -> Iterator[str]:
    """One a figure, names in a column; – for what cannot be told. explain: the notes too"""
    flags = {
        f"flag {name}": "  ".join(f"{measure} {_value(value)}" for measure, value in flag.items())
        for name, flag in figures.get("flags", {}).items()
    }
    shown = {name: _said(value) for name, value in figures.items() if name not in NOT_PRINTED} | flags
    width = max(map(len, shown), default=0)
    for name, value in shown.items():
        yield f"{name:<{width}}  {value}"
    if explain:
        yield from figures.get("notes", ())


def _said(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else _value(value)


def _value(value: object) -> str:
    return "–" if value is None else str(value)
