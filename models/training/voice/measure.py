"""What training needs of labelled recordings: python -m models.training.voice.measure MANIFEST.csv OUT.npz [--ear DIR]

MANIFEST.csv as for `main.py evaluate voice` (path,label,speaker). Every recording is heard over each of LINES, so that
what a telephone or noise spoils counts less. OUT.npz: for every recording and line, its differences from its speaker's
calm over that line (the mean of what is labelled neutral or calm): measures (n, 5), timbres (n, 1024; NaN without an
ear), labels, speakers, lines; and those calms.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from models.ear.ear import Ear
from models.evaluate.recordings import read_sound
from models.evaluate.voice import CALM, Line, Row, hear, read_manifest
from models.feeling.measures import Stretch, enough
from models.feeling.timbre import STATES, TimbreTrack
from models.speech.pace import SyllableRate

LINES = {"wideband": Line(), "telephone": Line(telephone=True), "noise": Line(noise_snr_db=15.0)}
LONGEST_S = 60.0


def stretches(
    rows: Iterable[Row], line: Line, ear: Ear | None
) -> Iterator[tuple[Row, np.ndarray, np.ndarray]]:
    """Each recording's measures and timbre as one stretch; those without enough voice are left out."""
    for row in rows:
        rate, track = SyllableRate(LONGEST_S), TimbreTrack(LONGEST_S)
        hops, heard = hear(line(read_sound(row.path)), ear)
        for hop in hops:
            rate.feed(hop)
        spoken = [hop for hop in hops if hop.speech]
        found = rate.rate()
        if found is None or not enough(spoken):
            continue
        if heard is not None:
            track.feed(heard)
        timbre = track.over(spoken)
        yield row, Stretch(spoken, found[0]).values, np.full(2 * STATES, np.nan) if timbre is None else timbre


def measure(rows: list[Row], ear: Ear | None) -> dict[str, np.ndarray]:
    """The columns of OUT.npz."""
    columns: dict[str, list[object]] = defaultdict(list)
    for name, line in LINES.items():
        own: dict[str, list[tuple[Row, np.ndarray, np.ndarray]]] = defaultdict(list)
        for found in stretches(rows, line, ear):
            own[found[0].speaker].append(found)
        for speaker, recordings in own.items():
            calm = [(values, timbre) for row, values, timbre in recordings if row.label in CALM]
            if not calm:
                continue
            usual, usual_timbre = (np.mean(part, axis=0) for part in zip(*calm, strict=True))
            columns["calms"].append(usual)
            for row, values, timbre in recordings:
                columns["measures"].append(values - usual)
                columns["timbres"].append((timbre - usual_timbre).astype(np.float32))
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
    arguments.add_argument("--ear", type=Path, help="folder of the ear, for the timbre")
    given = arguments.parse_args()
    ear = Ear.load(given.ear) if given.ear else None
    np.savez_compressed(given.out, **measure(read_manifest(given.manifest), ear))


if __name__ == "__main__":
    main()
