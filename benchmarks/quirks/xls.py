"""Quirks of workbooks of Excel 97–2003: values with a number format, and rich text."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import xlwt
from fixtures.documents.books import placed

from benchmarks.quirks.characters import WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, template
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form

Look = Literal["plain", "raised", "lowered", "struck"]
LOOKS: tuple[Look, ...] = get_args(Look)
Run = tuple[str, Look]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: a number or a text, or runs of text; and its number format."""

    value: float | str = ""
    number_format: str = "General"
    runs: tuple[Run, ...] = ()


def _in_format(code: str) -> Callable[[str], Cell]:
    return lambda n: Cell(float(n), code)


def _runs(*runs: Run) -> Cell:
    return Cell(runs=runs)


QUIRKS = (
    Quirk("number", _in_format("General"), of_numbers=True),
    Quirk("comma", _in_format("#,##0"), of_numbers=True),
    Quirk("accounting", _in_format('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ '), of_numbers=True),
    Quirk("negative in brackets", _in_format("#,##0_);(#,##0)"), of_numbers=True),
    Quirk("coloured", _in_format("[Red]0"), of_numbers=True),
    Quirk("space of a d", _in_format("0_d"), of_numbers=True),
    Quirk("unit by format", _in_format('0"件"'), of_numbers=True),
    Quirk("conditional", _in_format("[>=100000]0;0"), of_numbers=True),
    Quirk("General with a unit", _in_format('General"件"'), of_numbers=True),
    Quirk("shown in 万, all figures", _in_format('0!.0000"万"'), of_numbers=True),
    Quirk("shown as a percentage", _in_format("0%"), "unknown", of_numbers=True),
    Quirk("shown as per mille", _in_format("0\\‰"), "unknown", of_numbers=True),
    Quirk("text format", _in_format("@"), of_numbers=True),
    Quirk("locale", _in_format("[$-804]0"), of_numbers=True),
    Quirk("superscript run", lambda n: _runs((n, "plain"), ("1", "raised"))),
    Quirk("subscript run", lambda n: _runs((n, "plain"), ("1", "lowered"))),
    Quirk("superscript run before", lambda n: _runs(("1", "raised"), (n, "plain"))),
    Quirk("struck run", lambda n: _runs(("511", "struck"), (n, "plain"))),
    Quirk("runs within", lambda n: _runs((n[:1], "plain"), (n[1:], "plain"))),
    Quirk("two lines", lambda n: Cell(f"{n[:-2]}\n{n[-2:]}"), "unknown", 5),
)


def document(form: Form, contents: Contents[Cell]) -> bytes:
    """Return a workbook of one sheet with a quirk."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("年度报告")
    for entry in placed(template(form.edition)):
        rows = (entry.row, entry.row + entry.height - 1)
        columns = (entry.column, entry.column + entry.width - 1)
        if contents.has_quirk(entry.text):
            own = contents.shown
            style = xlwt.easyxf(num_format_str=own.number_format)
            if own.runs:
                runs = [(text, _FONTS[look]) for text, look in own.runs]
                sheet.write_rich_text(entry.row, entry.column, runs, style)
                sheet.merge(*rows, *columns)
            else:
                sheet.write_merge(*rows, *columns, own.value, style)
        else:
            plain = contents.plain(entry.text)
            sheet.write_merge(*rows, *columns, float(plain) if entry.is_number else plain)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _font(look: Look) -> xlwt.Font:
    font = xlwt.Font()
    font.struck_out = look == "struck"
    font.escapement = {"raised": 1, "lowered": 2}.get(look, 0)
    return font


_FONTS = {look: _font(look) for look in LOOKS}

MEDIUM = Medium(".xls", (*(x.then(Cell) for x in WITH_WIDE_BLANKS), *QUIRKS), document)
