"""One report in every format, and documents that deviate from the form in one way each.

`fixtures/documents/make.py` makes the first, `deviations.py` beside it the others.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlrd
from openpyxl.utils.cell import coordinate_to_tuple
from tests.expected import SUFFIX
from tests.fixture_types import Expect
from tests.paths import CHECKOUT, DOCUMENTS

import reportlint
from reportlint.document.content import decode
from reportlint.location import Location
from reportlint.report import flatten, nest

REPORT = DOCUMENTS / "report.yaml"
PLANTED = "requests.outcomes.granted.total"
MODULE = (sys.executable, "-m")

OF_ANOTHER_REPORT = "form-of-2019.txt"

OF_LIBRE_OFFICE = (".doc", ".odt", ".rtf")


def documents(folder: Path) -> list[Any]:
    """The documents of a folder, each skipped where what reads it is not installed."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix != ".py" and path.is_file()]
    return [_document(path) for path in paths if not path.name.endswith(SUFFIX)]


def _document(path: Path) -> Any:
    office = [pytest.mark.libreoffice] if path.suffix in OF_LIBRE_OFFICE else []
    return pytest.param(path, id=path.name, marks=office)


every_format = pytest.mark.parametrize("path", documents(DOCUMENTS))
every_deviation = pytest.mark.parametrize("path", documents(DOCUMENTS / "deviations"))


@cache
def load(path: Path) -> reportlint.Report:
    return reportlint.load(path)


@every_format
def test_reads_as_the_same_data(path: Path) -> None:
    # No format loses anything: year, organ, period and prose are read as well as the cells.
    assert dict(flatten(load(path).to_dict())) == dict(flatten(load(REPORT).to_dict()))


@every_format
def test_nothing_is_wrong_with_it(path: Path) -> None:
    assert {finding.severity for finding in reportlint.check(load(path))} <= {"note"}


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same documents, made again with one number that is too high by one."""
    folder = tmp_path_factory.mktemp("planted")
    report = folder / "report.yaml"
    cells = dict(flatten(load(REPORT).to_dict()))
    cells[PLANTED] += 1
    reportlint.save(reportlint.Report(nest(cells.items())), report)
    subprocess.run([*MODULE, "fixtures.documents.make", report, folder], check=True, cwd=CHECKOUT)
    return folder


@pytest.fixture(scope="session")
def planted_office(planted: Path) -> Path:
    """The same folder, with those that LibreOffice makes."""
    subprocess.run([*MODULE, "fixtures.documents.office", planted], check=True, cwd=CHECKOUT)
    return planted


@every_format
def test_planted_number_is_found_in_its_place(path: Path, request: pytest.FixtureRequest) -> None:
    made = "planted_office" if path.suffix in OF_LIBRE_OFFICE else "planted"
    findings = reportlint.check(request.getfixturevalue(made) / path.name)
    places = {finding.code: finding.location for finding in findings if finding.cells}
    found = {code: standing_at(place) for code, place in places.items()}
    assert found == {"A101": "593"}


def standing_at(place: Location | None) -> str:
    """What other programs find at a place; of a row in CSV, PDF or OFD, its last cell."""
    assert place is not None
    find: Callable[[Location], object] = FINDERS.get(Path(place.file).suffix, _in_text)
    return str(find(place)).removesuffix(".0")


def _in_text(place: Location) -> str:
    assert place.line
    assert place.column
    found = _line(place)[place.column - 1 :]
    return found[: len(found) - len(found.lstrip("0123456789"))]


def _in_csv(place: Location) -> str:
    return _line(place).rpartition(",")[2]


def _line(place: Location) -> str:
    assert place.line
    return decode(Path(place.file).read_bytes(), place.file).split("\n")[place.line - 1]


def _in_xlsx(place: Location) -> object:
    return openpyxl.load_workbook(place.file)[place.sheet or ""][place.reference or ""].value


def _in_xls(place: Location) -> object:
    row, column = coordinate_to_tuple(place.reference or "")
    sheet = xlrd.open_workbook(place.file).sheet_by_name(place.sheet or "")
    return sheet.cell_value(row - 1, column - 1)


def _in_docx(place: Location) -> str:
    """LibreOffice keeps the tables of the DOCX that it made a document of."""
    tables = docx.Document(str(Path(place.file).with_suffix(".docx"))).tables
    assert place.table
    assert place.row
    assert place.column
    return tables[place.table - 1].rows[place.row - 1].cells[place.column - 1].text


def _in_pdf(place: Location) -> str | None:
    import pdfplumber

    assert place.page
    assert place.table
    assert place.row
    with pdfplumber.open(place.file) as pdf:
        return pdf.pages[place.page - 1].extract_tables()[place.table - 1][place.row - 1][-1]


def _in_ofd(place: Location) -> str | None:
    """Return what is in the PDF of the same pages."""
    return _in_pdf(replace(place, file=str(Path(place.file).with_suffix(".pdf"))))


FINDERS: dict[str, Callable[[Location], object]] = {
    ".csv": _in_csv,
    ".xlsx": _in_xlsx,
    ".xls": _in_xls,
    ".pdf": _in_pdf,
    ".ofd": _in_ofd,
    **dict.fromkeys((".docx", *OF_LIBRE_OFFICE), _in_docx),
}


def test_formats_are_all_there() -> None:
    suffixes = {path.suffix for path in DOCUMENTS.glob("report*")}
    assert suffixes == {
        *(".yaml", ".json", ".csv", ".txt", ".md", ".html"),
        *(".docx", ".xlsx", ".xls", ".pdf", ".ofd", *OF_LIBRE_OFFICE),
    }


@every_deviation
def test_deviation_is_read_and_told(path: Path, expect: Expect) -> None:
    findings = reportlint.check(path)
    assert findings.unreadable == ()
    expect(path, findings)


@every_deviation
def test_deviation_leaves_the_other_cells_as_they_are(path: Path) -> None:
    if path.name == OF_ANOTHER_REPORT:
        return
    told_of = {key for finding in reportlint.check(load(path)) for key in finding.cells}
    values = {key: cell.value for key, cell in load(REPORT).cells.items() if key not in told_of}
    assert {key: load(path).value(key) for key in values} == values


def test_expectations_stand_beside_deviations() -> None:
    names = {path.name for path in (DOCUMENTS / "deviations").iterdir()}
    expected = {name for name in names if name.endswith(SUFFIX)}
    assert expected == {name + SUFFIX for name in names - expected}
