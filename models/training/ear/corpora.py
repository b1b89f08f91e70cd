"""Public corpora as one manifest (path, split, corpus, speaker, text).

    python -m models.training.ear.corpora common-voice SPLIT.csv CLIPS_DIR > cv.csv
    python -m models.training.ear.corpora common-voice-list VALIDATED.tsv CLIPS_DIR SPLIT.csv > sample.csv
    python -m models.training.ear.corpora hsk SENTENCES.json DIST_DIR > hsk.csv
    python -m models.training.ear.corpora words HSK_DIR > words.csv
    python -m models.training.ear.corpora dsp SPEECH_DATA_DIR > dsp.csv

Recordings of your own need no script: a CSV with the same columns is enough (`split` is train, dev or, where nobody has
checked the text, doubtful: `agree` then lets an ear decide).
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

COLUMNS = ("path", "split", "corpus", "speaker", "text")
DSP_WORDS = ("数字", "语音", "语言", "识别", "中国", "总工", "北京", "背景", "上海", "商行", "复旦", "饭店")
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


def common_voice_list(listed: Path, clips: Path, known_csv: Path) -> Iterator[Row]:
    """Another sample of Common Voice (CC0), as its list has it: no clip of the split, no speaker it keeps away."""
    with known_csv.open(encoding="utf-8") as file:
        known = list(csv.DictReader(file))
    files = {row["file"] for row in known}
    away = {row["speaker"] for row in known if row["split"] not in ("train", "doubtful")}
    with listed.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            speaker = "cv_" + row["client_id"][:16]
            if row["path"] not in files and speaker not in away:
                path = str(clips / row["path"])
                yield dict(
                    zip(COLUMNS, (path, "train", "common-voice", speaker, row["sentence"]), strict=True)
                )


def words(folder: Path) -> Iterator[Row]:
    """audio-cmn (CC-BY-SA 3.0, Yue Tan): one woman, a word a file, named after it; a third of them."""
    several = [
        p for p in sorted(folder.glob("cmn-*.mp3")) if len(p.stem) > len("cmn-") + 1 and "_" not in p.stem
    ]
    for path in several[::3]:
        yield dict(
            zip(COLUMNS, (str(path), "doubtful", "audio-cmn", "audio-cmn", path.stem[4:]), strict=True)
        )


def dsp(folder: Path) -> Iterator[Row]:
    """DSPSpeech-20 (MIT): 34 students say twelve Mandarin words twenty times; two of each word and student."""
    for k, word in enumerate(DSP_WORDS):
        for path in sorted(folder.glob(f"*/*-{k:02}-0[12].wav")):
            speaker = "dsp_" + path.parent.name
            yield dict(zip(COLUMNS, (str(path), "doubtful", "dsp", speaker, word), strict=True))


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


_READERS: dict[str, Callable[..., Iterator[Row]]] = {
    "common-voice": common_voice,
    "common-voice-list": common_voice_list,
    "hsk": hsk,
    "words": words,
    "dsp": dsp,
}
_PATHS = {
    "common-voice": ("split_csv", "clips_dir"),
    "common-voice-list": ("list_tsv", "clips_dir", "split_csv"),
    "hsk": ("sentences_json", "dist_dir"),
    "words": ("hsk_dir",),
    "dsp": ("speech_data_dir",),
}


def main() -> int:
    """Print the manifest of one corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = parser.add_subparsers(dest="corpus", required=True)
    for name, paths in _PATHS.items():
        kind = kinds.add_parser(name)
        for path in paths:
            kind.add_argument(path, type=Path)
    arguments = vars(parser.parse_args())
    name = arguments.pop("corpus")
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    writer.writerows(_READERS[name](*arguments.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
