"""Speech rate from the sound against labelled texts: python tests/bench/voice_rate.py MANIFEST.csv [--ear DIR]

MANIFEST.csv: path,text; a syllable is a Chinese character. Rate: syllables over the time of speech that the detector
finds, which is the same for label and measure. With --ear the ear's syllables are counted too.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

from audio.blocks import HOP_S
from models.ear.ear import Ear
from models.ear.reading import read_syllables
from models.evaluate.recordings import read_sound
from models.evaluate.voice import hear
from models.speech.pace import SyllableRate

AROUND_S = 0.3
"""The ear hears on beyond the speech that is detected, as it does in a call."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("manifest", type=Path)
    arguments.add_argument("--ear", type=Path)
    given = arguments.parse_args()
    ear = Ear.load(given.ear) if given.ear else None
    labelled, found, heard_by_ear = [], [], []
    with given.manifest.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            syllables = sum("\u4e00" <= character <= "\u9fff" for character in row["text"])
            rate = SyllableRate(60.0)
            hops, heard = hear(read_sound(given.manifest.parent / row["path"]), ear, margin_s=AROUND_S)
            for hop in hops:
                rate.feed(hop)
            measured = rate.rate()
            if measured is None or not syllables:
                continue
            seconds = sum(hop.speech for hop in hops) * HOP_S
            labelled.append(syllables / seconds)
            found.append(measured[0])
            if heard is not None:
                heard_by_ear.append(len(read_syllables(heard)) / seconds)
    for name, rates in (("sound", found), ("ear", heard_by_ear)):
        if rates:
            error = np.abs(np.array(rates) / np.array(labelled) - 1.0)
            r = np.corrcoef(rates, labelled)[0, 1]
            print(
                f"{name:5s} {len(rates)} recordings: r {r:.3f}, median error {100 * np.median(error):.1f} %"
            )


if __name__ == "__main__":
    main()
