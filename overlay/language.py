"""The language of the overlay's own texts: Qt Linguist's catalogue for Chinese; English is in the sources."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from overlay.presenters.card import Language

CATALOGUES = Path(__file__).parent / "translations"

_installed: list[QTranslator] = []


def speak(app: QCoreApplication, language: Language) -> None:
    """Every window changes to this language, those that are open too."""
    while _installed:
        app.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    if language == "en":
        return
    for name, folder in (
        ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("zh_CN", str(CATALOGUES)),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
