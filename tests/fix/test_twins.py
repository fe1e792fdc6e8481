"""One report in every layout: what is mended is what would have been written with the numbers.

A layout is rendered by a function of the report alone, so that the amended file must be, byte for
byte, the rendering of the mended report: every other cell, and all between them, stays.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.documents.texts import aligned, lines, tabs
from fixtures.documents.web import cms, html
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.commands import run
from tests.expected import SUFFIX
from tests.paths import FIXTURES

import reportlint
from reportlint.fix.application import amend
from reportlint.fix.plan import plan
from reportlint.form.schema import forms
from reportlint.formats import markdown, read
from reportlint.formats.docx import word_writer
from reportlint.number import Number
from reportlint.report import Report
from reportlint.strategies import reports

Render = Callable[[Report], bytes]

LAYOUTS: dict[str, Render] = {
    "tabs.txt": lambda report: tabs(report).encode(),
    "windows.txt": lambda report: tabs(report).replace("\n", "\r\n").encode("gb18030"),
    "utf-16.txt": lambda report: tabs(report).encode("utf-16"),
    "lines.txt": lambda report: lines(report).encode("utf-8-sig"),
    "report.md": markdown.write,
    "report.html": lambda report: html(report).replace("\n", "\r\n").encode("utf-8-sig"),
    "cms.html": lambda report: cms(report).encode("gbk", "xmlcharrefreplace"),
    "report.docx": word_writer.write,
}


def parts(content: bytes, name: str) -> dict[str, bytes]:
    """The parts of a package by their names, or the whole file, without what keeps cells open."""
    if not name.endswith(".docx"):
        return {"": content.replace(b"&nbsp;", b"")}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {part: package.read(part) for part in package.namelist()}


@st.composite
def wrong_reports(draw: st.DrawFn) -> tuple[Report, dict[str, Number]]:
    """A report, and other numbers for some of its cells."""
    report = draw(st.sampled_from(tuple(forms())).flatmap(reports))
    filled = [key for key, cell in report.cells.items() if isinstance(cell.value, int)]
    keys = draw(st.lists(st.sampled_from(filled), min_size=1, max_size=5, unique=True))
    return report, {key: draw(st.integers(0, 10**6)) for key in keys}


@given(case=wrong_reports(), name=st.sampled_from(sorted(LAYOUTS)))
def test_amended_file_is_the_rendering_of_the_amended_report(
    case: tuple[Report, dict[str, Number]], name: str
) -> None:
    report, values = case
    before, after = (LAYOUTS[name](x) for x in (report, report.with_cells(values)))
    assert parts(amend(before, name, values, read(before, name)), name) == parts(after, name)


@given(case=wrong_reports())
def test_in_aligned_columns_only_the_numbers_change(case: tuple[Report, dict[str, Number]]) -> None:
    """What stands to the right of a longer number moves with it, and is as far away as it was."""
    report, values = case
    before = aligned(report).encode()
    found = read(before, "a.txt")
    # Prose of any characters may be taken for a column; what is read is tested elsewhere.
    assume(all(found.value(key) == report.value(key) for key in report.cells))
    after = amend(before, "a.txt", values, found)
    old, new = (re.split(r"(\d+)", x.decode()) for x in (before, after))
    changed = [int(y) for x, y in zip(old, new, strict=True) if x != y]
    assert sorted(changed) == sorted(x for key, x in values.items() if x != report.value(key))


REPAIRED = [
    report
    for path in sorted(FIXTURES.glob(f"*/*{SUFFIX}"))
    if (report := path.with_name(path.name.removesuffix(SUFFIX))).is_file()
    and '"unique": true' in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", REPAIRED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_fixture_with_a_repair_is_mended_as_its_twins_are(path: Path, tmp_path: Path) -> None:
    report = reportlint.load(path)
    (fixes,) = plan(reportlint.check(report)).by_file.values()
    whole = report.with_cells({key: x for fix in fixes for key, x in fix.values.items()})
    twins = {name: tmp_path / name for name in ("report.docx", "cms.html", "tabs.txt")}
    for name, twin in twins.items():
        twin.write_bytes(LAYOUTS[name](report))
    result = run("fix", tmp_path, "--write", "--isolated", "--select", "A,D1")
    assert result.exit_code == 0, result.output
    for name, twin in twins.items():
        assert parts(twin.read_bytes(), name) == parts(LAYOUTS[name](whole), name)
