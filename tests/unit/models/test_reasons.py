import errno
import os
from pathlib import Path

import msgspec
import pytest

from models.reasons import reason


def test_the_usual_causes_are_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "nothing").read_bytes()
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert reason(missing.value).en == "there is no such file or folder"
    assert reason(folder.value).zh == "这是一个文件夹"
    assert reason(OSError(errno.ENOSPC, "x")).zh == "磁盘已满"


def test_a_rare_cause_keeps_the_systems_words() -> None:
    said = os.strerror(errno.ELOOP)
    assert reason(OSError(errno.ELOOP, said)).zh == said
    assert reason(OSError("no number")).en == "no number"


def test_what_is_in_the_file_may_be_wrong() -> None:
    with pytest.raises(UnicodeDecodeError) as text:
        b"\xff".decode()
    with pytest.raises(msgspec.DecodeError) as page:
        msgspec.json.decode(b"{")
    assert "UTF-8" in reason(text.value).zh
    assert "JSON" in reason(page.value).zh
