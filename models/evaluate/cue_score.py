"""Scoring cues against a call's labels.

`expected` cues have windows and accepted stand-ins; besides there are `allowed` and `quiet` windows.

- an expected cue is hit by a cue of its own or an accepted id within its window; one cue may hit several;
- a cue in an `allowed` window for its id, or an accepted id again in a window that is hit, counts neither way;
- every other cue is false, and a violation too where it falls into a quiet window.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.playbook.coach import Suppressed


@dataclass(frozen=True, slots=True)
class Shown:
    """A cue that came up.

    by_words: its reasons are words, not the voice or the clock alone; critical: it kept no spacing
    """

    t: float
    rule: str
    by_words: bool = False
    critical: bool = False


@dataclass(slots=True)
class Score:
    """One call's account.

    delays: seconds from the window's beginning to the first hit, by kind of evidence; lags: the same without what
    the playbook's own spacing held the cue back; after_speech: seconds to it from the last sentence that either
    party had ended by then, for a rule may wait for an answer that the label does not ask for
    """

    call: str
    seconds: float
    expected: int = 0
    hit: int = 0
    hitting: int = 0
    extra: int = 0
    false: int = 0
    violations: int = 0
    voice_delays: list[float] = field(default_factory=list)
    word_delays: list[float] = field(default_factory=list)
    voice_lags: list[float] = field(default_factory=list)
    word_lags: list[float] = field(default_factory=list)
    voice_after_speech: list[float] = field(default_factory=list)
    word_after_speech: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The account as figures; None where there is nothing to divide by."""
        return {
            "call": self.call,
            "seconds": round(self.seconds, 2),
            "expected": self.expected,
            "hit": self.hit,
            "cues": self.hitting + self.extra + self.false,
            "extra": self.extra,
            "false": self.false,
            "violations": self.violations,
            "recall": _ratio(self.hit, self.expected),
            "precision": _ratio(self.hitting, self.hitting + self.false),
            "false_per_10_min": _ratio(self.false * 600, self.seconds),
            **quantiles("delay_voice", self.voice_delays),
            **quantiles("delay_words", self.word_delays),
            **quantiles("lag_voice", self.voice_lags),
            **quantiles("lag_words", self.word_lags),
            **quantiles("after_speech_voice", self.voice_after_speech),
            **quantiles("after_speech_words", self.word_after_speech),
        }


def added_up(scores: Sequence[Score]) -> Score:
    """The account of all calls together."""
    total = Score("all", sum(one.seconds for one in scores))
    for one in scores:
        for name in ("expected", "hit", "hitting", "extra", "false", "violations"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
        for name in ("delays", "lags", "after_speech"):
            for kind in ("voice", "word"):
                getattr(total, f"{kind}_{name}").extend(getattr(one, f"{kind}_{name}"))
    return total


def score(
    label: dict[str, Any], shown: Iterable[Shown], kept: Sequence[Suppressed] = (), spacing: float = 8.0
) -> Score:
    """One call's cues against its labels. spacing: what the playbook keeps between two cues, s"""
    result = Score(str(label.get("id", "?")), float(label["seconds"]), len(label["expected"]))
    hit: dict[int, Shown] = {}
    said = sorted(end for turn in label.get("turns", ()) for end in _sentence_ends(turn))
    cues = sorted(shown, key=lambda cue: cue.t)
    for cue in cues:
        matching = [
            number
            for number, wanted in enumerate(label["expected"])
            if _inside(cue.t, wanted) and cue.rule in (wanted["cue"], *wanted.get("accept", ()))
        ]
        fresh = [number for number in matching if number not in hit]
        hit.update(dict.fromkeys(fresh, cue))
        allowed = any(
            window["cue"] == cue.rule and _inside(cue.t, window) for window in label.get("allowed", ())
        )
        if fresh:
            result.hitting += 1
        elif matching or allowed:
            result.extra += 1
        else:
            result.false += 1
            quiet = any(_inside(cue.t, window) for window in label.get("quiet", ()))
            result.violations += quiet
            result.notes.append(
                f"{cue.t:.1f} s {cue.rule}: {'false, in a quiet window' if quiet else 'false'}"
            )
    result.hit = len(hit)
    for number, wanted in enumerate(label["expected"]):
        if number in hit:
            first = hit[number]
            delay = max(0.0, first.t - wanted["from"])
            before = max((cue.t for cue in cues if cue.t < first.t), default=-spacing)
            free = wanted["from"] if first.critical else max(wanted["from"], before + spacing)
            lag = max(0.0, first.t - free)
            (result.word_delays if first.by_words else result.voice_delays).append(delay)
            (result.word_lags if first.by_words else result.voice_lags).append(lag)
            ended = said[: bisect_right(said, first.t)]
            after = first.t - ended[-1] if ended else first.t
            (result.word_after_speech if first.by_words else result.voice_after_speech).append(after)
        else:
            result.notes.append(_miss(wanted, cues, kept))
    return result


def _miss(wanted: dict[str, Any], cues: Sequence[Shown], kept: Sequence[Suppressed]) -> str:
    """A line on a cue that did not come: what came instead, and what held it back."""
    instead = [f"{cue.rule} at {cue.t:.1f}" for cue in cues if _inside(cue.t, wanted)]
    ids = (wanted["cue"], *wanted.get("accept", ()))
    held = dict.fromkeys(
        f"{one.rule} ({one.why})" for one in kept if one.rule in ids and _inside(one.t, wanted)
    )
    return (
        f"{wanted['from']:.1f} s missed {wanted['cue']}: {wanted.get('why', '')}"
        + (f"; instead {', '.join(instead)}" if instead else "; nothing came")
        + (f"; kept quiet: {', '.join(held)}" if held else "")
    )


def _sentence_ends(turn: dict[str, Any]) -> list[float]:
    return [float(end) for _, end in turn.get("sentences", ())] or [float(turn["end"])]


def _inside(t: float, window: dict[str, Any]) -> bool:
    return bool(window["from"] <= t <= window["to"])


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def quantiles(name: str, values: Sequence[float]) -> dict[str, float | None]:
    """Two figures: the median and the 95th percentile."""
    return {f"{name}_p50_s": _quantile(values, 0.5), f"{name}_p95_s": _quantile(values, 0.95)}


def _quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which that share lies (nearest rank)."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
