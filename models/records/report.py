"""One call on one page: how the feeling went, what was said, which cues came. HTML without any outside file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Literal

from models.events import (
    CallEnded,
    CallState,
    CueExpired,
    CueFollowed,
    CueShown,
    Event,
    SpeechEnded,
    Utterance,
    UtteranceCorrected,
)
from models.records.redact import redacted
from models.terminal import LEVELS, WHO

_LEVEL_COLOURS = ("#117A57", "#0F7385", "#2F64A8", "#8A6A00", "#A85A00", "#B8420F", "#C0252B")
_SEVERITY_COLOURS = {"info": "#5B8DEF", "warn": "#E8963F", "critical": "#E5484D"}
_TEXTS = {
    "zh": {
        "title": "通话回顾",
        "length": "时长",
        "peak": "最高",
        "end": "结束时",
        "cues": "提示",
        "followed": "做到了",
        "timeline": "客户情绪走势",
        "transcript": "对话",
        "private": "号码已隐去；没有保存录音。",
        "none": "这通电话没有提示",
    },
    "en": {
        "title": "Call review",
        "length": "Length",
        "peak": "Peak",
        "end": "At the end",
        "cues": "Cues",
        "followed": "followed",
        "timeline": "How the customer felt",
        "transcript": "Conversation",
        "private": "Numbers are masked; no audio was kept.",
        "none": "No cue in this call",
    },
}
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --ink: #141a21; --soft: #4e5a67; --line: #dde3ea; --panel: #f6f8fa }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12171f; --ink: #f2f5f8; --soft: #a9b4c0; --line: #2a323d; --panel: #1a212b }
}
body { font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif;
  background: var(--ground); color: var(--ink); max-width: 860px; margin: 32px auto; padding: 0 20px }
h1 { font-size: 24px; margin: 0 0 4px } h2 { font-size: 16px; margin: 32px 0 8px }
.facts { display: flex; gap: 32px; flex-wrap: wrap; margin: 16px 0 } .facts div { color: var(--soft); font-size: 12px }
.facts b { display: block; font-size: 19px; color: var(--ink); font-weight: 600 }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 14px; padding: 16px }
svg text { fill: var(--soft); font-size: 11px }
.turn { display: grid; grid-template-columns: 48px 56px 1fr; gap: 8px; padding: 3px 0 }
.turn time, .turn span { color: var(--soft); font-size: 12.5px; padding-top: 2px }
.agent p { color: var(--soft) } p { margin: 0 }
.cue { margin: 8px 0 8px 112px; padding: 8px 12px; border-left: 4px solid; border-radius: 4px 10px 10px 4px;
  background: var(--panel) }
.cue small, footer { color: var(--soft) } footer { margin: 32px 0; font-size: 12.5px }
"""

WIDTH, HEIGHT, LEFT, LANES = 820, 190, 44, 38


def html_report(events: Sequence[Event], language: Literal["zh", "en"]) -> str:
    """The page; numbers in the text are masked."""
    text = _TEXTS[language]
    seconds = max(
        (e.t for e in events if isinstance(e, CallEnded)), default=max((e.t for e in events), default=0.0)
    )
    levels = [(e.t, e.level) for e in events if isinstance(e, CallState)]
    cues = [e for e in events if isinstance(e, CueShown)]
    followed = {e.cue for e in events if isinstance(e, CueFollowed)}
    names = LEVELS[language]
    facts = (
        (text["length"], f"{int(seconds) // 60}:{int(seconds) % 60:02d}"),
        (text["peak"], names[max((level for _, level in levels), default=2) - 1]),
        (text["end"], names[(levels[-1][1] if levels else 2) - 1]),
        (text["cues"], f"{len(cues)}" + (f" · {len(followed)} {text['followed']}" if cues else "")),
    )
    shown = "".join(f"<div>{escape(label)}<b>{escape(value)}</b></div>" for label, value in facts)
    return f"""<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>CallCue · {text["title"]}</title><style>{_STYLE}</style>
<h1>{text["title"]}</h1><div class="facts">{shown}</div>
<h2>{text["timeline"]}</h2><div class="panel">{_timeline(events, levels, cues, seconds, language)}</div>
<h2>{text["transcript"]}</h2>{_conversation(events, followed, language)}
<footer>{"" if cues else text["none"] + " · "}{text["private"]}</footer></html>
"""


def _timeline(
    events: Sequence[Event],
    levels: Sequence[tuple[float, int]],
    cues: Sequence[CueShown],
    seconds: float,
    language: Literal["zh", "en"],
) -> str:
    bottom = HEIGHT - LANES - 22

    def x(t: float) -> float:
        return LEFT + (WIDTH - LEFT - 8) * t / max(seconds, 1.0)

    def y(level: float) -> float:
        return bottom - (bottom - 12) * (level - 1) / 6

    names = LEVELS[language]
    parts = [
        f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y(k):.1f}" y2="{y(k):.1f}" stroke="var(--line)"/>'
        f'<text x="0" y="{y(k) + 4:.1f}">{escape(names[k - 1][:6])}</text>'
        for k in (1, 3, 5, 7)
    ]
    for (t0, level), (t1, following) in pairwise(levels):
        colour = _LEVEL_COLOURS[max(level, following) - 1]
        parts.append(
            f'<line x1="{x(t0):.1f}" y1="{y(level):.1f}" x2="{x(t1):.1f}" y2="{y(following):.1f}" '
            f'stroke="{colour}" stroke-width="2.5" stroke-linecap="round"/>'
        )
    for event in events:
        if isinstance(event, SpeechEnded):
            lane = bottom + 14 + (0 if event.leg == "customer" else 14)
            colour = "#7FA8DC" if event.leg == "customer" else "#A9B4C0"
            width = max(1.0, x(event.end) - x(event.start))
            parts.append(
                f'<rect x="{x(event.start):.1f}" y="{lane}" width="{width:.1f}" height="8" rx="4" fill="{colour}"/>'
            )
    for k, leg in enumerate(("customer", "agent")):
        parts.append(f'<text x="0" y="{bottom + 22 + 14 * k}">{escape(WHO[language][leg][:8])}</text>')
    for cue in cues:
        level = next((level for t, level in reversed(levels) if t <= cue.t), 2)
        colour = _SEVERITY_COLOURS[cue.severity]
        parts.append(
            f'<circle cx="{x(cue.t):.1f}" cy="{y(level):.1f}" r="6" fill="var(--ground)" stroke="{colour}" '
            f'stroke-width="3"><title>{escape(cue.title)}</title></circle>'
        )
    step = next((s for s in (10, 20, 30, 60, 120, 300, 600, 1800) if seconds / s <= 10), 3600)
    for k in range(int(seconds // step) + 1):
        t = k * step
        parts.append(
            f'<text x="{x(t):.1f}" y="{HEIGHT - 2}" text-anchor="middle">{t // 60}:{t % 60:02d}</text>'
        )
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img">{"".join(parts)}</svg>'


def _conversation(events: Sequence[Event], followed: set[str], language: Literal["zh", "en"]) -> str:
    final: dict[str, Utterance | UtteranceCorrected] = {}
    for event in events:
        if isinstance(event, Utterance | UtteranceCorrected):
            final[event.utterance] = event
    ends = {e.cue: e for e in events if isinstance(e, CueFollowed | CueExpired)}
    lines = [(said.start, 0, _turn(said, language)) for said in final.values()]
    lines += [
        (e.t, 1, _cue(e, e.cue in followed, ends.get(e.cue))) for e in events if isinstance(e, CueShown)
    ]
    return "".join(line for _, _, line in sorted(lines))


def _turn(said: Utterance | UtteranceCorrected, language: Literal["zh", "en"]) -> str:
    at = f"{int(said.start) // 60}:{int(said.start) % 60:02d}"
    who = escape(WHO[language][said.leg])
    return f'<div class="turn {said.leg}"><time>{at}</time><span>{who}</span><p>{escape(redacted(said.text))}</p></div>'


def _cue(cue: CueShown, followed: bool, end: CueFollowed | CueExpired | None) -> str:
    tick = " ✓" if followed else ""
    lasted = f" · {end.t - cue.t:.0f} s" if end else ""
    return (
        f'<div class="cue" style="border-color:{_SEVERITY_COLOURS[cue.severity]}"><b>{escape(cue.title)}{tick}</b>'
        f"<p>{escape(cue.say[0])}</p><small>{escape(cue.why)}{lasted}</small></div>"
    )
