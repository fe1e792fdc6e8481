"""Modules that are kept are made anew when what they are made of changes, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.form.kept import KeptModule


def test_module_is_made_anew_when_a_file_of_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    file, made = tmp_path / "a.txt", []

    def source() -> str:
        made.append(file.read_text(encoding="utf-8"))
        return f"text = {made[-1]!r}"

    for text, times in (("一", 1), ("一", 1), ("一二", 2)):
        if not made or text != made[-1]:
            file.write_text(text, encoding="utf-8")
        namespace = KeptModule("kept", str(tmp_path), [str(file)], source).namespace()
        assert namespace["text"] == text
        assert len(made) == times
