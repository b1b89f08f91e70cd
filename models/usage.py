"""The commands of `main.py` and their options, explained in Chinese or in English."""

from __future__ import annotations

import argparse
from typing import Literal

from models.events import Text
from models.parser import parser_class


def parser(language: Literal["zh", "en"]) -> argparse.ArgumentParser:
    """All commands, explained in Chinese or in English."""

    def text(chinese: str, english: str) -> str:
        return Text(zh=chinese, en=english).said_in(language)

    a_file, folder = text("文件", "FILE"), text("文件夹", "FOLDER")
    source, number = text("来源", "SOURCE"), text("数字", "NUMBER")
    root = parser_class(language)(
        prog="main.py",
        description=text(
            "CallCue：实时通话辅导，免费，离线。", "CallCue: coaching for live calls, free and offline."
        ),
        epilog=text("不带命令：打开悬浮窗。", "Without a command: the overlay."),
    )
    root.set_defaults(command="overlay")
    commands = root.add_subparsers(title=text("命令", "commands"), metavar=text("命令", "COMMAND"))

    def command(name: str, chinese: str, english: str, example: str) -> argparse.ArgumentParser:
        what = text(chinese, english)
        example = f"{text('例：', 'example: ')}main.py {name} {example}"
        added = commands.add_parser(name, help=what, description=what, epilog=example)
        added.set_defaults(command=name)
        return added

    p = command(
        "run",
        "在终端里收听和提示，不开悬浮窗。",
        "Listen and coach in this terminal, without the overlay.",
        "",
    )
    from_devices = text(
        "客户声音的来源（见 main.py devices）", "where the customer's voice comes from (main.py devices)"
    )
    p.add_argument("--customer", metavar=source, help=from_devices)
    p.add_argument("--agent", metavar=source, help=text("客服的麦克风", "the agent's microphone"))
    lines = text(
        "JSON 行：输出事件，输入命令（给悬浮窗用）", "JSON lines: events out, commands in (for the overlay)"
    )
    p.add_argument("--events", action="store_true", help=lines)

    sound = "tests/data/open-calls/01"
    p = command("replay", "把录好的通话送进同一条线。", "Play a stored call through the live line.", sound)
    legs = text("通话文件夹，或客户和客服的声音文件", "a call's folder, or customer and agent sound files")
    p.add_argument("sound", nargs="+", metavar=text("声音", "SOUND"), help=legs)
    speed = text("1 为原速，0 为尽快", "1 is real time, 0 as fast as it can")
    p.add_argument("--speed", type=float, metavar=number, default=0.0, help=f"{speed} (0)")
    events = text(
        "把每个事件写成一行 JSON；- 为标准输出", "write every event as a JSON line; - for standard output"
    )
    p.add_argument("--events", metavar=a_file, help=events)
    p.add_argument("--html", metavar=a_file, help=text("写一页报告", "write a one-page report"))

    p = command(
        "demo",
        "播放演示通话，带悬浮窗。",
        "Play the demonstration call, with the overlay.",
        "--speed 0",
    )
    p.add_argument("--speed", type=float, metavar=number, default=1.0, help=f"{speed} (1)")
    p.add_argument(
        "--call",
        metavar=folder,
        default=sound,
        help=text("另一通电话的文件夹", "another call's folder"),
    )
    out = text("图片、事件和报告的文件夹", "folder for pictures, events and report")
    p.add_argument("--out", default="demo-out", metavar=folder, help=out)

    p = command("devices", "列出本机的声音输入。", "List the sound inputs of this computer.", "--watch")
    p.add_argument("--watch", action="store_true", help=text("显示各自的电平", "show a level meter for each"))
    p.add_argument(
        "--seconds", type=float, metavar=number, default=30.0, help=text("看多少秒", "how long to watch")
    )
    p.add_argument(
        "--json",
        metavar=a_file,
        help=text("以 JSON 列出；- 为标准输出", "the list as JSON; - for standard output"),
    )

    told = (
        "告诉正在运行的 CallCue：通话开始或结束。",
        "Tell the running CallCue that a call starts or ends.",
    )
    p = command("call", *told, "start")
    p.add_argument("what", choices=("start", "end"), metavar="start|end")

    p = command(
        "rules",
        "检查、测试、试用或列出话术手册的规则。",
        "Check, test, try or list the rules of a playbook.",
        'try "我要投诉"',
    )
    p.add_argument("what", choices=("check", "test", "try", "list"), metavar="check|test|try|list")
    given = text(
        "try：客户说的话；其他：话术手册文件", "for try: what the customer says; else a playbook's file"
    )
    p.add_argument("given", nargs="?", metavar=text("句子|文件", "SENTENCE|FILE"), help=given)
    p.add_argument(
        "--playbook", metavar=a_file, help=text("另一本话术手册", "another playbook than the default one")
    )
    voice = text(
        "try：声音如何（calm、angry、sad、anxious……）",
        "for try: how it sounds (calm, angry, sad, anxious ...)",
    )
    p.add_argument("--voice", default="calm", metavar=text("语气", "VOICE"), help=voice)
    p.add_argument(
        "--by-agent", action="store_true", help=text("try：是客服说的", "for try: the agent says it")
    )
    signals = text("list：全部信号、单位和范围", "for list: every signal with its unit and range")
    p.add_argument("--signals", action="store_true", help=signals)

    p = command("records", "列出或查看保存的通话记录。", "List or show the kept call records.", "list")
    p.add_argument("what", choices=("list", "show"), metavar="list|show")
    p.add_argument(
        "call",
        nargs="?",
        default="",
        metavar=text("编号", "ID"),
        help=text("show：通话的编号", "for show: the call's id"),
    )

    p = command(
        "evaluate",
        "测量并打印指标：asr、voice、text、cues。",
        "Print the figures: asr, voice, text, cues.",
        "asr calls.csv",
    )
    own = text(
        "各有自己的 --help，例：main.py evaluate asr --help",
        "each has a --help of its own, as in main.py evaluate asr --help",
    )
    p.add_argument("rest", nargs=argparse.REMAINDER, metavar="asr|voice|text|cues", help=own)

    p = command(
        "models",
        "列出、安装或校验语音模型。",
        "List, install or verify speech models.",
        "install zh",
    )
    own = text(
        "各有自己的 --help，例：main.py models list --help",
        "each has a --help of its own, as in main.py models list --help",
    )
    p.add_argument("rest", nargs=argparse.REMAINDER, metavar="list|install|verify", help=own)

    drawn = ("把每个窗口、每种状态画成 PNG。", "Render every window and state as PNG.")
    p = command("gallery", *drawn, "/tmp/gallery")
    p.add_argument("out", metavar=folder)
    return root
