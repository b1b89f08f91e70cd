"""How a feeling changes a voice.

The directions follow work on Mandarin: Yuan, Shen & Chen 2002 (ICSLP), Lin & Fon 2012 (Speech Prosody), Liu &
Pell 2012 (Behavior Research Methods 44), Wang, Lee & Ma 2016 (Speech Prosody). The sizes were chosen; they are not
measured values of those papers.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """How something is said, against neutral.

    Factors: `rate`, `range` (of F0), `pause`. Others: `st` semitones, `db`, `tilt` dB an octave about 1 kHz,
    `jitter` share of F0 from frame to frame, `tremor` semitones at 5.8 Hz, `breath` share of noise added.
    """

    rate: float = 1.0
    range: float = 1.0
    pause: float = 1.0
    st: float = 0.0
    db: float = 0.0
    tilt: float = 0.0
    jitter: float = 0.0
    tremor: float = 0.0
    breath: float = 0.0


# At intensity 3. From `cold` on: the agent's manners.
FEELINGS = {
    "neutral": Manner(),
    "anger": Manner(rate=1.25, range=1.35, pause=0.6, st=4.0, db=7.0, tilt=1.8),
    "sadness": Manner(rate=0.80, range=0.62, pause=1.7, st=-1.8, db=-5.0, tilt=-1.6, breath=0.25),
    "anxiety": Manner(
        rate=1.20, range=1.10, pause=0.5, st=3.0, db=1.5, tilt=0.4, jitter=0.012, tremor=0.35, breath=0.08
    ),
    "happy": Manner(rate=1.08, range=1.30, pause=0.9, st=2.8, db=2.5, tilt=0.7),
    "confused": Manner(rate=0.86, range=1.12, pause=1.8, st=0.8, db=-1.5, tilt=-0.3),
    "cold": Manner(rate=1.08, range=0.66, pause=0.7, st=-0.6, db=0.5, tilt=0.5),
    "defensive": Manner(rate=1.16, range=1.05, pause=0.6, st=1.5, db=3.0, tilt=1.0),
    "rushed": Manner(rate=1.35, range=0.85, pause=0.3, st=0.4, db=0.5, tilt=0.3),
    "warm": Manner(rate=0.92, range=1.08, pause=1.15, st=-0.3, db=-0.5, tilt=-0.4),
}


def manner(feeling: str, intensity: int) -> Manner:
    """The manner of a feeling at intensity 0..3: factors on a log scale, the others linear."""
    full, share = FEELINGS[feeling], intensity / 3.0
    return Manner(
        **{name: getattr(full, name) ** share for name in ("rate", "range", "pause")},
        **{name: getattr(full, name) * share for name in ("st", "db", "tilt", "jitter", "tremor", "breath")},
    )
