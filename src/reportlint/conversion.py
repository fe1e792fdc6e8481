"""Reports in other formats, and blank forms to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportlint.errors import UnknownFormError, WriteError
from reportlint.files.writing import replace_file
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.formats import BLANK_WRITERS, WRITERS, load
from reportlint.formats.format import Write
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report, nest

_NO_FORMAT = Text(
    "不能写成这种格式，可以写：{suffixes}",
    "no report is written in such a format; choose one of {suffixes}",
)
_NO_EDITION = Text(
    "没有 {edition} 版表式，现有：{known}", "there is no edition {edition}, only {known}"
)
_OTHER_YEAR = Text(
    "{year} 年度不用 {edition} 版表式", "report year {year} does not use edition {edition}"
)
_PERIOD = "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"


def convert(report: Report | str | Path, output: str | Path) -> bytes:
    """Return a report, or the one in a file, in the format of a file's name or ending.

    Raises `ReadError` and `OSError` as `load` does, `WriteError` where the ending is of no format
    to write, and `UnknownFormError` for a report of no known form, in formats that print the form.

    >>> report = Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
    >>> print(convert(report, ".yaml").decode(), end="")
    year: 2024
    agency:
      name: 某街道办事处
    """
    write = writer(output)
    return write(report if isinstance(report, Report) else load(report))


def save(report: Report, path: str | Path) -> None:
    """Write a report to a file, whole or not at all, in the format of the file's ending.

    Raises as `convert` does, and `WriteError` where the system refuses.
    """
    replace_file(path, convert(report, path))


def template(edition: str, year: int, output: str | Path) -> bytes:
    """Return a blank report to fill in, in the format of a file's name or ending.

    In a workbook the totals are formulas, and the cells take only what the form allows. Raises
    `UnknownFormError` for an edition that is not there or not of the year, else as `convert` does.
    """
    write = writer(output, BLANK_WRITERS)
    form = forms().get(edition)
    if form is None:
        raise UnknownFormError(_NO_EDITION.fill(edition=edition, known=", ".join(forms())))
    if form_of_year(year) is not form:
        raise UnknownFormError(_OTHER_YEAR.fill(year=year, edition=edition))
    return write(blank(form, year))


def writer(output: str | Path, writers: Mapping[str, Write] = WRITERS) -> Write:
    """Return what writes files of that name or ending; WriteError where nothing does."""
    write = writers.get(Path(output).suffix.lower() or str(output).lower())
    if write is None:
        raise WriteError(_NO_FORMAT.fill(suffixes=", ".join(writers)), Location(str(output)))
    return write


def blank(form: Form, year: int) -> Report:
    """Return a report of a year in which every cell is there and blank, and its organ unnamed."""
    about: dict[str, Any] = {
        "edition": form.edition,
        "year": year,
        "agency.name": f"（{form.node('agency.name')['title']}）",
        "period.start": f"{year}-01-01",
        "period.end": f"{year}-12-31",
        **dict.fromkeys(form.cells),
        **{f"narrative.{name}": "" for name in form.node("narrative")["properties"]},
    }
    first = next(key for key in about if key.startswith("narrative."))
    about[first] = _PERIOD.format(year=year)
    return Report(nest(about.items()))
