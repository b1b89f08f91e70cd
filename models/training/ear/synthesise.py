"""Service sentences in made voices, calm and stirred: what public recordings lack, women above all.

    python -m models.training.ear.synthesise DOWNLOADS CACHE OUT_DIR --sentences 1000

OUT_DIR gets 16 kHz sound files and manifest.csv for `prepare`. DOWNLOADS: models/training/calls/README.md. The same
seed gives the same sound, and CACHE keeps what was spoken once.
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
import soundfile
import soxr

from models.ear.mel import RATE
from models.training.calls.manner import manner
from models.training.calls.speech import RATE_HZ, Synthesiser
from models.training.calls.vocoder import shape
from models.training.ear.corpora import COLUMNS

TEXTS = Path(__file__).parents[1] / "language/service-zh"
WOMEN = ("zf_xiaobei", "zf_xiaoxiao", "zf_xiaoyi")
MEN = ("zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang")
WOMEN_SHARE = 0.7
FEELINGS = ("anger", "anxiety", "sadness", "happy", "confused", "warm", "rushed")
STIRRED = 0.5
LONGEST = 40


def sentences(number: int, rng: np.random.Generator) -> list[str]:
    """That many of the language's service sentences."""
    lines = [line for path in sorted(TEXTS.glob("*.txt")) for line in path.read_text("utf-8").split("\n")]
    known = [line for line in lines if 2 <= len(line) <= LONGEST and not line.isascii()]
    return [known[k] for k in rng.permutation(len(known))[:number]]


def voice(rng: np.random.Generator) -> str:
    """A speaker nobody is: two published voices of one sex mixed."""
    kind = WOMEN if rng.random() < WOMEN_SHARE else MEN
    first, second = rng.choice(kind, 2, replace=False)
    share = float(rng.uniform(0.35, 1.0))
    return f"{first}*{share:.2f}+{second}*{1 - share:.2f}"


def spoken(text: str, synthesiser: Synthesiser, rng: np.random.Generator) -> tuple[str, np.ndarray]:
    """Speaker and float samples at 16 kHz."""
    speaker, rate = voice(rng), float(np.exp(rng.uniform(np.log(0.85), np.log(1.25))))
    stirred = rng.random() < STIRRED
    said = manner(str(rng.choice(FEELINGS)), int(rng.integers(1, 4))) if stirred else manner("neutral", 0)
    sound = synthesiser.speak(text, speaker, round(rate * said.rate, 3))
    if stirred:
        sound = shape(sound, RATE_HZ, said, float(rng.uniform(0.94, 1.08)), rng)
    return speaker, soxr.resample(sound, RATE_HZ, RATE)


def main() -> int:
    """Speak the sentences; write the manifest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("downloads", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--sentences", type=int, required=True)
    parser.add_argument("--seed", type=int, default=20)
    arguments = parser.parse_args()
    synthesiser = Synthesiser(arguments.downloads, arguments.cache)
    arguments.out_dir.mkdir(parents=True, exist_ok=True)
    with (arguments.out_dir / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for k, text in enumerate(sentences(arguments.sentences, np.random.default_rng(arguments.seed))):
            path = Path(f"{k:05}.flac")
            speaker, sound = spoken(text, synthesiser, np.random.default_rng((arguments.seed, k)))
            soundfile.write(arguments.out_dir / path, np.clip(sound, -1, 1), RATE, subtype="PCM_16")
            rows.writerow((path, "train", "kokoro", f"kokoro {speaker}", text))
            file.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
