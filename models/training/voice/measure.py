"""What training needs of labelled recordings: python -m models.training.voice.measure MANIFEST.csv OUT.npz [--vocoded]

MANIFEST.csv as for `main.py evaluate voice` (path,label,speaker). Every recording is heard over each of LINES, so that
what a telephone or noise spoils counts less. OUT.npz: for every recording and line, its differences from its speaker's
calm over that line (the mean of what is labelled neutral or calm): measures (n, 5), timbres (n, 1024; NaN where there
is none), labels, speakers, lines; and those calms. The ear counts the syllables and hears the timbre, as in a call.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from audio.activity import ActivityDetector
from models.ear.ear import Ear
from models.ear.reading import read_syllables
from models.evaluate.recordings import read_sound
from models.evaluate.voice import CALM, EAR, Line, Row, hear, played_s, read_manifest
from models.feeling.measures import Stretch, enough
from models.feeling.timbre import STATES, TimbreTrack
from models.speech.pace import SyllableRate

LINES = {"wideband": Line(), "telephone": Line(telephone=True), "noise": Line(noise_snr_db=15.0)}
LONGEST_S = 60.0


def stretches(rows: Iterable[Row], line: Line, ear: Ear) -> Iterator[tuple[Row, np.ndarray, np.ndarray]]:
    """Measures and timbre of each recording of one speaker; those without enough voice are left out."""
    detector, t = ActivityDetector("customer"), 0.0
    for row in rows:
        rate, track = SyllableRate(LONGEST_S), TimbreTrack(LONGEST_S)
        sound = line(read_sound(row.path))
        hops, heard = hear(sound, ear, detector, t)
        t += played_s(sound)
        if heard is not None:
            track.feed(heard)
            for syllable in read_syllables(heard):
                rate.feed(syllable)
            rate.heard_until(heard.t_end)
        for hop in hops:
            rate.feed(hop)
        spoken = [hop for hop in hops if hop.speech]
        found = rate.rate()
        if found is None or not enough(spoken):
            continue
        timbre = track.over(spoken)
        yield row, Stretch(spoken, found[0]).values, np.full(2 * STATES, np.nan) if timbre is None else timbre


def measure(rows: list[Row], ear: Ear, vocoded: bool) -> dict[str, np.ndarray]:
    """The columns of OUT.npz."""
    columns: dict[str, list[object]] = defaultdict(list)
    by_speaker: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_speaker[row.speaker].append(row)
    for name, line in LINES.items():
        for speaker, own in by_speaker.items():
            recordings = list(stretches(own, line, ear))
            calm = [(values, timbre) for row, values, timbre in recordings if row.label in CALM]
            if not calm:
                continue
            usual, usual_timbre = (np.mean(part, axis=0) for part in zip(*calm, strict=True))
            columns["calms"].append(usual)
            for row, values, timbre in recordings:
                columns["measures"].append(values - usual)
                apart = (timbre - usual_timbre).astype(np.float32)
                columns["timbres"].append(np.full_like(apart, np.nan) if vocoded else apart)
                columns["labels"].append(row.label)
                columns["speakers"].append(speaker)
                columns["lines"].append(name)
    return {name: np.array(values) for name, values in columns.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("manifest", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument(
        "--ear", type=Path, default=EAR, help="folder of the ear, default the one that ships"
    )
    arguments.add_argument(
        "--vocoded", action="store_true", help="a vocoder made the feelings: no timbre to learn"
    )
    given = arguments.parse_args()
    found = measure(read_manifest(given.manifest), Ear.load(given.ear), given.vocoded)
    np.savez_compressed(given.out, **found)


if __name__ == "__main__":
    main()
