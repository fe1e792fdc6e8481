"""Reports of both editions in every format and layout read to the same cells.

Marked `libreoffice`: also what LibreOffice makes of them in its other formats.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from benchmarks.organs import report as organ_report
from fixtures.documents.make import FORMATS

from reportlint.form.schema import forms
from reportlint.formats import read
from reportlint.number import Number
from reportlint.report import Report

SEED = 3
LEAST = 40
"""Cells that are not 0: numbers in wrong places are seen."""
LONGEST = 240

CONVERSIONS = (
    *(("report.docx", to) for to in ("odt", "rtf", "doc", "docx", "xml:MS Word 2003 XML")),
    ("report.docx", "html:HTML (StarWriter)"),
    ("report.docx", "xhtml:XHTML Writer File"),
    ("report.docx", "txt:Text (encoded):UTF8"),
    *((book, "xls") for book in ("report.xlsx", "report-sheets.xlsx")),
    *((book, "xlsx") for book in ("report.xlsx", "report-sheets.xlsx", "report.xls")),
    *(
        (book, "html:HTML (StarCalc)")
        for book in ("report.xlsx", "report-sheets.xlsx", "report.xls")
    ),
    ("report.html", "docx:MS Word 2007 XML"),
    ("report.html", "odt"),
    ("report.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"),
    ("report.docx", "pdf"),
)


@cache
def reports(edition: str) -> tuple[Report, ...]:
    """Two reports of an edition that fill many cells."""
    own = (organ_report(SEED, number) for number in count())
    filled = (x for x in own if sum(1 for cell in x.cells.values() if cell.value) > LEAST)
    first = (x for x in filled if x.form and x.form.edition == edition)
    return next(first), next(first)


def values(report: Report) -> dict[str, Number | None]:
    return {key: report.value(key) for key in (report.form.cells if report.form else ())}


def assert_same(found: Report, report: Report) -> None:
    assert found.form == report.form
    assert values(found) == values(report)
    assert (found.year, found.agency) == (report.year, report.agency)
    assert found.observations == ()


@pytest.mark.parametrize("edition", forms())
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_to_the_same_cells(name: str, edition: str) -> None:
    for report in reports(edition):
        assert_same(read(FORMATS[name](report), name), report)


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A profile of LibreOffice's own for these tests."""
    return tmp_path_factory.mktemp("profile").as_uri()


def fonts_for_chinese() -> bool:
    """Whether a PDF can be set in Chinese here."""
    listed = shutil.which("fc-list")
    return listed is not None and bool(
        subprocess.run([listed, ":lang=zh"], check=True, capture_output=True).stdout
    )


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "to"), CONVERSIONS)
def test_what_libreoffice_makes_of_it_reads_to_the_same_cells(
    name: str, to: str, profile: str, tmp_path: Path
) -> None:
    if to == "pdf" and not fonts_for_chinese():
        pytest.skip("no font for Chinese is installed")
    made = tmp_path / "made"
    source, suffix = Path(name), to.partition(":")[0]
    written = {}
    for edition in forms():
        for number, report in enumerate(reports(edition)):
            path = tmp_path / f"{edition}-{number}{source.suffix}"
            path.write_bytes(FORMATS[name](report))
            written[path] = report
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run(
        [*command, "--outdir", made, *written], check=True, timeout=LONGEST, capture_output=True
    )
    for path, report in written.items():
        converted = made / f"{path.stem}.{suffix}"
        assert_same(read(converted.read_bytes(), converted.name), report)
