"""Every window in every state, in both languages, all appearances, at 100 and 200 %, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from overlay.offscreen import Stage
from overlay.presenters.card import Language
from overlay.scenes import Scene, scenes
from overlay.theme import PaletteName

LANGUAGES: tuple[Language, ...] = ("zh", "en")
PALETTES: tuple[PaletteName, ...] = ("dark", "light", "contrast")
PERCENTS = (100, 200)


def render(out_dir: Path) -> list[Path]:
    """Write all pictures into the folder; they are named scene-language-appearance-size.png."""
    out_dir.mkdir(parents=True, exist_ok=True)
    return [
        path
        for language in LANGUAGES
        for palette in PALETTES
        for percent in PERCENTS
        for path in _overlay(out_dir, language, palette, percent)
    ]


def play(stage: Stage, scene: Scene, language: Language) -> None:
    """Bring the stage into the scene's state."""
    for event in scene.tell(language):
        stage.feed(event)
    if scene.opened:
        stage.board.card.open_or_close()
        stage.dock.refresh()
    if scene.reached:
        stage.dock.reach()


def _overlay(out_dir: Path, language: Language, palette: PaletteName, percent: int) -> Iterator[Path]:
    for scene in scenes():
        stage = Stage(language, palette, percent)
        play(stage, scene, language)
        yield stage.grab(out_dir / f"{scene.name}-{language}-{palette}-{percent}.png", 200 / percent)
        stage.close()
