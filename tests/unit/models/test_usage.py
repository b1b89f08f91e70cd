from __future__ import annotations

from typing import Literal

import pytest

import main
from models.usage import parser


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_is_explained_in_one_language(
    language: Literal["zh", "en"], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser(language).parse_args(["--help"])
    page = capsys.readouterr().out
    assert all(name in page for name in main.COMMANDS if name != "overlay")
    assert any("\u4e00" <= character <= "\u9fff" for character in page) == (language == "zh")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "不能是 'nonsense'"),
        (["call"], "缺少参数：start|end"),
        (["replay", "x", "--speed"], "--speed 后面要写一个值"),
        (["replay", "x", "--speed", "fast"], "--speed 要写数字，不能是 'fast'"),
        (["gallery", "x", "--bogus"], "不认识的参数：--bogus"),
        (["run", "--events=1"], "--events 后面不能写值（'1'）"),
        (["demo", "--s=1", "--o"], "--o"),
    ],
)
def test_wrong_use_is_said_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser("zh").parse_args(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("用法：main.py")
    assert said in told
    assert not any(word in told for word in ("usage", "error", "argument", "invalid", "required"))


@pytest.mark.parametrize("arguments", [["--help"], ["replay", "--help"], ["call", "-h"]])
def test_the_chinese_page_has_no_word_of_argparses(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser("zh").parse_args(arguments)
    assert ended.value.code == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：")
    assert not any(word in page for word in ("usage:", "options:", "positional", "show this help"))


def test_without_a_command_the_overlay_opens() -> None:
    assert main.COMMANDS[parser("zh").parse_args([]).command] is main.overlay


def test_bad_use_is_said_in_the_language_of_the_settings(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CALLCUE_CONFIG", str(tmp_path))
    assert main.main(["replay", "/nowhere"]) == 2
    assert capsys.readouterr().err.startswith("callcue：文件夹 /nowhere")
