from __future__ import annotations

import io

from models.events import CallState, CueFollowed, CueShown, LegHealth, Partial, Problem, Text, Utterance
from models.terminal import Terminal


def shown(language: str, *events: object, seconds: float | None = None) -> str:
    out = io.StringIO()
    terminal = Terminal(language, seconds, out)  # type: ignore[arg-type]
    for event in events:
        terminal.feed(event)  # type: ignore[arg-type]
    terminal.close()
    return out.getvalue()


def test_who_says_what_when() -> None:
    assert (
        shown("zh", Utterance(63.5, "customer", "c1", "我等了三天了", 60.0, 63.0))
        == "01:03.5  客户   我等了三天了\n"
    )
    assert shown("en", Utterance(3.5, "agent", "a1", "one moment", 1.0, 3.0)) == "00:03.5  agent one moment\n"


def test_a_cue_says_what_to_do_how_and_why_and_when_it_was_done() -> None:
    cue = CueShown(5.0, "a#1", "acknowledge", "先认可感受", ("我能理解您", "别的"), "火气上来了", "warn")
    text = shown("zh", cue, CueFollowed(9.0, "a#1", "acknowledge", "理解"))
    assert all(part in text for part in ("先认可感受", "我能理解您", "火气上来了", "✓", "acknowledge"))
    assert "别的" not in text


def test_the_level_is_said_when_it_changes_only() -> None:
    text = shown("zh", CallState(1.0, 2), CallState(1.5, 2), CallState(2.0, 6))
    assert text.count("平静") == 1
    assert text.count("生气") == 1


def test_problems_are_said_in_the_agents_language() -> None:
    said = Text(zh="找不到模型", en="No model")
    assert "找不到模型" in shown("zh", Problem(0.0, "model.missing", said))
    assert "No model" in shown("en", LegHealth(0.0, "agent", "lost", 0.0, said))
    assert shown("zh", Problem(0.0, "model.missing", said, solved=True)) == ""


def test_without_a_terminal_there_is_no_colour_and_no_bar() -> None:
    assert "\x1b" not in shown("zh", CallState(1.0, 2), Partial(1.0, "agent", "a1", "您", 0.5), seconds=10.0)
