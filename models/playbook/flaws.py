"""What is wrong with a playbook: each flaw with its place and its remedy, all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from models.events import Text


@dataclass(frozen=True, slots=True)
class Place:
    """file: as the user named it; line from 1, 0 where the whole file is meant; rule: its id, where there is one."""

    file: str
    line: int = 0
    rule: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.file, str(self.line or "")) if part)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong (or, as a warning, doubtful), and what to do about it."""

    place: Place
    what: Text
    fix: Text
    warning: bool = False

    def sentence(self, language: str) -> str:
        """One line: place, rule, problem, remedy."""
        what, fix = (self.what.zh, self.fix.zh) if language == "zh" else (self.what.en, self.fix.en)
        rule = f" [{self.place.rule}]" if self.place.rule else ""
        return f"{self.place}{rule}{'：' if language == 'zh' else ': '}{what}{'' if language == 'zh' else ' '}{fix}"


class PlaybookError(Exception):
    """A playbook cannot be used; `flaws` holds everything that is wrong with it."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("\n".join(flaw.sentence("en") for flaw in flaws))

    @property
    def text(self) -> Text:
        """One sentence for the agent: the first flaw, and how many more there are."""
        first, more = self.flaws[0], len(self.flaws) - 1
        return Text(
            zh=f"话术手册有误，继续使用原来的：{first.sentence('zh')}"
            + (f"（另有 {more} 处）" if more else ""),
            en=f"The playbook has an error, the one before stays in force: {first.sentence('en')}"
            + (f" ({more} more)" if more else ""),
        )
