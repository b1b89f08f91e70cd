"""Public corpora as one manifest (path, split, corpus, speaker, text).

    python -m models.training.ear.corpora common-voice SPLIT.csv CLIPS_DIR > cv.csv
    python -m models.training.ear.corpora hsk SENTENCES.json DIST_DIR > hsk.csv

Recordings of your own need no script: a CSV with the same columns is enough (`split` is train or dev).
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = ("path", "split", "corpus", "speaker", "text")
Row = dict[str, str]


def common_voice(
    split_csv: Path, clips: Path, splits: Iterable[str] = ("train", "dev", "doubtful")
) -> Iterator[Row]:
    """Common Voice zh-CN (CC0) in a split that keeps speakers apart; `test` and `out` stay where they are."""
    with split_csv.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["split"] in splits:
                yield {
                    "path": str(clips / row["file"]),
                    "split": row["split"],
                    "corpus": "common-voice",
                    "speaker": row["speaker"],
                    "text": row["text"],
                }


def hsk(sentences: Path, audio: Path) -> Iterator[Row]:
    """hsk-sentences-audio (CC-BY-SA 4.0, pip package): one synthetic woman reads textbook sentences."""
    for entry in json.loads(sentences.read_text(encoding="utf-8")):
        yield {
            "path": str(audio / entry["audio"]["normal"]),
            "split": "train",
            "corpus": "hsk",
            "speaker": "hsk",
            "text": entry["chinese"],
        }


def main() -> int:
    """Print the manifest of one corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", choices=("common-voice", "hsk"))
    parser.add_argument("texts", type=Path)
    parser.add_argument("audio", type=Path)
    arguments = parser.parse_args()
    reader = common_voice if arguments.corpus == "common-voice" else hsk
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerows(reader(arguments.texts, arguments.audio))
    return 0


if __name__ == "__main__":
    sys.exit(main())
