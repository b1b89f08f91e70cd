from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.playbook.flaws import PlaybookError
from models.playbook.source import MAX_BYTES, Node, parse, read


def flaw_of(text: str) -> str:
    with pytest.raises(PlaybookError) as caught:
        parse(text, "team.yaml")
    assert len(caught.value.flaws) == 1
    return str(caught.value)


def test_values_know_their_line() -> None:
    root = parse("a: 1\nb:\n  - x\n  - 2.5\nc: true\n", "team.yaml")
    assert isinstance(root.value, dict)
    assert root.value["a"] == Node(1, 1, "team.yaml")
    assert root.value["b"].value == [Node("x", 3, "team.yaml"), Node(2.5, 4, "team.yaml")]
    assert root.value["c"].value is True


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("a: [1", "no valid YAML"),
        ("a: 1\n\tb: 2", "team.yaml:2"),
        ("a: 1\nb: 2\na: 3\n", "team.yaml:3: 'a' stands here twice"),
        ("a: &x [1]\nb: *x\n", "anchors"),
        ("\n".join("[" * 60), "nested too deeply"),
    ],
)
def test_bad_yaml_is_one_sentence_with_its_line(text: str, says: str) -> None:
    assert says in flaw_of(text)


def test_a_yaml_bomb_is_refused_before_it_grows() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert "anchors" in flaw_of(bomb)


def test_no_python_object_is_ever_made() -> None:
    root = parse("a: !!python/object/apply:os.system [echo]\n", "team.yaml")
    assert isinstance(root.value, dict)
    assert isinstance(root.value["a"].value, list)


def test_a_file_that_is_too_big_or_no_utf8_or_not_there(tmp_path: Path) -> None:
    big, latin = tmp_path / "big.yaml", tmp_path / "gbk.yaml"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    latin.write_bytes("playbook: x\ntitle: 先认可".encode("gbk"))
    for path, says in (
        (big, "too much"),
        (latin, "gbk.yaml:2: This is not UTF-8"),
        (tmp_path / "no", "cannot be read"),
    ):
        with pytest.raises(PlaybookError, match=says):
            read(path)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_in_the_file_it_reads_or_says_one_sentence(text: str) -> None:
    error = None
    try:
        parse(text, "team.yaml")
    except PlaybookError as caught:
        error = caught
    if error is not None:
        assert len(error.flaws) == 1
        assert error.text.zh
        assert "\n" not in error.flaws[0].sentence("en")
