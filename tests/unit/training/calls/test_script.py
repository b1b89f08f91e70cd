"""The notation in which calls are written."""

from pathlib import Path

import pytest

from models.training.calls.script import Script, ScriptError, Turn, read

CALL = """= 90 | title | bank | patient
customer: voice=zf_a*0.6+zf_b*0.4 st=-1
line: noise=car snr=20 loss=0.01
// a remark
A neutral0 m=a1: 您好，请讲。
C anger2 -1.5 m=c1: 等等！[0.6]我打12315。 << 等等！[0.6]我打幺二三幺五。
EXP supervisor c1.e2 | 客户要投诉 | acknowledge | breathe,listen
ALW thank c1.s c1.e
QUIET start c1.s
FOL supervisor a1
"""


def written(tmp_path: Path, text: str) -> Script:
    path = tmp_path / "script.txt"
    path.write_text(text, "utf-8")
    return read(path)


def test_reads_head_speakers_and_line(tmp_path: Path) -> None:
    script = written(tmp_path, CALL)
    assert (script.id, script.title, script.trade, script.style) == ("90", "title", "bank", "patient")
    assert (script.customer.voice, script.customer.st) == ("zf_a*0.6+zf_b*0.4", -1.0)
    assert (script.line.noise, script.line.snr, script.line.loss) == ("car", 20.0, 0.01)


def test_reads_turns(tmp_path: Path) -> None:
    first, second = written(tmp_path, CALL).turns
    assert first == Turn("agent", "neutral", 0, "您好，请讲。", "您好，请讲。", None, "a1")
    reading = "等等！[0.6]我打幺二三幺五。"
    assert second == Turn("customer", "anger", 2, "等等！我打12315。", reading, -1.5, "c1")


def test_reads_labels(tmp_path: Path) -> None:
    script = written(tmp_path, CALL)
    assert script.expected == [
        {
            "cue": "supervisor",
            "from": "c1.e2",
            "to": "c1.e2+8",
            "why": "客户要投诉",
            "accept": ["acknowledge"],
        }
    ]
    assert script.allowed == [
        {"cue": "breathe", "from": "c1.e2", "to": "c1.e2+8"},
        {"cue": "listen", "from": "c1.e2", "to": "c1.e2+8"},
        {"cue": "thank", "from": "c1.s", "to": "c1.e"},
    ]
    assert script.quiet == [{"from": "start", "to": "c1.s"}]
    assert script.followed == [{"cue": "supervisor", "mark": "a1"}]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("C furious2: 喂！", "no feeling is called furious"),
        ("EXP shout c1.e | 为什么", "no cue is called shout"),
        ("customer: vioce=zf_a", "vioce"),
        ("今天天气不错", "neither a turn nor a label nor a setting"),
    ],
)
def test_says_where_and_what_is_wrong(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ScriptError, match=rf"script\.txt:11: .*{complaint}"):
        written(tmp_path, CALL + line + "\n")


def test_wants_a_head(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="the first line must be"):
        written(tmp_path, "A neutral0: 您好。\n")
