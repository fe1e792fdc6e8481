"""What section one of a consolidated report says of its numbers: sentences that the schema has.

A sentence names cells in braces; what stands in brackets is left out where all its numbers are 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from reportlint.form.schema import Form
from reportlint.number import Number, shortest
from reportlint.report import Report

ANNOTATION = "x-sentences"
_YEAR = "{year}"
_CELLS = re.compile(r"\{([^{}]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_TIDY = (
    (re.compile(r"、(?=[；，。])"), ""),
    (re.compile(r"，其中(?=[；。]|\Z)"), ""),
    (re.compile(r"[；，、]+\Z"), ""),
)


def sentences(report: Report) -> dict[str, tuple[str, ...]]:
    """Return by section the paragraphs that say a report's numbers; none of which one is unknown.

    >>> cells = {"requests": {"received": {"total": 3}}}
    >>> sentences(Report.from_dict({"year": 2024, **cells}))
    {}
    """
    form = report.form
    if form is None or report.year is None:
        return {}
    stated = form.node("narrative")["properties"].items()
    said = {
        section: tuple(_paragraphs(node.get(ANNOTATION, ()), report, form))
        for section, node in stated
    }
    return {section: paragraphs for section, paragraphs in said.items() if paragraphs}


def _paragraphs(templates: list[str], report: Report, form: Form) -> Iterator[str]:
    for template in templates:
        whole = _OPTIONAL.sub(lambda found: _optional(found[1], report, form), template)
        numbers = _numbers(whole, report, form)
        # A beginning alone says nothing.
        if None in numbers or (whole == _OPTIONAL.sub("", template) and not numbers):
            continue
        text = _filled(whole, report, form)
        for pattern, instead in _TIDY:
            text = pattern.sub(instead, text)
        yield f"{text}。"


def _optional(part: str, report: Report, form: Form) -> str:
    numbers = _numbers(part, report, form)
    return part if any(numbers) and None not in numbers else ""


def _numbers(text: str, report: Report, form: Form) -> list[Number | None]:
    return [_number(x, report, form) for x in _CELLS.findall(text) if f"{{{x}}}" != _YEAR]


def _number(pattern: str, report: Report, form: Form) -> Number | None:
    """Return the sum of the cells that a pattern names; None where one is unknown."""
    values = [report.value(key) for key in cells_of(pattern, form)]
    return None if None in values else sum(x for x in values if x is not None)


def cells_of(pattern: str, form: Form) -> tuple[str, ...]:
    """Return the keys of the cells that a pattern names, `*` standing for any part of a key.

    >>> from reportlint.form.schema import form
    >>> cells_of("review.litigation.*.total", form("2021"))
    ('review.litigation.direct.total', 'review.litigation.after_reconsideration.total')
    """
    return tuple(key for key in form.cells if fnmatchcase(key, pattern))


def _filled(text: str, report: Report, form: Form) -> str:
    def written(found: re.Match[str]) -> str:
        number = _number(found[1], report, form)
        return "" if number is None else shortest(number)

    return _CELLS.sub(written, text.replace(_YEAR, str(report.year)))
