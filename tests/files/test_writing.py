"""A file is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from reportlint.errors import WriteError
from reportlint.files.writing import replace_file


def test_file_is_put_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Whoever has the old file open, or has a name for it, keeps it as it was."""
    path, same = tmp_path / "a.json", tmp_path / "b.json"
    path.write_bytes(b"old and long")
    os.link(path, same)
    with path.open("rb") as reader:
        replace_file(path, b"new")
        assert reader.read() == b"old and long"
    assert (path.read_bytes(), same.read_bytes()) == (b"new", b"old and long")
    assert sorted(tmp_path.iterdir()) == [path, same]


def test_it_is_made_beside_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the system's own folder for such files it could not always be moved at once."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    replace_file(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_permissions_stay_and_links_lead_on(tmp_path: Path) -> None:
    path, link = tmp_path / "a.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    path.chmod(0o604)
    link.symlink_to(path)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o604)


def test_refusal_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="no such file or folder") as raised:
        replace_file(tmp_path / "none" / "a.json", b"new")
    assert raised.value.location is not None
    assert raised.value.location.file == str(tmp_path / "none" / "a.json")
    assert raised.value.message.zh == "无法写入：文件或文件夹不存在"
