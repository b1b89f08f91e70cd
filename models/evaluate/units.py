"""How many units (initials and toned finals) the ear gets wrong, alone and with the words that are read in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from audio.telephone import through_telephone
from models.ear.ear import LONGEST_S, Ear
from models.ear.mel import RATE
from models.ear.reading import SOUND_OF, spikes
from models.ear.units import text_to_units
from models.speech.second_reading import SecondReading

Samples: TypeAlias = NDArray[np.float32]


def evaluate_units(
    rows: Iterable[tuple[Path, str]],
    ear: Ear,
    reading: SecondReading | None,
    telephone: bool,
    read: Callable[[Path], Samples],
) -> dict[str, float]:
    """Errors a unit said, over recordings (at most 29 s each) and what is said in them.

    read: a sound file to float32 samples at 16 kHz
    Keys: unit_error, sound_error (tones ignored), units, rows, left_out (texts with Latin letters, sounds too long);
    with a reading, read_unit_error: the units of the words that it makes of them
    """
    edits = sound_edits = read_edits = said = used = left_out = 0
    for path, text in rows:
        units = text_to_units(text)
        samples = read(path)
        if not units or len(samples) > LONGEST_S * RATE:
            left_out += 1
            continue
        if telephone:
            samples = through_telephone(samples)
        heard = ear.hear(samples)
        found = [spike.unit for spike in spikes(heard.log_posteriors)]
        edits += edit_distance(found, units)
        sound_edits += edit_distance(SOUND_OF[found], SOUND_OF[units])
        if reading:
            read_edits += edit_distance(text_to_units(reading.read(heard).text) or [], units)
        said += len(units)
        used += 1
    wrong = {"unit_error": edits, "sound_error": sound_edits}
    if reading:
        wrong["read_unit_error"] = read_edits
    return {
        **{name: count / said if said else float("nan") for name, count in wrong.items()},
        "units": said,
        "rows": used,
        "left_out": left_out,
    }


def edit_distance(heard: Sequence[int] | NDArray[np.intp], said: Sequence[int] | NDArray[np.intp]) -> int:
    """Levenshtein distance of two unit strings."""
    target = np.asarray(said, dtype=np.intp)
    places = np.arange(len(target) + 1)
    row = places.copy()
    for k, unit in enumerate(heard, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (target != unit))
        # What is left out of the heard string runs along the row: the least cost so far, less its place.
        row = np.minimum.accumulate(np.concatenate([[k], best]) - places) + places
    return int(row[-1])
