from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.catalogue.unpack import safe_parts, top_folder, unpack
from models.manifest import ModelProblem
from tests.unit.catalogue.samples import FILES, NAME, zipped


def unpacked(tmp_path: Path, data: bytes) -> dict[str, str]:
    (tmp_path / "m.zip").write_bytes(data)
    (tmp_path / "into").mkdir()
    return unpack(tmp_path / "m.zip", tmp_path / "into")


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(ModelProblem) as caught:
        unpacked(tmp_path, data)
    assert not list((tmp_path / "into").rglob("*")), "something was written"
    assert {path.name for path in tmp_path.iterdir()} <= {"m.zip", "into", "config", "data", "policy"}
    return caught.value.text.en


def one_member(name: str, mode: int = 0, data: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        member.external_attr = mode << 16
        archive.writestr(member, data)
    return out.getvalue()


@pytest.mark.parametrize("top", [f"{NAME}/", ""])
def test_files_come_out_with_their_hashes(tmp_path: Path, top: str) -> None:
    hashes = unpacked(tmp_path, zipped(FILES, top))
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    for name, data in FILES.items():
        assert (tmp_path / "into" / name).read_bytes() == data
    assert top_folder(tmp_path / "m.zip") == (NAME if top else None)


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/evil", "C:/evil", "c:evil", "a\\..\\evil", "\\\\host\\evil", "a//b", "./a",
     "a/.", "CON", "am/nul.mdl", "lpt1.txt", "a.", "a ", "a\nb", "x" * 101, "a/" * 95 + "a", "a:stream", "a\u202eb"],
)  # fmt: skip
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    assert "what no model needs" in refusal(tmp_path, one_member(name))


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    | st.from_regex(r"[./\\:a]{1,12}", fullmatch=True)
)
@example("../x")
@example("..\\x")
@settings(max_examples=300)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        parts = safe_parts(name)
    except ModelProblem:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind("root").joinpath(*parts)
        assert path.parts == ("root", *parts)
        assert not path.is_absolute()
    assert "/".join(parts) == name


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@example(name="\0")
@settings(max_examples=100, deadline=None)
def test_whatever_a_member_is_called_nothing_is_written_elsewhere(
    name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "m.zip").write_bytes(one_member(name))
    (folder / "into").mkdir()
    try:
        files = unpack(folder / "m.zip", folder / "into")
    except ModelProblem:
        files = {}
    assert sorted(path.name for path in folder.iterdir()) == ["into", "m.zip"]
    found = {p.relative_to(folder / "into").as_posix() for p in (folder / "into").rglob("*") if p.is_file()}
    assert found == set(files)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    assert "the link" in refusal(tmp_path, one_member("am/final.mdl", kind | 0o777, b"/etc/passwd"))


def test_a_bomb_is_known_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "once unpacked" in refusal(tmp_path, zipped({"am/final.mdl": bytes(50_000_000)}))


def test_a_bomb_that_lies_about_its_size_ends_at_the_lie(tmp_path: Path) -> None:
    data = bytearray(zipped({"am/final.mdl": bytes(2_000_000)}))
    honest = (2_000_000).to_bytes(4, "little")
    assert data.count(honest) == 2
    (tmp_path / "into").mkdir()
    (tmp_path / "m.zip").write_bytes(bytes(data).replace(honest, (100).to_bytes(4, "little")))
    with pytest.raises(ModelProblem, match="no sound zip"):
        unpack(tmp_path / "m.zip", tmp_path / "into")
    assert sum(p.stat().st_size for p in (tmp_path / "into").rglob("*")) < 10_000


def test_too_many_files(tmp_path: Path) -> None:
    assert "1001 files" in refusal(tmp_path, zipped({f"f{n}": b"" for n in range(1001)}))


@pytest.mark.parametrize("names", [("A/x", "a/X"), ("a", "a/b")])
def test_two_names_for_one_file(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert "twice" in refusal(tmp_path, zipped(dict.fromkeys(names, b"x")))


@pytest.mark.parametrize("at", [30, 200, -200, -30])
def test_a_broken_archive(tmp_path: Path, at: int) -> None:
    data = bytearray(zipped(FILES))
    data[at : at + 20 or None] = b"\xff" * 20
    (tmp_path / "m.zip").write_bytes(data)
    (tmp_path / "into").mkdir()
    with pytest.raises(ModelProblem):
        unpack(tmp_path / "m.zip", tmp_path / "into")


def test_half_an_archive(tmp_path: Path) -> None:
    data = zipped(FILES)
    assert "no sound zip" in refusal(tmp_path, data[: len(data) // 2])


def test_an_encrypted_archive(tmp_path: Path) -> None:
    data = bytearray(one_member("am/final.mdl"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "m.zip").write_bytes(data)
    (tmp_path / "into").mkdir()
    with pytest.raises(ModelProblem, match="has a password"):
        unpack(tmp_path / "m.zip", tmp_path / "into")


def test_what_macos_adds_is_left_out(tmp_path: Path) -> None:
    litter = {f"__MACOSX/{NAME}/am/._final.mdl": b"x", "__MACOSX/._x": b"x", f"{NAME}/.DS_Store": b"x"}
    files = {f"{NAME}/{name}": data for name, data in FILES.items()}
    hashes = unpacked(tmp_path, zipped({**files, **litter}, top=""))
    assert hashes.keys() == FILES.keys()
    assert top_folder(tmp_path / "m.zip") == NAME
