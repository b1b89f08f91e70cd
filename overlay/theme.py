"""The tokens of the look: colour, space, type and motion. Every pixel and colour of the overlay comes from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtGui import QColor, QFont

PaletteName: TypeAlias = Literal["dark", "light", "contrast"]

# The systems' own faces first; the last ones are what a bare Linux has.
CHINESE_FACES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
# English is set in a Latin face: a Chinese one has quotation marks as wide as a character.
LATIN_FACES = (
    "SF Pro Text",
    "Segoe UI",
    "Noto Sans",
    "Open Sans",
    "Cantarell",
    "Ubuntu",
    "Liberation Sans",
    "DejaVu Sans",
)


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance, as #rrggbb.

    edge: of what can be filled in or pressed in a window
    levels: the customer's level 1 to 7; info, warn, critical: a cue's severity, as shape and as text
    """

    ground: str
    line: str
    ink: str
    soft: str
    unlit: str
    edge: str
    levels: tuple[str, str, str, str, str, str, str]
    info: str
    warn: str
    critical: str


PALETTES: dict[PaletteName, Palette] = {
    "dark": Palette(
        ground="#12171F",
        line="#2A323D",
        ink="#F2F5F8",
        soft="#A9B4C0",
        unlit="#3B4553",
        edge="#6B7787",
        levels=("#2FBF8F", "#4FB6C6", "#7FA8DC", "#D9B44A", "#E8963F", "#E8693F", "#EC5A5F"),
        info="#5B8DEF",
        warn="#E8963F",
        critical="#EC5A5F",
    ),
    "light": Palette(
        ground="#FFFFFF",
        line="#DDE3EA",
        ink="#141A21",
        soft="#4E5A67",
        unlit="#C9D2DC",
        edge="#8593A1",
        levels=("#117A57", "#0F7385", "#2F64A8", "#8A6A00", "#A85A00", "#B8420F", "#C0252B"),
        info="#2F6FDE",
        warn="#A85A00",
        critical="#C9292F",
    ),
    "contrast": Palette(
        ground="#000000",
        line="#FFFFFF",
        ink="#FFFFFF",
        soft="#D0D0D0",
        unlit="#5E5E5E",
        edge="#FFFFFF",
        levels=("#4DFFC3", "#66E8FF", "#9CC9FF", "#FFE066", "#FFB84D", "#FF9466", "#FF8A8A"),
        info="#8CC4FF",
        warn="#FFD24D",
        critical="#FF8A8A",
    ),
}


class Space:
    """Distances in pixels at 100 %."""

    TINY = 4
    SMALL = 8
    SNUG = 12
    WIDE = 16
    BROAD = 24
    RADIUS = 14
    WIDTH = 372
    STRIP = 48
    CARD = 126
    GRIP = 24


class Type:
    """Heights of type in pixels at 100 %. Nothing is smaller than METER."""

    TITLE = 19.0
    LEVEL = 16.0
    SENTENCE = 15.0
    TIME = 14.0
    BODY = 13.0
    WHY = 11.5
    METER = 10.5


class Motion:
    """Durations in milliseconds, and how far a card slides, in pixels at 100 %."""

    ENTER = 160
    LEAVE = 120
    TICK = 180
    FOLLOWED = 800
    SLIDE = 6


@dataclass(frozen=True)
class Theme:
    """One appearance at one size.

    scale: 1.0 is 100 %; opacity: of the ground, 0..1; moves: transitions are drawn
    latin: English is spoken, so Latin faces come first
    """

    palette: Palette = PALETTES["dark"]
    scale: float = 1.0
    opacity: float = 0.95
    moves: bool = True
    latin: bool = False

    @property
    def families(self) -> tuple[str, ...]:
        """The faces, the best first; what one has no glyph for is taken from the next."""
        return (*LATIN_FACES, *CHINESE_FACES) if self.latin else CHINESE_FACES

    def px(self, at_100: float) -> int:
        """A whole number of pixels, at least one for anything that is not nothing."""
        return max(1, round(at_100 * self.scale)) if at_100 else 0

    def real(self, at_100: float) -> float:
        """The same for painting, where halves are welcome."""
        return at_100 * self.scale

    def font(self, at_100: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont()
        font.setFamilies(list(self.families))
        font.setPixelSize(self.px(at_100))
        # Hinted CJK glyphs stand unevenly at these sizes.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setWeight(weight)
        return font

    def ground(self) -> QColor:
        colour = QColor(self.palette.ground)
        colour.setAlphaF(self.opacity)
        return colour

    def level(self, level: int | None) -> QColor:
        """The colour of a level 1..7; of no level, the soft ink."""
        return QColor(self.palette.levels[level - 1] if level else self.palette.soft)

    def severity(self, severity: str) -> QColor:
        palette = self.palette
        return QColor({"warn": palette.warn, "critical": palette.critical}.get(severity, palette.info))


def veiled(colour: QColor, alpha: float) -> QColor:
    """The colour, see-through."""
    veil = QColor(colour)
    veil.setAlphaF(alpha)
    return veil
