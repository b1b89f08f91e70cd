"""Whether what is installed is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models import manifest
from models.catalogue import fit
from models.catalogue.folders import damaged, installed
from models.events import Text
from models.manifest import WEIGHTS, ModelProblem


@dataclass(frozen=True, slots=True)
class Finding:
    """sound: None where nothing tells."""

    name: str
    sound: bool | None
    text: Text


def findings(name: str | None) -> Iterator[Finding]:
    """One for every model, or for those of that name."""
    for bad in damaged():
        if name in (None, bad.folder.name):
            yield Finding(bad.folder.name, False, bad.why)
    folders = [model.folder for model in installed()]
    folders += [path.parent for path in sorted(WEIGHTS.glob("*/manifest.json")) if path.parent not in folders]
    for folder in folders:
        if name in (None, folder.name):
            yield _found(folder)


def _found(folder: Path) -> Finding:
    if not (folder / "manifest.json").is_file():
        if fit.loads(folder):
            unknown = Text(
                zh="没有清单，无法校验，但能载入", en="has no manifest, cannot be verified, but loads"
            )
            return Finding(folder.name, None, unknown)
        return Finding(
            folder.name, False, Text(zh="没有清单，也载入不了", en="has no manifest and does not load")
        )
    try:
        files = len(manifest.verified(folder).files)
    except ModelProblem as error:
        return Finding(folder.name, False, error.text)
    whole = Text(zh=f"{files} 个文件完好", en=f"whole, {files} file{'s' * (files != 1)}")
    return Finding(folder.name, True, whole)
