"""Blank forms to fill in, for any edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from reportlint.form.schema import Form
from reportlint.formats import csv, json
from reportlint.formats.docx import word_writer
from reportlint.formats.xlsx import workbook_writer
from reportlint.report import Report, nest

_PERIOD = "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"

WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".xlsx": partial(workbook_writer.write, formulas=True),
    ".docx": word_writer.write,
    ".json": lambda report: json.write(report.to_dict()).encode(),
    ".csv": csv.write,
}
"""Formats of templates, by the ending of the file's name."""


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
