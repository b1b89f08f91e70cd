"""How well the feeling in words is read: labelled texts against a reader.

Labels are polarities (negative, neutral, positive; dissatisfied, neutral, satisfied; neg, pos) or feelings (angry,
anxious, sad, confused, pleased, neutral; fear, happy and surprise map onto these). A manifest keeps to one kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.evaluate.bad_input import BadInput
from models.evaluate.recordings import read_rows
from models.events import Text
from models.feeling.words import Flag, WordReason, WordsFeeling, WordsReader

POLARITIES = {
    "negative": "negative", "neg": "negative", "dissatisfied": "negative", "neutral": "neutral",
    "positive": "positive", "pos": "positive", "satisfied": "positive",
}  # fmt: skip
FEELINGS = {
    "angry": "angry", "anger": "angry", "anxious": "anxious", "anxiety": "anxious", "fear": "anxious",
    "sad": "sad", "sadness": "sad", "confused": "confused", "confusion": "confused", "surprise": "confused",
    "pleased": "pleased", "pleasure": "pleased", "happy": "pleased", "neutral": "neutral",
}  # fmt: skip
NEGATIVE = ("negative", "angry", "anxious", "sad")
NAMES = {
    "anger": "angry", "anxiety": "anxious", "sadness": "sad", "confusion": "confused", "pleasure": "pleased",
    "neutral": "neutral",
}  # fmt: skip
FLAGS = (
    "threat", "abuse", "churn", "urgency", "supervisor", "gratitude", "not_understanding", "vulnerable"
)  # fmt: skip
LABELS = Text(
    "请用 negative/neutral/positive，或 angry/anxious/sad/confused/pleased/neutral，不要混用。",
    "Use negative/neutral/positive, or angry/anxious/sad/confused/pleased/neutral, and don't mix them.",
)
BINS = 10
CLEAR_VALENCE = 0.3
"""Beyond it an utterance is negative or positive, within it neutral, where neutral is one of the labels."""


class BadLabels(BadInput):
    """The manifest's labels can't be used; `text` says which and what would do."""


def read_manifest(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV with the columns text and label, and maybe flags. Raises BadManifest and BadLabels."""
    rows = read_rows(path, ("text", "label"))
    for number, row in rows:
        if wrong := _wrong(row):
            raise BadLabels(
                Text(
                    f"清单 {path} 第 {number} 行{wrong.zh}",
                    f"Line {number} of the manifest {path} {wrong.en}",
                )
            )
    return [row for _, row in rows]


def _wrong(row: Mapping[str, str]) -> Text | None:
    """What can't be measured in a row, as the end of a sentence."""
    label, unknown = row["label"], sorted(_flags(row) - set(FLAGS))
    if not row["text"].strip():
        return Text("没有话：请在 text 列写上。", "has no text: put the words into the column text.")
    if label not in POLARITIES and label not in FEELINGS:
        return Text(f"的标签 {label!r} 不能用。{LABELS.zh}", f"has the label {label!r}. {LABELS.en}")
    if unknown:
        return Text(
            f"有不认识的 flags：{'、'.join(unknown)}。可以用 {'、'.join(FLAGS)}，用分号隔开。",
            f"has the unknown flags {', '.join(unknown)}. Use {', '.join(FLAGS)}, separated by semicolons.",
        )
    return None


def _flags(row: Mapping[str, str]) -> frozenset[str]:
    return frozenset(filter(None, row.get("flags", "").replace(",", ";").split(";")))


@dataclass(frozen=True, slots=True)
class _Read:
    """A row of the manifest, and what was read in it."""

    label: str
    flags: frozenset[str] | None
    feeling: WordsFeeling


def evaluate_text(rows: Sequence[Mapping[str, str]], reader: WordsReader) -> dict[str, object]:
    """Figures of the manifest's rows (text, label, and flags if there is such a column, joined by ";").

    auc_negative: by valence, negative labels against the rest; auc_angry: by anger; ece: expected calibration error
    in ten bins, of the likeliest feeling or of `negative`; a figure that the labels don't allow is None.

    Raises:
        BadLabels: no rows, or a label of neither kind
    """
    kinds = _kinds({row.get("label", "") for row in rows})
    read = [_read(row, kinds, reader) for row in rows]
    truth = [one.label for one in read]
    polar = kinds is POLARITIES
    said = [
        _polarity(one.feeling, "neutral" in truth) if polar else NAMES[one.feeling.emotion] for one in read
    ]
    return {
        "auc_negative": _auc([-one.feeling.valence for one in read], [label in NEGATIVE for label in truth]),
        "auc_angry": None
        if polar
        else _auc([one.feeling.anger for one in read], [t == "angry" for t in truth]),
        "balanced_accuracy": _balanced_accuracy(truth, said),
        "macro_f1": _macro_f1(truth, said),
        "ece": _ece_negative(read) if polar else _ece_feeling(read, said),
        "flags": _flag_figures(read),
        "rows": [_row(row["text"], one, name) for row, one, name in zip(rows, read, said, strict=True)],
    }


def _kinds(labels: set[str]) -> dict[str, str]:
    for kinds in (POLARITIES, FEELINGS):
        if labels and labels <= kinds.keys():
            return kinds
    unknown = sorted(labels - POLARITIES.keys() - FEELINGS.keys()) or sorted(labels) or ["–"]
    raise BadLabels(
        Text(
            zh=f"不能用的标签：{'、'.join(unknown)}。{LABELS.zh}",
            en=f"Labels that can't be used: {', '.join(unknown)}. {LABELS.en}",
        )
    )


def _read(row: Mapping[str, str], kinds: dict[str, str], reader: WordsReader) -> _Read:
    wanted = _flags(row) if "flags" in row else None
    return _Read(kinds[row["label"]], wanted, reader.read(row["text"]))


def _polarity(feeling: WordsFeeling, neutral_too: bool) -> str:
    if neutral_too and abs(feeling.valence) < CLEAR_VALENCE:
        return "neutral"
    return "negative" if feeling.valence < 0 else "positive"


def _auc(scores: Sequence[float], truth: Sequence[bool]) -> float | None:
    """Area under the ROC curve: the chance that a true row scores above a false one, ties counted half."""
    ordered = sorted(scores)
    true = [score for score, is_true in zip(scores, truth, strict=True) if is_true]
    false = len(scores) - len(true)
    if not true or not false:
        return None
    ranks = sum((bisect_left(ordered, score) + bisect_right(ordered, score) + 1) / 2 for score in true)
    return round((ranks - len(true) * (len(true) + 1) / 2) / (len(true) * false), 4)


def _balanced_accuracy(truth: Sequence[str], said: Sequence[str]) -> float:
    recalls = []
    for label in set(truth):
        of_label = [one for one, true in zip(said, truth, strict=True) if true == label]
        recalls.append(sum(one == label for one in of_label) / len(of_label))
    return round(sum(recalls) / len(recalls), 4)


def _macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    scores = []
    for label in set(truth):
        hits = sum(true == one == label for true, one in zip(truth, said, strict=True))
        scores.append(2 * hits / (list(truth).count(label) + list(said).count(label)))
    return round(sum(scores) / len(scores), 4)


def _ece_negative(read: Sequence[_Read]) -> float:
    return _ece([(one.feeling.negative, one.label == "negative") for one in read])


def _ece_feeling(read: Sequence[_Read], said: Sequence[str]) -> float:
    return _ece([(one.feeling.confidence, one.label == name) for one, name in zip(read, said, strict=True)])


def _ece(claims: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error (Naeini, Cooper, Hauskrecht 2015): claimed against observed, in equal bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for claim in claims:
        bins.setdefault(min(BINS - 1, int(claim[0] * BINS)), []).append(claim)
    gaps = (abs(sum(p for p, _ in inside) - sum(true for _, true in inside)) for inside in bins.values())
    return round(sum(gaps) / len(claims), 4)


def _flag_figures(read: Sequence[_Read]) -> dict[str, dict[str, float | int | None]]:
    """Precision, recall and F1 of each flag over the rows that say which flags they bear."""
    marked = [(one.flags, {flag.name for flag in one.feeling.flags}) for one in read if one.flags is not None]
    figures: dict[str, dict[str, float | int | None]] = {}
    for name in FLAGS:
        hits = sum(name in wanted and name in found for wanted, found in marked)
        wanted_times = sum(name in wanted for wanted, _ in marked)
        found_times = sum(name in found for _, found in marked)
        if wanted_times or found_times:
            figures[name] = {
                "precision": round(hits / found_times, 4) if found_times else None,
                "recall": round(hits / wanted_times, 4) if wanted_times else None,
                "f1": round(2 * hits / (wanted_times + found_times), 4),
                "rows": wanted_times,
            }
    return figures


def _row(text: str, one: _Read, said: str) -> dict[str, object]:
    feeling = one.feeling
    return {
        "text": text,
        "label": one.label,
        "read_as": said,
        "valence": feeling.valence,
        "negative": feeling.negative,
        "emotions": {name: getattr(feeling, name) for name in NAMES if name != "neutral"},
        "flags": [_with_words(flag.name, flag) for flag in feeling.flags],
        "words": [_with_words(reason.kind, reason) for reason in feeling.reasons],
    }


def _with_words(name: str, found: Flag | WordReason) -> dict[str, object]:
    weight = found.strength if isinstance(found, Flag) else found.weight
    return {"name": name, "words": found.words, "start": found.start, "end": found.end, "weight": weight}
