"""The compact notation in which a call is written, read into a Script.

    = 21 | title | trade | style
    customer: voice=zf_xiaoyi*0.6+jf_alpha*0.4 st=-1      (fields of Speaker)
    agent: voice=zm_yunxi rate=1.1
    line: noise=street snr=20 loss=0.01                   (fields of Line)
    A neutral0 m=a1: text                                 speaker, feeling and intensity, mark: text
    C anger2 -1.5: text << how it is read                 -1.5: seconds after all before (negative: overlaps)
    EXP cue c1.e2 c1.e2+8 | why | cues accepted as well | cues allowed as well
    ALW cue,cue c1.s a3.e
    QUIET start c1.s
    FOL cue a5
    // a remark

A time is `start`, `end`, or a mark with `.s` or `.e` (its start, its end), a sentence number after it if wanted,
and seconds added or taken off: `c1.e2+8`. `[0.6]` inside a text is a pause. EXP without an end
lasts eight seconds.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from models.training.calls.manner import FEELINGS

CUES = {
    "listen", "acknowledge", "validate", "restate", "open_question", "ask_need", "let_vent", "offer_options",
    "concrete_steps", "positive_language", "no_blame", "reassure", "plain_words", "slow_down", "dead_air",
    "set_boundary", "supervisor", "retain", "vulnerable", "apologise_once", "thank", "follow_up", "feedback",
    "breathe",
}  # fmt: skip

_TURN = re.compile(
    r"(?P<who>[AC]) (?P<feeling>[a-z]+)(?P<intensity>[0-3])(?P<options>(?: [^:]+)?): ?(?P<text>.*)"
)
_SETTING = re.compile(r"(customer|agent|line):\s*(.*)")
_PAUSE = re.compile(r"\[[\d.]+\]")


class ScriptError(ValueError):
    """A script that cannot be used; the message says which line and why."""


@dataclass(frozen=True)
class Speaker:
    """A Kokoro voice or a weighted sum of several, and what is changed in it.

    `rate` and the spectral warp `formant` are factors, `st` and `tremor` semitones, `level` dB.
    """

    voice: str
    rate: float = 1.0
    st: float = 0.0
    formant: float = 1.0
    tremor: float = 0.0
    level: float = 0.0


@dataclass(frozen=True)
class Line:
    """What the customer's voice comes through, and what the agent's microphone hears besides the agent.

    `noise` at `snr` dB, the `codec`, `loss` as the share of 20 ms packets; the call centre's babble at `centre_snr` dB,
    and the customer at `bleed_db` (below 0), `bleed_ms` later.
    """

    noise: str = "home"
    snr: float = 26.0
    codec: str = "ulaw"
    loss: float = 0.0
    centre_snr: float = 30.0
    bleed_db: float | None = None
    bleed_ms: float = 80.0


@dataclass(frozen=True)
class Turn:
    """One speaker's turn: `text` is what is said, `reading` how it is read out, `gap` seconds after all before."""

    speaker: str
    feeling: str
    intensity: int
    text: str
    reading: str
    gap: float | None
    mark: str | None


@dataclass
class Script:
    """A call as written; the times of its labels are still relative to turns."""

    id: str
    title: str
    trade: str
    style: str
    customer: Speaker = Speaker("zf_xiaobei")
    agent: Speaker = Speaker("zm_yunxi")
    line: Line = field(default_factory=Line)
    turns: list[Turn] = field(default_factory=list)
    expected: list[dict[str, object]] = field(default_factory=list)
    allowed: list[dict[str, str]] = field(default_factory=list)
    quiet: list[dict[str, str]] = field(default_factory=list)
    followed: list[dict[str, str]] = field(default_factory=list)


def read(path: Path) -> Script:
    """Read a script.

    Raises:
        ScriptError: a line is neither a turn nor a label nor a setting, or names an unknown cue or feeling.
    """
    lines = [(n, text.strip()) for n, text in enumerate(path.read_text("utf-8").splitlines(), 1)]
    lines = [(n, text) for n, text in lines if text and not text.startswith("//")]
    if not lines or not lines[0][1].startswith("="):
        raise ScriptError(f"{path}: the first line must be '= id | title | trade | style'")
    script = Script(*(part.strip() for part in lines[0][1][1:].split("|")))
    for number, text in lines[1:]:
        try:
            _read_line(script, text)
        except (ValueError, IndexError, TypeError) as error:
            raise ScriptError(f"{path}:{number}: {error}: {text}") from error
    return script


def _read_line(script: Script, text: str) -> None:
    if turn := _TURN.fullmatch(text):
        script.turns.append(_turn(turn))
    elif setting := _SETTING.fullmatch(text):
        kind = {"customer": Speaker, "agent": Speaker, "line": Line}[setting[1]]
        setattr(script, setting[1], kind(**dict(_value(pair) for pair in setting[2].split())))
    else:
        _read_label(script, text)


def _value(pair: str) -> tuple[str, str | float]:
    key, _, value = pair.partition("=")
    return key, value if key in ("voice", "noise", "codec") else float(value)


def _turn(found: re.Match[str]) -> Turn:
    if found["feeling"] not in FEELINGS:
        raise ValueError(f"no feeling is called {found['feeling']}")
    gap, mark = None, None
    for option in found["options"].split():
        if option.startswith("m="):
            mark = option[2:]
        else:
            gap = float(option)
    text, _, reading = (part.strip() for part in found["text"].partition("<<"))
    speaker = "agent" if found["who"] == "A" else "customer"
    feeling, intensity = found["feeling"], int(found["intensity"])
    return Turn(speaker, feeling, intensity, _PAUSE.sub("", text), reading or text, gap, mark)


def _read_label(script: Script, text: str) -> None:
    fields = [part.strip() for part in text.split("|")]
    kind, *words = fields[0].split()
    if kind == "EXP":
        cue, start = words[0], words[1]
        end = words[2] if len(words) > 2 else start + "+8"
        accept = _cues(fields[2]) if len(fields) > 2 else []
        label = {"cue": _cues(cue)[0], "from": start, "to": end, "why": fields[1], "accept": accept}
        script.expected.append(label)
        also = _cues(fields[3]) if len(fields) > 3 else []
        script.allowed += [{"cue": other, "from": start, "to": end} for other in also]
    elif kind == "ALW":
        script.allowed += [{"cue": cue, "from": words[1], "to": words[2]} for cue in _cues(words[0])]
    elif kind == "QUIET":
        script.quiet.append({"from": words[0], "to": words[1]})
    elif kind == "FOL":
        script.followed.append({"cue": _cues(words[0])[0], "mark": words[1]})
    else:
        raise ValueError("neither a turn nor a label nor a setting")


def _cues(names: str) -> list[str]:
    cues = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [cue for cue in cues if cue not in CUES]:
        raise ValueError(f"no cue is called {', '.join(unknown)}")
    return cues
