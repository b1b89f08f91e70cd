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


def test_without_a_command_the_overlay_opens() -> None:
    assert main.COMMANDS[parser("zh").parse_args([]).command] is main.overlay


def test_bad_use_is_said_in_the_language_of_the_settings(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CALLCUE_CONFIG", str(tmp_path))
    assert main.main(["replay", "/nowhere"]) == 2
    assert capsys.readouterr().err.startswith("callcue：文件夹 /nowhere")
