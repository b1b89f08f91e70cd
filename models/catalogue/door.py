"""`main.py models list|install|verify`: the only place of CallCue that uses the network, and only when asked."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from models import manifest, settings
from models.catalogue import checksum, choice, install, no_zip, published
from models.catalogue.download import download
from models.catalogue.folders import Language, language_of, user_models
from models.catalogue.listing import listing, said, speech_folder
from models.catalogue.problem import problem, unreadable
from models.catalogue.progress import Progress
from models.catalogue.usage import parser
from models.catalogue.verifying import findings
from models.events import Text
from models.manifest import ModelProblem
from models.settings import Settings


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 done, 1 `verify` found a broken model, 2 it could not be done (one sentence on standard error)."""
    chosen = settings.load().settings
    args = parser(chosen.language).parse_args(arguments)
    try:
        return VERBS[args.verb](args, chosen)
    except ModelProblem as error:
        print(f"callcue: {said(error.text, chosen.language)}", file=sys.stderr)
        return 2


def show(_: argparse.Namespace, chosen: Settings) -> int:
    catalogue: published.Catalogue | ModelProblem
    try:
        catalogue = published.catalogue()
    except ModelProblem as error:
        catalogue = error
    print(listing(chosen, catalogue))
    if isinstance(catalogue, published.Catalogue) and catalogue.why:
        print(f"callcue: {said(catalogue.why.text, chosen.language)}", file=sys.stderr)
    return 0


def add(args: argparse.Namespace, chosen: Settings) -> int:
    if args.source is not None:
        placed = _from_disk(args.source, args.what, chosen)
    elif args.what is None:
        raise problem(
            "请写明要安装什么：zh、en、模型名，或 --from 文件。",
            "Say what to install: zh, en, a model's name, or --from FILE.",
        )
    else:
        placed = _from_site(args.what, chosen)
    done = Text(zh="已安装", en="Installed")
    if placed.replaced:
        done = Text(zh="已安装，替换了原来的同名模型", en="Installed, in place of the model of that name")
    where = Text(zh=f"{done.zh}：{placed.folder}", en=f"{done.en}: {placed.folder}")
    print(said(where, chosen.language))
    print(said(_use(placed.folder, chosen), chosen.language))
    return 0


def verify(args: argparse.Namespace, chosen: Settings) -> int:
    found = []
    for finding in findings(args.name):
        found.append(finding)
        mark = {True: "ok", False: "! ", None: "? "}[finding.sound]
        print(f"{mark} {finding.name}  {said(finding.text, chosen.language)}", flush=True)
    if not found:
        raise problem(
            f"没有安装名为 {args.name!r} 的模型。用 models list 查看有哪些模型。",
            f"There is no model {args.name!r} here. See models list.",
        )
    return 1 if any(finding.sound is False for finding in found) else 0


def _from_site(what: str, chosen: Settings) -> install.Placed:
    model = _wanted(what, published.catalogue().models)
    place = user_models() / model.name
    with contextlib.suppress(ModelProblem):
        manifest.verified(place)
        return install.Placed(place, replaced=False)
    install.check_place(model.name)
    size = f"{model.size / 1e6:.1f} MB"
    print(
        said(
            Text(zh=f"下载 {model.name}（{size}）", en=f"Downloading {model.name} ({size})"), chosen.language
        )
    )
    part = install.download_file(model.name)
    install.make_room(model.size, part.stat().st_size if part.exists() else 0)
    progress = Progress(model.size, chosen.language, sys.stdout)
    try:
        download(model.url, model.size, part, progress.feed)
    finally:
        progress.close()
    try:
        _check(model.checksum, part, chosen)
        placed = install.from_archive(
            part, model.name, model.language, model.url, f"{model.checksum.kind} {model.checksum.digest}"
        )
    except ModelProblem:
        part.unlink(missing_ok=True)
        raise
    part.unlink(missing_ok=True)
    return placed


def _from_disk(named: str, what: str | None, chosen: Settings) -> install.Placed:
    if what not in (None, "zh", "en"):
        raise problem(
            f"与 --from 一起只能写语言 zh 或 en，不能写 {what!r}。",
            f"With --from only a language can be named, zh or en, not {what!r}.",
        )
    if not named:
        raise problem("--from 后面要写出文件或文件夹。", "Name a file or a folder after --from.")
    if "://" in named:
        raise problem(
            f"--from 只接受本机的文件或文件夹，不接受网址 {named}。请先下载，或用 models install 模型名 在线安装。",
            f"--from takes a file or a folder of this computer, not the address {named}. Download it first, or install"
            " it from the list with models install NAME.",
        )
    source = Path(named)
    language: Language | None = "zh" if what == "zh" else "en" if what == "en" else None
    try:
        if source.is_dir():
            return install.from_folder(source, language)
        if not source.is_file():
            raise problem(
                f"找不到 {source}。请检查文件名。", f"{source} does not exist. Check the file's name."
            )
        no_zip.refuse(source)
        known = published.kept_model(source.stem)
        check = known.checksum if known else checksum.pinned(source.stem)
        if check is None:
            unknown = Text(
                zh="没有这个文件的校验值，只检查内容。",
                en="No checksum is known for this file: only its content is checked.",
            )
            print(said(unknown, chosen.language))
            return install.from_archive(source, None, language, f"file {source.name}", "nothing")
        _check(check, source, chosen)
        return install.from_archive(
            source, None, language, f"file {source.name}", f"{check.kind} {check.digest}"
        )
    except OSError as error:
        raise unreadable(source, error) from error


def _wanted(what: str, models: Sequence[published.Published]) -> published.Published:
    if what in ("zh", "en"):
        language: Language = "zh" if what == "zh" else "en"
        if found := choice.best(models, language, choice.this_machine()):
            return found
        raise problem(
            f"模型清单里没有适合这台电脑的模型（{what}）。请用 models list 查看。",
            f"The list has no model for {what} that fits this computer. See models list.",
        )
    for model in models:
        if model.name == what:
            return model
    near = difflib.get_close_matches(what, [model.name for model in models], n=1, cutoff=0.5)
    raise problem(
        f"没有名为 {what!r} 的模型。"
        + (f"是不是 {near[0]}？" if near else "用 models list 查看有哪些模型。"),
        f"There is no model {what!r}. " + (f"Do you mean {near[0]}?" if near else "See models list."),
    )


def _check(check: checksum.Checksum, archive: Path, chosen: Settings) -> None:
    check.check(archive)
    good = Text(zh=f"校验通过（{check.by.zh}）", en=f"Checksum is right ({check.by.en})")
    print(said(good, chosen.language))


def _use(folder: Path, chosen: Settings) -> Text:
    """Whether the model will be used, and if not, what to do."""
    if speech_folder(chosen) == folder:
        return Text(zh="下次启动 CallCue 时使用。", en="It is used from the next start of CallCue on.")
    language = language_of(folder)
    if language != chosen.speech_language:
        return Text(
            zh=f"要使用它，请在设置里把“通话的语言”改为 {language}。",
            en=f"To use it, set the language that is spoken to {language} in the settings.",
        )
    return Text(
        zh=f"现在用的是另一个模型：{speech_folder(chosen)}（由设置或 IT 指定）。",
        en=f"Another model is in use: {speech_folder(chosen)} (named by a setting or by IT).",
    )


VERBS: Mapping[str, Callable[[argparse.Namespace, Settings], int]] = {
    "list": show,
    "install": add,
    "verify": verify,
}
