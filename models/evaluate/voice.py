"""How well the voice's feeling is heard: labelled recordings, played as one call a speaker.

Up to CALM_FIRST recordings of a speaker that are labelled neutral or calm are played first and not scored; every
other one then continues that call from the calm that was learnt.
"""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from audio.activity import ActivityDetector
from audio.blocks import RATE, Block, Samples, Voicing
from audio.prosody import Prosody
from audio.telephone import through_telephone
from models.ear.ear import LONGEST_S, Ear
from models.ear.heard import Heard
from models.ear.reading import Syllable, read_syllables
from models.evaluate.acted import LABELS
from models.evaluate.recordings import BadManifest, read_rows, read_sound
from models.events import Text
from models.feeling.voice import VoiceReader, VoiceStress
from models.manifest import WEIGHTS, ModelProblem

CALM = ("neutral", "calm")
CALM_FIRST = 10
BLOCK = 3200
EAR = WEIGHTS / "ear-zh"
SILENCE_AFTER_S = 0.8
"""Put behind each recording, so that the turn ends."""
MARGIN_S = 0.1
"""What the weights of the voice were trained with; to count every syllable the ear needs more (bench/voice_rate.py)."""
BINS = 10
RESAMPLES = 1000

Scores = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """A recording: its file, what was acted or felt in it, and who speaks. number: its line in the manifest"""

    path: Path
    label: str
    speaker: str
    number: int = field(default=0, compare=False)


def read_manifest(path: Path) -> list[Row]:
    """The rows of a CSV with the columns path, label, speaker; paths relative to it. Raises BadManifest."""
    rows = read_rows(path, ("path", "label", "speaker"))
    for number, row in rows:
        if row["label"] not in LABELS:
            raise BadManifest(
                Text(
                    zh=f"清单 {path} 第 {number} 行的标签 {row['label']!r} 不能用，可以用：{'、'.join(LABELS)}。",
                    en=f"Line {number} of the manifest {path} has the label {row['label']!r}. "
                    f"Use one of {', '.join(LABELS)}.",
                )
            )
    return [Row(path.parent / row["path"], row["label"], row["speaker"], number) for number, row in rows]


def shipped_ear() -> Ear | None:
    """The ear that ships, for the timbre; None where it is missing."""
    try:
        return Ear.load(EAR)
    except ModelProblem:
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """What is done to each recording before it is heard: noise at its source, then the gain, then the telephone."""

    telephone: bool = False
    gain_db: float = 0.0
    noise_snr_db: float | None = None

    def __call__(self, sound: Samples) -> Samples:
        if self.noise_snr_db is not None and len(sound):
            deviation = float(np.sqrt(np.mean(np.square(sound)))) * 10.0 ** (-self.noise_snr_db / 20.0)
            noise = np.random.default_rng(0).normal(0.0, max(deviation, 1e-9), len(sound))
            sound = sound + noise.astype(np.float32)
        sound = np.clip(sound * np.float32(10.0 ** (self.gain_db / 20.0)), -1.0, 1.0)
        return through_telephone(sound) if self.telephone else sound


def hear(
    sound: Samples,
    ear: Ear | None,
    detector: ActivityDetector | None = None,
    t: float = 0.0,
    margin_s: float = MARGIN_S,
) -> tuple[list[Voicing], Heard | None]:
    """What the customer's leg would give for this sound and the pause behind it: its voicings, and what the ear hears.

    detector: one that has heard the call so far, for it needs some sound to know a voice by; it hears this too
    t: stream time of the sound's start, where the detector's last sound ended
    The ear gets what lies between the first speech and the last, its LONGEST_S first seconds if that is longer, and
    margin_s more at either end: soft edges of words lie outside of what the detector finds.
    """
    detector, prosody = detector or ActivityDetector("customer"), Prosody("customer")
    padded = np.zeros(round(played_s(sound) * RATE), np.float32)
    padded[: len(sound)] = sound
    found: list[Voicing] = []
    for first in range(0, len(padded), BLOCK):
        block = Block("customer", t + first / RATE, padded[first : first + BLOCK], RATE)
        found += prosody.feed(block, list(detector.feed(block)))
    spoken = [hop.t - t for hop in found if hop.speech]
    if ear is None or not spoken:
        return found, None
    begin, end = max(0.0, spoken[0] - margin_s), min(spoken[-1] + margin_s, spoken[0] + LONGEST_S - margin_s)
    return found, ear.hear(sound[round(begin * RATE) : round(end * RATE)], t + begin)


def played_s(sound: Samples) -> float:
    """How long `hear` takes over a recording: with the pause behind it, in whole blocks."""
    return math.ceil((len(sound) / RATE + SILENCE_AFTER_S) * RATE / BLOCK) * BLOCK / RATE


def evaluate_voice(rows: Sequence[Row], line: Line = Line(), ear: Ear | None = None) -> dict[str, object]:
    """The figures of a manifest: AUCs and calibration with 95 % bootstrap intervals, and every row's scores.

    ear: for the timbre; without it the measures alone are judged
    """
    by_speaker: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_speaker[row.speaker].append(row)
    scored = [score for own in by_speaker.values() for score in _call(own, line, ear)]
    labels = np.array([score["label"] for score in scored])
    anger = np.array([score["anger"] for score in scored], np.float64)
    sadness = np.array([score["sadness"] for score in scored], np.float64)
    calm = np.isin(labels, CALM)
    angry, sad = labels == "angry", labels == "sad"
    return {
        **_with_interval("auc_angry_neutral", auc, anger[angry | calm], angry[angry | calm]),
        **_with_interval("auc_angry_rest", auc, anger, angry),
        **_with_interval("auc_sad_neutral", auc, sadness[sad | calm], sad[sad | calm]),
        **_with_interval("ece", calibration_error, anger, angry),
        "rows": scored,
    }


def _call(rows: Sequence[Row], line: Line, ear: Ear | None) -> Iterator[dict[str, object]]:
    """One speaker's call: the calm start, then every other recording as if it came next."""
    first = [row for row in rows if row.label in CALM][:CALM_FIRST]
    detector, reader, t = ActivityDetector("customer"), VoiceReader(), 0.0
    for row in first:
        sound = line(read_sound(row.path))
        for item in _in_order(*hear(sound, ear, detector, t)):
            list(reader.feed(item))
        t += played_s(sound)
    for row in rows:
        if row not in first:
            heard = hear(line(read_sound(row.path)), ear, copy.copy(detector), t)
            yield _score(row, _in_order(*heard), copy.deepcopy(reader))


def _in_order(hops: Iterable[Voicing], heard: Heard | None) -> Iterator[Voicing | Heard | Syllable]:
    """The ear is ahead, so that it has been heard by the end of the turn."""
    if heard is not None:
        yield heard
        yield from read_syllables(heard)
    yield from hops


def _score(row: Row, call: Iterable[Voicing | Heard | Syllable], reader: VoiceReader) -> dict[str, object]:
    """One recording: its longest turn's scores; 0 where nothing in it was speech enough to be judged."""
    events = [event for item in call for event in reader.feed(item)]
    turns = [e for e in events if isinstance(e, VoiceStress) and e.of_utterance]
    stress = max(turns, key=lambda turn: turn.seconds, default=None)
    measured = stress.measured if stress else None
    return {
        "path": str(row.path),
        "label": row.label,
        "speaker": row.speaker,
        "arousal": stress.arousal if stress else 0.0,
        "anger": stress.anger if stress else 0.0,
        "sadness": stress.sadness if stress else 0.0,
        "f0_mean_hz": measured.f0_hz if measured else None,
        "f0_range_st": measured.f0_range_st if measured else None,
        "rate_syl_s": measured.rate_syl_s if measured else None,
        "level_db": measured.level_db if measured else None,
    }


def auc(scores: Scores, truth: Truth) -> float:
    """Area under the ROC curve: how often a true one scores higher than another (Mann & Whitney); NaN without both."""
    positive, negative = np.sort(scores[truth]), np.sort(scores[~truth])
    if not len(positive) or not len(negative):
        return float("nan")
    below = np.searchsorted(negative, positive, "left") + np.searchsorted(negative, positive, "right")
    return float(below.sum() / (2.0 * len(positive) * len(negative)))


def calibration_error(scores: Scores, truth: Truth) -> float:
    """Expected calibration error over BINS equal bins (Naeini et al. 2015); NaN without rows."""
    if not len(scores):
        return float("nan")
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = [abs(float(scores[bins == b].sum() - truth[bins == b].sum())) for b in range(BINS)]
    return sum(gaps) / len(scores)


def _with_interval(
    name: str, figure: Callable[[Scores, Truth], float], scores: Scores, truth: Truth
) -> dict[str, float | None]:
    """The figure and its 95 % bootstrap interval over rows."""
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(RESAMPLES if len(scores) else 0):
        rows = random.integers(len(scores), size=len(scores))
        drawn.append(figure(scores[rows], truth[rows]))
    found = {name: figure(scores, truth), f"{name}_low": float("nan"), f"{name}_high": float("nan")}
    if drawn and not np.all(np.isnan(drawn)):
        found[f"{name}_low"], found[f"{name}_high"] = np.nanpercentile(drawn, (2.5, 97.5)).tolist()
    return {key: None if np.isnan(value) else value for key, value in found.items()}
