"""A report as the form prints it: its title, headings, prose and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlint.forms import Form, FormCell
from reportlint.language import Text
from reportlint.readers.grids import Paragraph
from reportlint.readers.metadata import metadata
from reportlint.report import Location, Number, Report, flatten
from reportlint.writers.tables import Table, table

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


class UnknownFormError(ValueError):
    """The report's form is not known, so it cannot be printed; `message` says so."""

    message = Text(
        "报告没有写明年度，或没有适用的表式，不能排成表格",
        "the report states no year, or one that has no form, and cannot be laid out",
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its heading, then its prose or its table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A report as it is printed; `title` is None where the preamble begins with it.

    `unsaid` is what none of the printed lines says of the report, by key of the data file.
    """

    title: str | None
    preamble: tuple[str, ...]
    parts: tuple[Part, ...]
    unsaid: dict[str, Any]


def layout(report: Report) -> Layout:
    """Lay a report out; UnknownFormError where its form is not known."""
    form = report.form
    if form is None:
        raise UnknownFormError(UnknownFormError.message.en)
    narrative = report.data.get("narrative")
    prose = narrative if isinstance(narrative, dict) else {}
    preamble = paragraphs(prose.get(next(iter(form.node("narrative")["properties"]))))
    parts = tuple(
        Part(x.label.title, paragraphs(prose.get(x.key)), table(form, x) if x.rows else None)
        for x in form.sections
    )
    title = _title(report, form)
    said = _said(preamble)
    about = (said.get("year"), said.get("agency.name"))
    begun = title in preamble or about == (report.year, report.agency)
    opening = preamble if begun else (title, *preamble)
    lines = [*opening, *(line for part in parts for line in part.paragraphs)]
    return Layout(None if begun else title, preamble, parts, _unsaid(report, form, lines))


def shown(report: Report, cell: FormCell) -> str:
    """Return what a cell of the report shows."""
    found = report.cells.get(cell.key)
    if found is None:
        return ""
    return printable(found.raw or "") if found.value is None else digits(found.value)


def digits(value: Number) -> str:
    """Return a number in plain digits.

    >>> from decimal import Decimal
    >>> digits(7), digits(Decimal("320.50"))
    ('7', '320.5')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printable(text: str) -> str:
    r"""Return text with one kind of line end and without what no document can hold.

    >>> printable("a\r\nb\0")
    'a\nb'
    """
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(prose: object) -> tuple[str, ...]:
    """Return the paragraphs of a section's prose."""
    lines = printable(prose).split("\n") if isinstance(prose, str) else ()
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _title(report: Report, form: Form) -> str:
    year = "" if report.year is None else f"{report.year}年"
    return " ".join(f"{printable(report.agency or '')} {year}{form.schema['title']}".split())


def _said(lines: Sequence[str]) -> dict[str, str | int]:
    return metadata([Paragraph(line, Location("")) for line in lines]).values


def _unsaid(report: Report, form: Form, lines: Sequence[str]) -> dict[str, Any]:
    said = _said(lines)
    printed = {"edition", "narrative", *(section.key for section in form.tables)}
    about = {name: value for name, value in report.data.items() if name not in printed}
    return {key: value for key, value in flatten(about) if said.get(key) != value}
