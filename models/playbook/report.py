"""What `main.py rules` prints: text and exit code (0 done, 1 found something, 2 bad input)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.call.signals import SIGNALS
from models.call.vocabulary import Language
from models.events import CueShown
from models.playbook.build import SPEECH_RATE
from models.playbook.cases import cues_of, run_cases
from models.playbook.flaws import PlaybookError
from models.playbook.load import load
from models.playbook.rules import Experience
from models.playbook.script import Turn

VOICES: Mapping[str, Mapping[str, float]] = {
    "calm": {},
    "angry": {"anger": 0.85, "arousal": 0.85},
    "furious": {"anger": 0.95, "arousal": 0.95},
    "sad": {"sadness": 0.8},
    "anxious": {"anxiety": 0.8, "arousal": 0.7},
    "confused": {"confusion": 0.8},
    "pleased": {"pleasure": 0.8, "arousal": 0.4},
}
"""Feelings by the word that `rules try --voice` takes."""


class Report(NamedTuple):
    """Text for the terminal, and the exit code."""

    text: str
    code: int


def check(path: Path, language: Language = "zh") -> Report:
    """Everything that is wrong or doubtful in a playbook file."""
    try:
        playbook = load(path)
    except PlaybookError as error:
        return Report("\n".join(flaw.sentence(language) for flaw in error.flaws), 2)
    lines = [flaw.sentence(language) for flaw in playbook.warnings]
    zh = f"{playbook.name}：{len(playbook.rules)} 条规则，{len(lines)} 个提醒，没有错误。"
    en = f"{playbook.name}: {len(playbook.rules)} rules, {len(lines)} warnings, no errors."
    return Report("\n".join([*lines, zh if language == "zh" else en]), 0)


def test(path: Path, language: Language = "zh") -> Report:  # noqa: PT028  (no test of pytest's)
    """The rules' own cases."""
    try:
        playbook = load(path)
    except PlaybookError as error:
        return Report("\n".join(flaw.sentence(language) for flaw in error.flaws), 2)
    results = run_cases(playbook)
    lines = []
    for result in (result for result in results if not result.passed):
        came = ", ".join(f"{rule} {t:.1f}s" for rule, t in result.shown) or "-"
        lines.append(f"{result.case.place} [{result.rule}] {result.case.name}: {came}")
        if result.missing:
            lines.append(
                ("  应该出现：" if language == "zh" else "  should have come: ") + ", ".join(result.missing)
            )
        if result.wrong:
            names = ", ".join(f"{rule} {t:.1f}s" for rule, t in result.wrong)
            lines.append(("  不该出现：" if language == "zh" else "  should not have come: ") + names)
    passed = sum(result.passed for result in results)
    zh, en = f"{len(results)} 个用例，{passed} 个通过。", f"{len(results)} cases, {passed} passed."
    return Report("\n".join([*lines, zh if language == "zh" else en]), 0 if passed == len(results) else 1)


def try_sentence(
    path: Path,
    said: str,
    voice: str = "calm",
    by_agent: bool = False,
    experience: Experience = "novice",
    language: Language = "zh",
) -> Report:
    """The cue that one sentence brings up; exit code 1 where none does."""
    if not said.strip() or voice not in VOICES:
        return Report(f"rules try SENTENCE [--voice {'|'.join(VOICES)}]", 2)
    try:
        playbook = load(path)
    except PlaybookError as error:
        return Report("\n".join(flaw.sentence(language) for flaw in error.flaws), 2)
    length = max(2.5, len(said) / SPEECH_RATE)
    turn = Turn("agent" if by_agent else "customer", 0.5, 0.5 + length, said, VOICES[voice])
    cues = cues_of([turn], turn.end + 3.0, playbook, experience)
    if not cues:
        return Report("没有提示。" if language == "zh" else "No cue.", 1)
    return Report("\n".join(_cue(cue, language, turn.end) for cue in cues), 0)


def listing(path: Path, language: Language = "zh") -> Report:
    """A line on every rule: id, severity, priority, title, why."""
    try:
        playbook = load(path)
    except PlaybookError as error:
        return Report("\n".join(flaw.sentence(language) for flaw in error.flaws), 2)
    lines = [
        f"{rule.id:18} {rule.severity:8} {rule.priority:3}  {rule.title}  {rule.why}"
        for rule in playbook.rules
    ]
    return Report("\n".join(lines), 0)


def signals(language: Language = "zh") -> Report:
    """A line on every signal: name, unit, range, what it is."""
    lines = []
    for signal in SIGNALS:
        high = "" if signal.high == float("inf") else f"{signal.high:g}"
        sentence = signal.zh if language == "zh" else signal.en
        lines.append(f"{signal.name:24} {signal.unit:8} {signal.low:g}..{high:<4} {sentence}")
    return Report("\n".join(lines), 0)


def _cue(cue: CueShown, language: Language, said_at: float) -> str:
    because = ", ".join(
        reason.words or (getattr(reason.text, language) if reason.text else reason.kind)
        for reason in cue.reasons
    )
    lines = [f"{cue.rule} [{cue.severity}] {cue.title} (+{cue.t - said_at:.1f} s)"]
    lines += [f"  {sentence}" for sentence in cue.say]
    return "\n".join([*lines, f"  {cue.why} ({because})"])
