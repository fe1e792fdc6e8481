"""Which files a path stands for, and their bytes."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from reportlint.files.sources import Source, sources
from reportlint.formats import READABLE


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def touch(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def names(path: str | Path, *exclude: str) -> list[str]:
    return [source.name for source in sources(path, exclude)]


def test_file_stands_for_itself_whatever_its_suffix() -> None:
    touch("report.docx", ".hidden.json")
    assert names("report.docx") == ["report.docx"]
    assert names(Path(".hidden.json")) == [".hidden.json"]
    assert names("report.docx", "*") == ["report.docx"]


def test_missing_file_stands_for_itself() -> None:
    assert names("none.json") == ["none.json"]
    assert names("none*.json") == ["none*.json"]


def test_folder_stands_for_known_suffixes_at_any_depth_in_order() -> None:
    known = [f"a/{index}{suffix}" for index, suffix in enumerate(READABLE)]
    touch(*known, "a/b/c/deep.JSON", "a/.git/x.json", "a/.x.json", "a/~$x.json")
    assert names("a") == sorted([*known, "a/b/c/deep.JSON"])
    assert names("a/") == names(Path("a")) == names("a")


def test_folder_within_a_hidden_one_is_searched() -> None:
    touch(".reports/2024.json")
    assert names(".reports") == [".reports/2024.json"]


def test_folder_that_is_named_like_a_file_is_no_file() -> None:
    touch("a/folder.json/report.json")
    assert names("a") == ["a/folder.json/report.json"]


def test_empty_folder_stands_for_nothing() -> None:
    Path("empty").mkdir()
    assert names("empty") == []


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("2023.json", ["a/2024.json", "a/old/2022.json"]),
        ("*.json", []),
        ("old/*", ["a/2023.json", "a/2024.json"]),
        ("2024.*", ["a/2023.json", "a/old/2022.json"]),
        ("nothing", ["a/2023.json", "a/2024.json", "a/old/2022.json"]),
    ],
)
def test_exclude_is_matched_with_names_and_with_paths_in_the_folder(
    pattern: str, left: list[str]
) -> None:
    touch("a/2023.json", "a/2024.json", "a/old/2022.json")
    assert names("a", pattern) == left


def test_pattern_stands_for_its_matches_in_order() -> None:
    touch("b.json", "a.json", "c.txt", "d/e/f.json")
    assert names("*.json") == ["a.json", "b.json"]
    assert names("[ac].*") == ["a.json", "c.txt"]
    assert names("**/*.json") == ["a.json", "b.json", "d/e/f.json"]
    assert names("d*") == ["d/e/f.json"]


def test_file_whose_name_is_a_pattern_stands_for_itself() -> None:
    touch("[1].json", "1.json")
    assert names("[1].json") == ["[1].json"]


def test_content_is_the_bytes_of_the_file() -> None:
    Path("a.json").write_bytes(b"\xff\r\n")
    assert Source("a.json").content() == b"\xff\r\n"


def test_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    touch("-")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff{}")))
    assert [source.content() for source in sources("-")] == [b"\xff{}"]
    assert Source("./-").content() == b""


def test_no_more_is_read_than_shows_that_a_file_is_too_large() -> None:
    touch("a.json")
    os.truncate("a.json", 2**26)
    assert len(Source("a.json").content()) == 50 * 2**20 + 1


def test_what_cannot_be_opened_raises() -> None:
    with pytest.raises(FileNotFoundError):
        Source("none.json").content()


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", ""])
def test_name_that_no_file_can_have_stands_for_itself(name: str) -> None:
    assert list(sources(name)) == [Source(name)]


def test_excluded_folder_is_left_out_with_all_in_it(tmp_path: Path) -> None:
    for name in ("drafts/a.json", "final/b.json"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    assert [Path(s.name).name for s in sources(tmp_path, ("drafts",))] == ["b.json"]
