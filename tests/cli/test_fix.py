"""The `fix` command."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from tests.commands import run
from tests.fixture_types import Write
from tests.paths import DOCUMENTS

import reportlint

TOTAL = "requests.received.total"
BLANK = {TOTAL: None}


def fix(*arguments: object) -> Result:
    return run("fix", *arguments, REPORTLINT_LANG="en")


def test_difference_is_shown_and_nothing_written(write: Write) -> None:
    path = write("a.json", BLANK)
    before = path.read_bytes()
    for arguments in ((path,), (path, "--diff")):
        result = fix(*arguments)
        assert result.exit_code == 1
        changed = [line for line in result.stdout.splitlines() if line[:1] in "+-"]
        assert changed[2:] == ['-      "total": null', '+      "total": 0']
        assert "--write" in result.stderr
    assert path.read_bytes() == before


def test_write_changes_the_cell_alone_and_says_why(write: Write) -> None:
    path = write("a.json", BLANK)
    before = path.read_text(encoding="utf-8")
    result = fix(path, "--write")
    assert result.exit_code == 0
    assert path.read_text(encoding="utf-8") == before.replace(": null", ": 0")
    assert "blank → 0" in result.stdout
    assert "its parts sum to 0" in result.stdout
    assert "reports checked: 1; errors: 0, warnings: 0" in result.stdout
    assert fix(path).exit_code == 0


def test_write_exits_with_what_remains(write: Write) -> None:
    path = write("a.json", {TOTAL: None, "review.reconsideration.total": 3, "review.x": 1})
    result = fix(path, "--write")
    assert result.exit_code == 1
    assert reportlint.load(path).value(TOTAL) == 0


def test_good_report_stays(good: Path) -> None:
    before = good.stat().st_mtime_ns
    for arguments in ((good,), (good, "--write")):
        assert fix(*arguments).exit_code == 0
    assert good.stat().st_mtime_ns == before


def test_workbook_is_shown_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shutil.copy(DOCUMENTS / "deviations" / "blank-totals.xlsx", path)
    result = fix(path)
    assert result.exit_code == 1
    assert f"{path}: 年度报告!J35: blank → 1473" in result.stdout
    assert fix(path, "--write").exit_code == 0
    assert reportlint.load(path).value(TOTAL) == 1473


def test_workbook_with_formulas_is_to_be_opened_and_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.load_workbook(DOCUMENTS / "deviations" / "blank-totals.xlsx")
    book.create_sheet("底稿")["A1"] = "=年度报告!J35"
    book.worksheets[-1].sheet_state = "hidden"
    book.save(path)
    assert "open and save it" in fix(path, "--write").stderr
    assert reportlint.load(path).value(TOTAL) == 1473


def test_text_is_changed_in_its_lines_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    shutil.copy(DOCUMENTS / "deviations" / "blank-totals.txt", path)
    before = path.read_bytes().split(b"\n")
    assert f"{path}:66:31: blank → 73" in fix(path, "--write").stdout
    after = path.read_bytes().split(b"\n")
    changed = [(x, y) for x, y in zip(before, after, strict=True) if x != y]
    assert (before[65], before[65] + b"73") in changed
    assert all(y.startswith(x) and y[len(x) :].isdigit() for x, y in changed)


def test_word_document_is_changed_with_or_without_tracking(tmp_path: Path) -> None:
    report = reportlint.load(DOCUMENTS / "report.yaml").with_cells({TOTAL: 7})
    path = tmp_path / "a.docx"
    for option, marks in (("--unsafe", 0), ("--tracked", 2)):
        reportlint.save(report, path)
        assert fix(path, "--write", option).exit_code == 0
        assert reportlint.load(path).value(TOTAL) == 1473
        with zipfile.ZipFile(path) as parts:
            assert parts.read("word/document.xml").count(b'w:author="reportlint"') == marks


def test_file_in_an_archive_is_told_what_to_change(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write("a.json", BLANK), "a.json")
    result = fix(path, "--write")
    assert "blank → 0" in result.stderr
    assert "in an archive" in result.stderr


def test_standard_input_is_refused() -> None:
    result = fix("-")
    assert result.exit_code == 2
    assert "name a file" in result.stderr


def test_unreadable_file_exits_with_2_and_the_others_are_changed(write: Write) -> None:
    path = write("a.json", BLANK)
    assert fix(path, "none.json").exit_code == 2
    assert fix(path, "none.json", "--write").exit_code == 2
    assert reportlint.load(path).value(TOTAL) == 0
    assert fix("none").exit_code == 2


def test_select_ignore_and_exclude_hold(write: Write, tmp_path: Path) -> None:
    path = write("a.json", BLANK)
    for options in (("--select", "A"), ("--ignore", "D1"), ("--exclude", "a.*")):
        assert fix(tmp_path, "--write", *options).exit_code in (0, 2)
        assert reportlint.load(path).value(TOTAL) is None
    assert fix(path, "--select", "Z9").exit_code == 2


def test_link_and_permissions_stay(write: Write, tmp_path: Path) -> None:
    path = write("folder/a.json", BLANK)
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert fix(link, "--write").exit_code == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert reportlint.load(path).value(TOTAL) == 0


def test_file_that_may_not_be_written(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.json", BLANK)
    monkeypatch.setattr(os, "access", lambda _, mode, **__: mode != os.W_OK)
    result = fix(path, "--write")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert reportlint.load(path).value(TOTAL) is None


def test_messages_are_chinese_unless_asked_otherwise(write: Write) -> None:
    result = run("fix", write("a.json", BLANK), "--lang", "zh")
    assert "可以修改 1 个文件中的 1 格" in result.stderr


def test_one_that_cannot_be_written_does_not_stop_the_others(write: Write, tmp_path: Path) -> None:
    names = ("a.json", "b.json", "c.json")
    first, linked, last = [write(name, BLANK) for name in names]
    (tmp_path / "other").hardlink_to(linked)
    result = fix(first, linked, last, "--write", "--ignore", "O")
    assert result.exit_code == 2
    assert [reportlint.load(path).value(TOTAL) for path in (first, linked, last)] == [0, None, 0]
    assert "files changed: 2; cells: 2" in result.stdout
    assert "could not be changed, see above: 1" in result.stderr


def test_page_in_an_encoding_of_its_own_is_shown_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = (DOCUMENTS / "report.html").read_text(encoding="utf-8").replace("utf-8", "big5")
    path.write_bytes(page.replace("&nbsp;1473<", "&nbsp;7<").encode("big5", "xmlcharrefreplace"))
    result = fix(path)
    assert "7 → 1473" in result.stdout
    assert fix(path, "--write").exit_code == 0
    assert path.read_bytes() == page.encode("big5", "xmlcharrefreplace")
