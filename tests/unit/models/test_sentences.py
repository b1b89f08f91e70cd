from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio.activity import DetectorMissing
from audio.sources.source import SourceError
from models.sentences import no_detector, no_sound

ROOT = Path(__file__).resolve().parents[3]
CODES = {
    code
    for path in (*(ROOT / "audio").rglob("*.py"), ROOT / "models" / "replay.py")
    for code in re.findall(r'SourceError\(\s*"([a-z.]+)"', path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_error_of_a_source_has_its_sentence_and_its_remedy(code: str) -> None:
    said = no_sound(SourceError(code, "线路输入", "so many volts"))
    assert re.search("[：，]", said.zh)
    assert re.search("[:;,]", said.en)
    assert "线路输入" in said.zh + said.en or code == "portaudio.missing"


def test_the_codes_were_found() -> None:
    assert {"file.missing", "device.refused", "call.missing"} <= CODES


def test_a_kind_of_device_has_its_chinese_name() -> None:
    assert "麦克风" in no_sound(SourceError("device.missing", "microphone")).zh


def test_a_missing_detector_names_its_file() -> None:
    said = no_detector(DetectorMissing("vad.onnx"))
    assert "vad.onnx" in said.zh
    assert "vad.onnx" in said.en
