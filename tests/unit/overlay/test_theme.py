"""The tokens: every text can be read on its ground (WCAG 2.1, 1.4.3), every sign be seen (1.4.11)."""

from __future__ import annotations

import pytest

from models.settings import Settings
from overlay.theme import PALETTES, Palette, Theme, Type


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def _texts(palette: Palette) -> list[str]:
    return [palette.ink, palette.soft, palette.warn, palette.critical, *palette.levels]


def _over(ground: str, desktop: str, opacity: float) -> str:
    """The ground as it is seen with the desktop shining through."""
    mixed = [
        round(opacity * int(ground[i : i + 2], 16) + (1 - opacity) * int(desktop[i : i + 2], 16))
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in mixed)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("desktop", ["#000000", "#FFFFFF"])
def test_every_text_can_be_read_on_any_desktop_at_the_opacity_that_is_set_at_first(
    name: str, desktop: str
) -> None:
    palette = PALETTES[name]  # type: ignore[index]
    ground = _over(palette.ground, desktop, Settings().opacity_percent / 100)
    weak = {colour: ratio for colour in _texts(palette) if (ratio := _contrast(colour, ground)) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_has_a_contrast_of_four_and_a_half(name: str) -> None:
    palette = PALETTES[name]  # type: ignore[index]
    weak = {colour: _contrast(colour, palette.ground) for colour in _texts(palette)}
    assert all(ratio >= 4.5 for ratio in weak.values()), weak


def _veiled(ground: str, ink: str, alpha: float) -> str:
    """The ground under a veil of ink, as chips and buttons wear it when they are lit."""
    return _over(ink, ground, alpha)


@pytest.mark.parametrize("name", PALETTES)
def test_what_is_written_on_a_filled_ground_can_be_read(name: str) -> None:
    palette = PALETTES[name]  # type: ignore[index]
    selected = palette.line if palette.line != palette.ink else palette.unlit
    pairs = {
        "the button that Enter presses": (palette.ground, palette.info),
        "selected text": (palette.ground, palette.info),
        "the section that is open": (palette.ink, selected),
        "a chip that is chosen": (palette.ink, _veiled(palette.ground, palette.ink, 0.16)),
    }
    weak = {what: ratio for what, pair in pairs.items() if (ratio := _contrast(*pair)) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("name", PALETTES)
def test_every_sign_has_a_contrast_of_three(name: str) -> None:
    palette = PALETTES[name]  # type: ignore[index]
    for colour in (palette.info, palette.warn, palette.critical, palette.edge):
        assert _contrast(colour, palette.ground) >= 3.0


def test_high_contrast_is_higher_than_the_others() -> None:
    assert all(_contrast(text, PALETTES["contrast"].ground) >= 7.0 for text in _texts(PALETTES["contrast"]))


def test_sizes_grow_with_the_scale_and_nothing_vanishes() -> None:
    assert Theme(scale=2.0).px(Type.SENTENCE) == 2 * Theme().px(Type.SENTENCE)
    assert Theme(scale=0.8).px(0.5) == 1
    assert Theme().px(0) == 0
