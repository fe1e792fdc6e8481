"""CSV: the field of the value is replaced, within its quotes and the space around it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from reportlint.amend.errors import AmendError
from reportlint.amend.numerals import like
from reportlint.amend.text import Replacement, rewritten
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.csv import delimiter, value_column
from reportlint.readers.places import Span
from reportlint.report import Number, Report

_NO_LINE = Text("报告不是从这个文件读出来的", "the report was not read from this file")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; delimiter and quoting stay as they are."""
    table = _Table(content.text)
    return rewritten(
        content, (table.replacement(report.locations[key].line, x) for key, x in changes.items())
    )


class _Table:
    """The lines of the file, each with its fields."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.delimiter = delimiter(text)
        heading = csv.reader(io.StringIO(text), delimiter=self.delimiter, strict=True)
        self.column = value_column(next(heading))
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.field = re.compile(rf'"[^"]*(?:""[^"]*)*"|[^{self.delimiter}\n]*')

    def replacement(self, line: int | None, value: Number) -> Replacement:
        """Return the place of a line's value and what comes there."""
        if line is None or line > len(self.starts):
            raise AmendError(_NO_LINE)
        fields = self._fields(self.starts[line - 1])
        missing = self.column + 1 - len(fields)
        if missing > 0:
            end = fields[-1][1]
            return (end, end), self.delimiter * missing + like("", value)
        place = self._inside(fields[self.column])
        return place, like(self.text[slice(*place)], value)

    def _fields(self, start: int) -> list[Span]:
        fields = []
        while match := self.field.match(self.text, start):
            fields.append(match.span())
            if not self.text.startswith(self.delimiter, match.end()):
                break
            start = match.end() + len(self.delimiter)
        return fields

    def _inside(self, field: Span) -> Span:
        """Return a field without its quotes and the white space around its text."""
        start, end = field
        if self.text.startswith('"', start):
            start, end = start + 1, end - 1
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return start, start + len(text.strip())
