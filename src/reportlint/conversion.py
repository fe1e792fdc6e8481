"""Reports in other formats and as corpora, and blank forms to fill in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import count
from math import isfinite
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from reportlint.arguments import path_given
from reportlint.corpora.parquet import write as write_parquet
from reportlint.corpora.rows import frame_of
from reportlint.errors import UnknownFormError, WriteError, reason
from reportlint.files.reading import Items, Reading, items_given
from reportlint.files.writing import replace_file
from reportlint.findings import Omission
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.formats import BLANK_WRITERS, WRITERS, load
from reportlint.formats.format import Write
from reportlint.language import Text
from reportlint.location import Location
from reportlint.nearest import meant
from reportlint.report import Report, flatten, nest

if TYPE_CHECKING:
    import polars as pl

_NO_FORMAT = Text(
    "不能写成这种格式，可以写：{suffixes}{hint}",
    "no report is written in such a format; choose one of {suffixes}{hint}",
)
_NO_EDITION = Text(
    "没有 {edition}年版格式，现有：{known}{hint}",
    "there is no edition {edition}, only {known}{hint}",
)
_OTHER_YEAR = Text(
    "{year}年度不用 {edition}年版格式", "report year {year} does not use edition {edition}"
)
_NO_VALUE = Text(
    "{key}的值{found}既不是数也不是文字，不能转换",
    "the value {found} of {key} is neither a number nor text and cannot be converted",
)
_LONGEST = 40
_NO_NUMBERS = ("nan", "inf", "infinity")
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
    whole = report if isinstance(report, Report) else load(path_given(report, "convert"))
    _require_values(whole)
    return write(whole)


def _require_values(report: Report) -> None:
    """Raise WriteError for what is neither a number nor text: no format could read it back."""
    for key, value in flatten(report.data):
        finite = not isinstance(value, Decimal | float) or isfinite(value)
        if isinstance(value, str) and report.form and key in report.form.cells:
            finite = value.strip().lower().lstrip("+-.") not in _NO_NUMBERS
        if not finite or not (value is None or isinstance(value, str | int | Decimal | float)):
            found = _NO_VALUE.fill(key=f"“{key[:_LONGEST]}”", found=f"“{str(value)[:_LONGEST]}”")
            raise WriteError(found, report.location(key))


def save(report: Report, path: str | Path) -> None:
    """Write a report to a file, whole or not at all, in the format of the file's ending.

    Raises as `convert` does, and `WriteError` where the system refuses.
    """
    if not isinstance(report, Report):
        raise TypeError(f"save takes a report, not a {type(report).__name__}")
    replace_file(path, convert(report, path))


def frame(
    items: Items, *, exclude: Sequence[str] = (), reading: Reading | None = None
) -> pl.DataFrame:
    """Return reports, given as such or as paths of files and folders, as a frame: a row each.

    Its columns are `file`, `edition`, `year`, what tells the organ, every cell of every edition by
    its key, the prose, and `as_read`: the report as JSON, where the others cannot hold all of it.
    A file from which no report could be read is a row with its name alone.

    >>> report = Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
    >>> frame(report).select("edition", "agency.name").row(0)
    ('2021', '某街道办事处')
    """
    found = (reading or Reading()).items(items_given(items, "frame"), tuple(exclude))
    there = (each for each in found if not isinstance(each, Omission))
    return frame_of(x if isinstance(x, Report) else Report({}, x.location.file) for x in there)


def save_corpus(reports: Iterable[Report], path: str | Path) -> None:
    """Write reports to a corpus in Parquet, whole or not at all; WriteError as `save`."""
    replace_file(path, partial(write_parquet, reports))


def save_each(reports: Iterable[Report], folder: str | Path) -> Iterator[Report]:
    """Write each report to a JSON file in a folder, at the path of its own file; yield it then.

    What would lead out of the folder is left away from the path, and a name that was there before
    has a number. Raises as `save` does.
    """
    used: set[PurePath] = set()
    for report in reports:
        given = PurePath((report.file or "").replace("\0", "") or "report")
        named = PurePath(*(x for x in given.parts if x not in ("..", os.sep))).with_suffix(".json")
        numbered = (named.with_stem(f"{named.stem} ({n})") for n in count(2))
        path = named if named not in used else next(x for x in numbered if x not in used)
        used.add(path)
        whole = Path(folder, path)
        try:
            whole.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(reason(error), Location(str(whole))) from None
        save(report, whole)
        yield report


def template(edition: str, year: int, output: str | Path) -> bytes:
    """Return a blank report to fill in, in the format of a file's name or ending.

    In a workbook the totals are formulas, and the cells take only what the form allows. Raises
    `UnknownFormError` for an edition that is not there or not of the year, else as `convert` does.
    """
    write = writer(output, BLANK_WRITERS)
    form = forms().get(edition)
    if form is None:
        known, hint = ", ".join(forms()), meant(edition, forms())
        raise UnknownFormError(_NO_EDITION.fill(edition=edition, known=known, hint=hint))
    if form_of_year(year) is not form:
        raise UnknownFormError(_OTHER_YEAR.fill(year=year, edition=edition))
    return write(blank(form, year))


def writer(output: str | Path, writers: Mapping[str, Write] = WRITERS) -> Write:
    """Return what writes files of that name or ending; WriteError where nothing does."""
    suffix = Path(output).suffix.lower() or str(output).lower()
    if suffix not in writers:
        said = _NO_FORMAT.fill(suffixes=", ".join(writers), hint=meant(suffix, writers))
        raise WriteError(said, Location(str(output)))
    return writers[suffix]


def blank(form: Form, year: int) -> Report:
    """Return a report of a year in which every cell is blank, and what to write in the prose."""
    about: dict[str, Any] = {
        "edition": form.edition,
        "year": year,
        "agency.name": f"（{form.node('agency.name')['title']}）",
        "period.start": f"{year}-01-01",
        "period.end": f"{year}-12-31",
        **dict.fromkeys(form.cells),
    }
    opening = [_PERIOD.format(year=year)]
    for name, stated in form.node("narrative")["properties"].items():
        about[f"narrative.{name}"] = "\n".join([*opening, *stated.get("x-prompts", ())])
        opening = []
    return Report(nest(about.items()))
