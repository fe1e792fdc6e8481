"""Zip archives of submissions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import reportlint
from reportlint.errors import ReadError
from reportlint.files.sources import DEEPEST_ARCHIVE, extract, is_archive, members, sources


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_archive_stands_for_the_reports_in_it(tmp_path: Path, good: Path, bad: Path) -> None:
    files = {"街道/好.json": good.read_bytes(), "街道/坏.json": bad.read_bytes(), "说明.md5": b"x"}
    path = packed(tmp_path / "报送.zip", files)
    findings = reportlint.check(path, select=["A"])
    assert findings.reports == 2
    assert {f.location.file for f in findings if f.location} == {f"{path}/街道/坏.json"}


def test_archive_in_a_folder_is_opened(tmp_path: Path, good: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    packed(folder / "a.zip", {"a.json": good.read_bytes()})
    assert [Path(source.name).name for source in sources(folder)] == ["a.json"]


def test_names_of_a_chinese_windows_are_read(tmp_path: Path) -> None:
    name = "云溪街道.json"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x" * len(name.encode("gb18030")), b"{}")
    content = buffer.getvalue().replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030"))
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert list(members(str(path)).values()) == [name]


def test_hidden_files_and_those_of_other_systems_are_left_out(tmp_path: Path) -> None:
    files = {".a.json": b"{}", "__MACOSX/a.json": b"{}", "a.json": b"{}"}
    path = packed(tmp_path / "a.zip", files)
    assert [source.name for source in sources(path)] == [f"{path}/a.json"]


def test_document_in_a_zip_package_is_no_archive(tmp_path: Path) -> None:
    assert not is_archive(str(packed(tmp_path / "a.zip", {"[Content_Types].xml": b""})))


def test_file_that_only_ends_in_zip_is_read_as_what_it_is(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "report.zip"
    path.write_bytes(good.read_bytes())
    assert reportlint.check(path).exit_code == 0


def test_bomb_is_refused_and_the_rest_is_checked(tmp_path: Path, good: Path) -> None:
    bomb = {"bomb.json": b" " * (60 << 20), "good.json": good.read_bytes()}
    findings = reportlint.check(packed(tmp_path / "a.zip", bomb))
    assert (findings.reports, len(findings.unreadable)) == (1, 1)


@pytest.mark.parametrize(
    ("sizes", "over"),
    [([0] * 20_000, [0]), ([2**30, 2**30], [1])],
    ids=["members", "bytes"],
)
def test_too_large_archives_are_refused(
    sizes: list[int], over: list[int], declaring: Callable[..., bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(declaring(*sizes))
    assert len(list(members(str(path)))) == len(sizes)
    path.write_bytes(declaring(*sizes, *over))
    with pytest.raises(ReadError, match="too large"):
        list(members(str(path)))
    (entry,) = reportlint.check(path).unreadable
    assert entry.message.en.startswith("the archive is too large")


def test_no_more_of_a_member_is_expanded_than_is_asked_for(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.json": b"12345"})
    assert extract(str(path), (0,), 4, "a.json") == b"1234"


def test_broken_member_is_said_to_be_broken(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.json": b'{"year": 2024, "agency": 1}' * 9})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\xff" * 15
    path.write_bytes(bytes(content))
    (entry,) = reportlint.check(path).unreadable
    assert entry.location.file == f"{path}/a.json"


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return content.getvalue()


def test_archives_in_archives_are_entered(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(b_txt=b"1", c_zip=zipped(d_txt=b"2", e_zip=zipped(f_txt=b"3"))))
    found = {source.name.removeprefix(f"{path}/"): source.content() for source in sources(path)}
    assert found == {"b.txt": b"1", "c.zip/d.txt": b"2", "c.zip/e.zip/f.txt": b"3"}


def test_archive_that_is_too_deep_is_named(tmp_path: Path) -> None:
    path, content = tmp_path / "a.zip", zipped(a_txt=b"1")
    for _ in range(DEEPEST_ARCHIVE + 2):
        content = zipped(b_zip=content)
    path.write_bytes(content)
    (source,) = sources(path)
    assert source.name == f"{path}{'/b.zip' * (DEEPEST_ARCHIVE + 1)}"
    (entry,) = reportlint.check(path).unreadable
    assert entry.location.file == source.name
    assert entry.message.en.startswith("archives nested too deeply")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_without_a_mark_are_read_as_their_system_wrote_them(
    encoding: str, tmp_path: Path
) -> None:
    name = "街道/年报.txt"
    data = zipped(**{"x" * len(name.encode(encoding)): b"1"})
    path = tmp_path / "a.zip"
    path.write_bytes(data.replace(b"x" * len(name.encode(encoding)), name.encode(encoding)))
    assert [source.name for source in sources(path)] == [f"{path}/{name}"]
