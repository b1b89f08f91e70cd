"""`models list` as text: what is on this computer, which one is in use, what can be installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models import manifest
from models.catalogue.choice import best, this_machine
from models.catalogue.folders import LANGUAGES, Damaged, Installed, candidates, damaged, installed, is_model
from models.catalogue.published import Catalogue, Published, address, is_official
from models.events import Text
from models.manifest import WEIGHTS, ModelProblem
from models.settings import Settings
from models.speech.vosk_engine import check_files

PLACES = {
    "policy": Text(zh="IT 统一安装", en="installed by IT"),
    "user": Text(zh="已安装", en="installed"),
    "bundled": Text(zh="CallCue 自带", en="comes with CallCue"),
}
PARTS = {
    "ear": Text(zh="第二遍识别用的听音模型", en="the ear, for the second reading"),
    "speech": Text(zh="第二遍识别用的语言模型", en="language model, for the second reading"),
    "words": Text(zh="文字情绪", en="feeling in the words"),
    "acts": Text(zh="说话的用意", en="what is done with words"),
    "voice": Text(zh="声音情绪", en="feeling in the voice"),
    "activity": Text(zh="人声检测", en="voice activity"),
}
IN_USE = Text(zh="使用中", en="in use")
BROKEN = Text(zh="已损坏：models verify 会说明原因", en="damaged: models verify says why")
Row = Sequence[str]


def said(text: Text, language: str) -> str:
    """The sentence in the settings' language."""
    return text.zh if language == "zh" else text.en


def speech_folder(settings: Settings) -> Path | None:
    """The folder that the engine takes: the first that is sound of the setting's and those for the language."""
    folders = [Path(settings.speech_model)] if settings.speech_model else []
    folders += [model.folder for model in candidates(settings.speech_language)]
    return next((folder for folder in folders if _is_sound(folder)), None)


def listing(settings: Settings, catalogue: Catalogue | ModelProblem) -> str:
    """The whole page, in the settings' language."""
    language, here = settings.language, installed()
    lines = [said(Text(zh="本机的语音识别模型", en="Speech models on this computer"), language)]
    lines += _table([*_installed_rows(here, settings), *_damaged_rows(damaged(), language)])
    lines += [
        "",
        said(Text(zh="CallCue 自带的其他模型", en="Other models that come with CallCue"), language),
    ]
    lines += _table(_bundled_rows(language))
    lines += ["", _heading(catalogue, language)]
    if isinstance(catalogue, Catalogue):
        lines += _table(_published_rows(catalogue.models, {model.name for model in here}, language))
        hint = Text(
            zh="安装：main.py models install zh（自动选择），或 main.py models install 模型名",
            en="Install with: main.py models install zh (chooses by itself), or main.py models install NAME",
        )
        lines += ["", said(hint, language)]
    return "\n".join(lines)


def _installed_rows(here: Iterable[Installed], settings: Settings) -> Iterator[Row]:
    language, used = settings.language, speech_folder(settings)
    named = Path(settings.speech_model) if settings.speech_model else None
    if named and named not in [model.folder for model in here]:
        from_setting = Text(zh="来自设置", en="from the setting")
        yield _row(named, settings.speech_language, said(from_setting, language), used, language)
    for model in here:
        yield _row(model.folder, model.language or "?", said(PLACES[model.place], language), used, language)


def _row(folder: Path, spoken: str, place: str, used: Path | None, language: str) -> Row:
    mark, more = ("*", IN_USE) if folder == used else (" ", None) if _is_sound(folder) else ("!", BROKEN)
    if more:
        place += f"{'，' if language == 'zh' else ', '}{said(more, language)}"
    return mark, folder.name, spoken, place, str(folder)


def _damaged_rows(found: Iterable[Damaged], language: str) -> Iterator[Row]:
    for bad in found:
        yield "!", bad.folder.name, "?", said(bad.why, language), str(bad.folder)


def _is_sound(folder: Path) -> bool:
    """As far as the engine looks before it loads a model."""
    try:
        check_files(folder)
    except ModelProblem:
        return False
    return True


def _bundled_rows(language: str) -> Iterator[Row]:
    for path in sorted(WEIGHTS.glob("*/manifest.json")):
        try:
            about = manifest.read(path.parent)
        except ModelProblem as broken:
            yield " ", path.parent.name, "", said(broken.text, language)
            continue
        if not is_model(path.parent):
            what = PARTS.get(about.part)
            yield " ", path.parent.name, about.language, said(what, language) if what else about.part


def _published_rows(models: Sequence[Published], here: set[str], language: str) -> Iterator[Row]:
    there = Text(zh="已安装", en="installed")
    fits = Text(zh="最适合这台电脑", en="best for this computer")
    machine = this_machine()
    fitting = {found.name for code in LANGUAGES if (found := best(models, code, machine))}
    for model in sorted(models, key=lambda m: (m.language != "zh", m.size)):
        state = there if model.name in here else fits if model.name in fitting else Text(zh="", en="")
        size = f"{model.size / 1e6:.1f} MB"
        yield " ", model.name, model.language or "", model.type, size, said(state, language)


def _heading(catalogue: Catalogue | ModelProblem, language: str) -> str:
    if isinstance(catalogue, ModelProblem):
        none = Text(zh="读不到模型清单。", en="The list of models cannot be read. ")
        return said(none, language) + said(catalogue.text, language)
    whose = Text(zh="官方模型", en="Official models")
    if not is_official():
        whose = Text(zh=f"{address()} 的模型", en=f"Models of {address()}")
    age = _age(catalogue.age_s)
    if catalogue.why is not None:
        age = Text(zh=f"离线，{age.zh}", en=f"offline, {age.en}")
    return said(Text(zh=f"{whose.zh}（{age.zh}）", en=f"{whose.en} ({age.en})"), language)


def _age(seconds: float) -> Text:
    hours = int(seconds // 3600)
    if hours < 1:
        return Text(zh="清单刚刚读取", en="list read just now")
    if hours < 48:
        return Text(zh=f"清单是 {hours} 小时前读取的", en=f"list read {hours} h ago")
    return Text(zh=f"清单是 {hours // 24} 天前读取的", en=f"list read {hours // 24} days ago")


def _table(rows: Iterable[Row]) -> list[str]:
    """Columns as wide as their widest cell; a Chinese character takes two places."""
    table = [list(row) for row in rows]
    columns = max(map(len, table), default=0)
    wide = [max((_width(row[n]) for row in table if n < len(row)), default=0) for n in range(columns)]
    return [
        "  ".join(cell + " " * (wide[n] - _width(cell)) for n, cell in enumerate(row)).rstrip()
        for row in table
    ]


def _width(cell: str) -> int:
    return sum(2 if char >= "\u1100" else 1 for char in cell)
