"""What a pipeline is made of: models and playbook, loaded once; what cannot be loaded is said and left out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models.catalogue.folders import candidates
from models.ear.ear import Ear
from models.events import AnyEvent, CueKind, ModelLoaded, PlaybookLoaded, Problem, Severity, Text
from models.feeling import acts
from models.feeling.voice_model import VoiceModel
from models.feeling.words import WordsReader
from models.manifest import WEIGHTS, ModelProblem
from models.playbook import Playbook, PlaybookError, load
from models.settings import Settings
from models.speech.second_reading import SecondReading
from models.speech.vosk_engine import VoskModel

PLAYBOOKS = Path(__file__).parent / "playbook" / "default"


@dataclass(slots=True)
class Parts:
    """What was loaded; None where it could not be: the call goes on without it."""

    settings: Settings
    speech: VoskModel | None = None
    ear: Ear | None = None
    reading: SecondReading | None = None
    voice: VoiceModel | None = None
    words: WordsReader | None = None
    playbook: Playbook | None = None

    @property
    def reads_twice(self) -> bool:
        """Whether a second reading follows the recogniser's text."""
        return self.ear is not None and self.reading is not None

    def forget(self) -> None:
        """Let go of all that was loaded."""
        self.speech = self.ear = self.reading = self.voice = self.words = self.playbook = None

    @property
    def cues_wanted(self) -> Playbook | None:
        """The playbook without the rules that the agent has switched off."""
        unwanted = self.settings.quiet_cues
        if self.playbook is None or not unwanted:
            return self.playbook
        return replace(
            self.playbook, rules=tuple(rule for rule in self.playbook.rules if rule.id not in unwanted)
        )


def load_parts(settings: Settings, parts: Parts) -> Iterator[AnyEvent]:
    """Fill `parts`; yields a ModelLoaded or PlaybookLoaded for each, or a Problem with its remedy."""
    yield from _speech(settings, parts)
    if settings.speech_language == "zh":
        yield from _ear(settings, parts)
    yield from _voice(settings, parts)
    yield from _words(settings, parts)
    if settings.speech_language == "zh":
        yield from _acts()
    yield from load_playbook(settings.playbook, parts)


def load_playbook(file: str, parts: Parts) -> Iterator[AnyEvent]:
    """The playbook of that file, "" for the default one; a broken one leaves the one in force, else the default."""
    path = Path(file) if file else PLAYBOOKS / f"{parts.settings.speech_language}.yaml"
    try:
        parts.playbook = load(path)
    except PlaybookError as error:
        yield Problem(0.0, "playbook.broken", error.text)
        if file and parts.playbook is None:
            yield from load_playbook("", parts)
        return
    playbook = parts.playbook
    cues = tuple(CueKind(rule.id, rule.title, rule.severity) for rule in playbook.rules)
    yield PlaybookLoaded(0.0, playbook.name, playbook.language, len(playbook.rules), str(path), cues=cues)


def _speech(settings: Settings, parts: Parts) -> Iterator[AnyEvent]:
    """The setting's model, else the first for the language that can be loaded."""
    started = time.perf_counter()
    folders = [Path(settings.speech_model)] if settings.speech_model else []
    folders += _folders(settings.speech_language)
    if not folders:
        yield Problem(0.0, "model.none", _none(settings.speech_language), severity="critical")
    for folder in folders:
        try:
            parts.speech = VoskModel.load(folder)
        except ModelProblem as problem:
            last = folder == folders[-1]
            severity: Severity = "critical" if last else "warn"
            yield Problem(0.0, f"{problem.code}.speech", problem.text, severity=severity)
        else:
            yield ModelLoaded(0.0, "speech", parts.speech.name, settings.speech_language, _since(started))
            return


def _folders(language: str) -> list[Path]:
    return [model.folder for model in candidates(language)]


def _none(language: str) -> Text:
    name = Text(zh="普通话", en="Mandarin") if language == "zh" else Text(zh="英语", en="English")
    return Text(
        zh=f"还没有{name.zh}语音模型。请运行 main.py models install {language} 安装，或在设置里选择一个 Vosk 模型。",
        en=f"There is no {name.en} speech model yet. Run main.py models install {language}, or choose the folder of a"
        " Vosk model in the settings.",
    )


def _ear(settings: Settings, parts: Parts) -> Iterator[AnyEvent]:
    try:
        started = time.perf_counter()
        parts.ear = Ear.load(WEIGHTS / "ear-zh")
        yield ModelLoaded(0.0, "ear", "ear-zh", "zh", _since(started))
        if settings.second_reading:
            started = time.perf_counter()
            parts.reading = SecondReading.load(WEIGHTS / "language-zh")
            yield ModelLoaded(0.0, "reading", "language-zh", "zh", _since(started))
    except ModelProblem as problem:
        yield Problem(0.0, f"{problem.code}.ear", problem.text)


def _voice(settings: Settings, parts: Parts) -> Iterator[AnyEvent]:
    started = time.perf_counter()
    try:
        parts.voice = VoiceModel.load(WEIGHTS / "voice")
    except ModelProblem as problem:
        yield Problem(0.0, f"{problem.code}.voice", problem.text)
        return
    yield ModelLoaded(0.0, "voice", "voice", settings.speech_language, _since(started))


def _words(settings: Settings, parts: Parts) -> Iterator[AnyEvent]:
    started = time.perf_counter()
    try:
        parts.words = WordsReader.load(settings.speech_language)
    except ModelProblem as problem:
        yield Problem(0.0, f"{problem.code}.words", problem.text)
        return
    yield ModelLoaded(0.0, "words", "words", settings.speech_language, _since(started))


def _acts() -> Iterator[AnyEvent]:
    started = time.perf_counter()
    if (problem := acts.problem()) is not None:
        yield Problem(0.0, f"{problem.code}.acts", problem.text)
        return
    yield ModelLoaded(0.0, "acts", acts.FOLDER.name, "zh", _since(started))


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
