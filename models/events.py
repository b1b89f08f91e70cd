"""Every event and command of CallCue: what the engine writes, what the overlay sends, one JSON object a line.

Events flow out of the engine on standard output, commands into it on standard input. The JSON Schema in
`docs/events.schema.json` is made from this file (`python -m models.events`). A reader ignores unknown fields
and skips unknown types; `EngineStatus.schema`, in the first line, is the version of this file.

Every `t` is seconds of stream time: since the start of the call by the audio clock; outside a call, since the
engine began to listen. `seq` counts the lines of one engine process from 1.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

SCHEMA = 1

Leg: TypeAlias = Literal["customer", "agent"]
Severity: TypeAlias = Literal["info", "warn", "critical"]


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of an event."""


class Text(Record, frozen=True):
    """A sentence for a person, in both languages."""

    zh: str
    en: str

    def said_in(self, language: Literal["zh", "en"]) -> str:
        """The sentence in one of them."""
        return self.zh if language == "zh" else self.en


class Word(Record, frozen=True):
    """One recognised word.

    confidence: 0..1; sound: 0..1, how well the ear's sounds support it, if it was asked
    """

    text: str
    start: float
    end: float
    confidence: float = 1.0
    sound: float | None = None


class Reason(Record, frozen=True):
    """One thing that led to a feeling or a cue.

    kind: a measure's or a word group's name ("rate", "pitch", "level", "words", "signal" ...)
    weight: how much it pushed, -1..1; words: as they were said; text: the same as a person reads it
    """

    kind: str
    weight: float = 0.0
    words: str = ""
    text: Text | None = None


class Event(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag=str):
    """What every event carries: its type (the class), its time, and on the line its number `seq`."""

    t: float


# --- the engine itself ------------------------------------------------------------------------------------


class EngineStatus(Event, frozen=True, omit_defaults=False):
    """The engine's state; the first line of every engine process, then every 2 s and on each change.

    lag: seconds by which the pipeline was behind the sound at most since the last status
    load: compute time over time since the last status
    dropped: blocks, partials and passes of the ear that were left out so far
    late: answers of a slow stage that came later than their stream time
    recording: audio is being written
    """

    state: Literal["starting", "ready", "in_call", "paused", "stopping"]
    schema: int = SCHEMA
    version: str = ""
    lag: float = 0.0
    load: float = 0.0
    dropped: int = 0
    late: int = 0
    recording: bool = False
    call: str | None = None


class ModelLoaded(Event, frozen=True):
    """A model is ready. part: what it is for ("speech", "ear", "words", "acts", "voice")."""

    part: str
    name: str
    language: str = "zh"
    seconds: float = 0.0


class CueKind(Record, frozen=True):
    """One rule of the playbook, for whoever chooses which cues are wanted."""

    rule: str
    title: str
    severity: Severity = "info"


class PlaybookLoaded(Event, frozen=True):
    """A playbook is in force. cues: all that it can show, those left out by the settings too."""

    name: str
    language: str
    rules: int
    file: str = ""
    warnings: tuple[str, ...] = ()
    cues: tuple[CueKind, ...] = ()


class Problem(Event, frozen=True):
    """Something is wrong, said in one sentence with its remedy. `solved` takes back that code's problem."""

    code: str
    text: Text
    leg: Leg | None = None
    severity: Severity = "warn"
    solved: bool = False


# --- the call and its sound -------------------------------------------------------------------------------


class CallStarted(Event, frozen=True):
    """A call begins; t is 0. `at` is local wall-clock time as ISO 8601, for the record only.

    test: the agent only tries the devices; no record is kept
    """

    call: str
    by: Literal["button", "hotkey", "command", "speech", "file"]
    at: str = ""
    customer: str = ""
    agent: str = ""
    test: bool = False


class CallEnded(Event, frozen=True):
    """The call is over; t is its length."""

    call: str
    by: Literal["button", "hotkey", "command", "silence", "file", "lost"]


class LegLevel(Event, frozen=True):
    """One leg's loudness over the last tenth of a second. dBFS, floor -90."""

    leg: Leg
    level_db: float
    peak_db: float
    speaking: bool = False


class LegHealth(Event, frozen=True):
    """Whether a leg can be trusted; `text` says what to do where not."""

    leg: Leg
    state: Literal["ok", "silent", "no_data", "clipped", "lost", "wrong_source"]
    since: float = 0.0
    text: Text | None = None


class SpeechStarted(Event, frozen=True):
    """A leg began to speak at `start` (t is when that was known)."""

    leg: Leg
    start: float


class SpeechEnded(Event, frozen=True):
    """A leg fell silent at `end` after speaking since `start`."""

    leg: Leg
    start: float
    end: float


# --- the words --------------------------------------------------------------------------------------------


class Partial(Event, frozen=True):
    """What a leg seems to be saying. `settled`: so many leading characters will not change any more."""

    leg: Leg
    utterance: str
    text: str
    start: float
    settled: int = 0


class Utterance(Event, frozen=True):
    """A finished stretch of speech. Chinese without blanks, digits as spoken.

    shown: the text as it is written, numbers in figures (一二三一五: 12315); empty where that is the same
    """

    leg: Leg
    utterance: str
    text: str
    start: float
    end: float
    words: tuple[Word, ...] = ()
    confidence: float = 1.0
    shown: str = ""


class UtteranceCorrected(Event, frozen=True):
    """A better reading of an utterance (or, with `goes_on`, of one that is not over); replaces its text.

    shown: as in Utterance
    """

    leg: Leg
    utterance: str
    text: str
    start: float
    end: float
    words: tuple[Word, ...] = ()
    confidence: float = 1.0
    goes_on: bool = False
    shown: str = ""


class PhraseHeard(Event, frozen=True):
    """A phrase of the playbook, heard in the sound itself.

    score: log-likelihood ratio a unit against anything else
    """

    leg: Leg
    phrase: str
    start: float
    end: float
    score: float


# --- the feeling (customer's leg only) and the state ------------------------------------------------------


class VoiceMeasured(Event, frozen=True):
    """How a leg spoke over the last seconds; every 0.5 s while it speaks.

    Differences are against this caller's own calm (`_st` in semitones), None until that is known.
    rate_from: "ear" (syllables heard) or "sound" (syllable nuclei). The agent's leg has only rate and level.
    """

    leg: Leg
    rate_syl_s: float
    rate_from: Literal["ear", "sound"]
    level_db: float
    f0_hz: float | None = None
    f0_range_st: float | None = None
    f0_diff_st: float | None = None
    rate_ratio: float | None = None
    level_diff_db: float | None = None
    tilt_diff_db: float | None = None


class Feeling(Event, frozen=True):
    """What the customer feels, every 0.5 s of speech and with each utterance. 0..1 each, valence -1..1.

    source: what it came from; disagree: voice and words point different ways
    """

    arousal: float
    anger: float
    sadness: float
    anxiety: float
    confusion: float
    pleasure: float
    valence: float
    source: Literal["voice", "words", "both"]
    disagree: bool = False
    reasons: tuple[Reason, ...] = ()
    flags: tuple[str, ...] = ()


class CallState(Event, frozen=True):
    """The state of the call, every 0.5 s.

    level: 1 (pleased) .. 7 (furious); trend: change of the customer's stress over the last 20 s, -1..1
    signals: what the rules see, named with unit and range in models/call/signals.py
    """

    level: int
    trend: float = 0.0
    phase: Literal["greeting", "problem", "solution", "closing"] = "greeting"
    style: Literal["commanding", "lively", "careful", "patient"] | None = None
    speaking: Leg | Literal["both"] | None = None
    signals: dict[str, float] = {}


# --- the cues ---------------------------------------------------------------------------------------------


class CueShown(Event, frozen=True):
    """A cue comes up. cue: unique in the call; place: the one on the card, or waiting behind it."""

    cue: str
    rule: str
    title: str
    say: tuple[str, ...]
    why: str
    severity: Severity
    icon: str = ""
    place: Literal["main", "waiting"] = "main"
    keep: float = 12.0
    reasons: tuple[Reason, ...] = ()


class CueUpdated(Event, frozen=True):
    """A waiting cue moves to the card, or its reasons changed."""

    cue: str
    place: Literal["main", "waiting"] = "main"
    reasons: tuple[Reason, ...] = ()


class CueFollowed(Event, frozen=True):
    """The agent did it; `words` are what was said, empty where it was silence or the done button."""

    cue: str
    rule: str
    words: str = ""


class CueExpired(Event, frozen=True):
    """The moment is over, or another cue took its place."""

    cue: str
    rule: str
    why: Literal["time", "inhibited", "replaced", "call_ended", "no_longer"]


class CueDismissed(Event, frozen=True):
    """The agent sent it away."""

    cue: str
    rule: str
    how: Literal["dismissed", "snoozed", "muted"] = "dismissed"


class CueRated(Event, frozen=True):
    """The agent found it helpful, or not."""

    cue: str
    helpful: bool


class WrappedUp(Event, frozen=True):
    """The agent has closed the book on a call: a note, and how it ended."""

    call: str
    note: str = ""
    disposition: str = ""


# --- commands ---------------------------------------------------------------------------------------------


class Command(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag=str):
    """What the overlay, the terminal or the local socket asks the engine to do."""


class StartCall(Command, frozen=True):
    """test: only to try the devices."""

    by: Literal["button", "hotkey", "command"] = "button"
    test: bool = False


class EndCall(Command, frozen=True):
    by: Literal["button", "hotkey", "command"] = "button"


class Pause(Command, frozen=True):
    """Stop listening (on) or go on (off); nothing is captured while paused."""

    on: bool


class UseDevice(Command, frozen=True):
    """Listen to another source on this leg, at once."""

    leg: Leg
    source: str


class ReloadPlaybook(Command, frozen=True):
    """Load the playbook anew; a broken one changes nothing. `file` switches to another one."""

    file: str = ""


class CueDone(Command, frozen=True):
    cue: str


class CueDismiss(Command, frozen=True):
    cue: str


class CueRate(Command, frozen=True):
    cue: str
    helpful: bool


class CueSnooze(Command, frozen=True):
    """This rule stays quiet for so long (stream time)."""

    cue: str
    seconds: float = 600.0


class CueMute(Command, frozen=True):
    """This rule stays quiet for the rest of the call."""

    cue: str


class WrapUp(Command, frozen=True):
    """What the agent notes after a call; said again, it replaces what was noted before."""

    call: str
    note: str = ""
    disposition: str = ""


class SetSetting(Command, frozen=True):
    """A setting has another value: in force at once, or with the next call where a model has to be loaded."""

    name: str
    value: str


class Shutdown(Command, frozen=True):
    """End the call if there is one, write what has to be written, and stop."""


AnyEvent: TypeAlias = (
    EngineStatus | ModelLoaded | PlaybookLoaded | Problem
    | CallStarted | CallEnded | LegLevel | LegHealth | SpeechStarted | SpeechEnded
    | Partial | Utterance | UtteranceCorrected | PhraseHeard
    | VoiceMeasured | Feeling | CallState
    | CueShown | CueUpdated | CueFollowed | CueExpired | CueDismissed | CueRated | WrappedUp
)  # fmt: skip
AnyCommand: TypeAlias = (
    StartCall | EndCall | Pause | UseDevice | ReloadPlaybook
    | CueDone | CueDismiss | CueRate | CueSnooze | CueMute | WrapUp | SetSetting | Shutdown
)  # fmt: skip

_encoder = msgspec.json.Encoder()
_events: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)


def encode(item: Event | Command, seq: int | None = None) -> bytes:
    """One line of JSON, without its end of line; an engine numbers its lines with `seq`, from 1."""
    line = _encoder.encode(item)
    return line if seq is None else b'{"seq":%d,' % seq + line[1:]


def decode_event(line: bytes | str) -> AnyEvent | None:
    """The event in a line; None where it is no event that this version knows."""
    try:
        return _events.decode(line)
    except msgspec.DecodeError:
        return None


def decode_command(line: bytes | str) -> AnyCommand | None:
    """The command in a line; None where it is no command that this version knows."""
    try:
        return _commands.decode(line)
    except msgspec.DecodeError:
        return None


def json_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of every event and command."""
    (events, commands), definitions = msgspec.json.schema_components(
        (AnyEvent, AnyCommand), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"CallCue events and commands, version {SCHEMA}",
        "$defs": {**definitions, "Event": events, "Command": commands},
        "$ref": "#/$defs/Event",
    }


if __name__ == "__main__":
    print(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())
