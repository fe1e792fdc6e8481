"""Findings as a workbook: a summary, the findings, and each report's form with its wrong cells."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click
from wcwidth import wcswidth

from reportlint.document.printed_form import PrintedCell, PrintedTable, printed_table
from reportlint.document.sheets import FINDINGS
from reportlint.findings import Finding, Findings, GivenFile
from reportlint.form.schema import forms
from reportlint.language import Language, Text
from reportlint.output.copies import CopyGroup, copy_groups
from reportlint.output.rows import HEADINGS, MARKS, OUTCOMES, marked_cells, rows
from reportlint.output.text import SEVERITIES, printable, remarks, summary
from reportlint.output.total_differences import add_sheet
from reportlint.rules import RULES

_MOST_FORMS = 250
"""So many reports are drawn, those with findings first; a program opens no thousand sheets."""
_LONGEST_TEXT = 32_767
_LONGEST_NOTE = 2_000
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")
_WIDTHS = (8, 10, 20, 7, 16, 20, 12, 10, 10, 44, 40, 22, 26)
_FORM_WIDTHS = (12, 14, 24)
"""Those of the first columns of a form, which hold its labels."""
_COLUMN, _LINE_HEIGHT, _TALLEST, _A4 = 10, 16, 400, 9
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same day, so that the same run gives the same bytes."""
_CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "text": {"text_wrap": True, "valign": "top", "border": 1},
    "heading": {**_CELL, "bold": True, "bg_color": "#E7E6E6", "align": "center"},
    "label": {**_CELL, "align": "center"},
    "cell": {**_CELL, "align": "right"},
    "wrong": {**_CELL, "align": "right", "bg_color": "#F8A5A5", "bold": True},
    "doubtful": {**_CELL, "align": "right", "bg_color": "#FFE699"},
}

_TITLE = Text("检查结果", "Findings")
_LIST = Text("问题", "findings")
_COLUMNS = (
    Text("文件", "file"),
    Text("结果", "outcome"),
    Text("机关", "organ"),
    Text("年度", "year"),
    *(SEVERITIES[severity][0] for severity in SEVERITIES),
    Text("原因", "reason"),
    Text("工作表", "sheet"),
)
_SUMMARY_WIDTHS = (50, 14, 30, 8, 8, 8, 8, 50, 32)
_BY_RULE = (Text("名称", "title"), Text("规则", "rule"), Text("数量", "count"))
_COPIES = Text("雷同", "copies")
_SHARED = Text("行中报告的文字有多少也在列中报告里", "of a row's prose the column's report has")
_MOST_IN_MATRIX = 30
_NOT_DRAWN = Text(
    "只画出 {n} 份报告，有问题的在先；其余见“问题”表",
    "{n} reports are drawn, those with findings first; of the others see the findings",
)


def render(findings: Findings, language: Language) -> bytes:
    """Return the workbook; no text is a formula or a link in it."""
    import xlsxwriter

    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.location:
            by_file[finding.location.file].append(finding)
    sheets = _sheets(findings.files, by_file)
    document = io.BytesIO()
    with xlsxwriter.Workbook(document, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        book = _FindingsBook(workbook, language)
        book.add_summary(findings, by_file, sheets)
        book.add_findings(findings)
        if findings.comparison is not None:
            add_sheet(workbook, findings.comparison, language)
        book.add_copies(copy_groups(findings))
        for file in findings.files:
            if file.name in sheets:
                book.add_form(file, sheets[file.name], by_file[file.name])
    return document.getvalue()


def _sheets(files: Sequence[GivenFile], by_file: Mapping[str, Sequence[Finding]]) -> dict[str, str]:
    """Return a name for the sheet of each report that is drawn, by file."""
    forms_filled = [x for x in files if x.status == "checked" and x.edition and x.shown]
    first = sorted(forms_filled, key=lambda file: not by_file.get(file.name))[:_MOST_FORMS]
    return {file.name: _name(number, file) for number, file in enumerate(first, 1)}


def _name(number: int, file: GivenFile) -> str:
    """Return a name that no other sheet has; programs take no more than 31 characters."""
    words = " ".join(filter(None, (str(number), str(file.year or ""), file.organ or "")))
    # What is beyond the first plane counts twice.
    plain = "".join(c if ord(c) < 1 << 16 else " " for c in printable(words))
    return _NOT_IN_NAMES.sub(" ", plain)[:_LONGEST_NAME].strip()


class _FindingsBook:
    """The workbook being written."""

    def __init__(self, workbook: Any, language: Language) -> None:
        self.workbook = workbook
        self.language = language
        self.formats = {name: workbook.add_format(x) for name, x in _FORMATS.items()}

    def add_summary(
        self,
        findings: Findings,
        by_file: Mapping[str, Sequence[Finding]],
        sheets: Mapping[str, str],
    ) -> None:
        """Add what became of the files, and how often each rule found something."""
        sheet = self._sheet(FINDINGS, _SUMMARY_WIDTHS)
        lines = click.unstyle(summary(findings, self.language)).split("\n")
        if len(sheets) == _MOST_FORMS:
            lines.append(_NOT_DRAWN.fill(n=_MOST_FORMS).of(self.language))
        self._write(sheet, 0, 0, _TITLE.of(self.language), "title")
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, printable(line)[:_LONGEST_TEXT])
        top = len(lines) + 2
        rules = Counter(finding.code for finding in findings)
        by_rule = [
            (RULES[code].title.of(self.language), code, str(n)) for code, n in sorted(rules.items())
        ]
        top = self._table(sheet, top, _SUMMARY_WIDTHS, _BY_RULE, by_rule) + 1
        files = [self._file(x, by_file.get(x.name, ()), sheets) for x in findings.files]
        self._table(sheet, top, _SUMMARY_WIDTHS, _COLUMNS, files)

    def add_findings(self, findings: Findings) -> None:
        """Add a row for each finding, under headings that stay and can be filtered by."""
        sheet = self._sheet(_LIST.of(self.language), _WIDTHS)
        lines = [row.texts for row in rows(findings, self.language)]
        below = self._table(sheet, 0, _WIDTHS, HEADINGS, lines)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(below - 1, 1), len(HEADINGS) - 1)

    def add_copies(self, groups: Sequence[CopyGroup]) -> None:
        """Add a matrix of each group of reports with the same prose, where there are any."""
        if not groups:
            return
        widths = (60, *[_COLUMN] * _MOST_IN_MATRIX)
        sheet = self._sheet(_COPIES.of(self.language), widths)
        top = 0
        for group in groups[:_MOST_FORMS]:
            files = group.files[:_MOST_IN_MATRIX]
            named = [
                " ".join((str(n), file.organ or "", file.name)) for n, file in enumerate(files, 1)
            ]
            heads = (_SHARED, *(Text(str(n), str(n)) for n, _ in enumerate(files, 1)))
            lines = [
                (name, *("—" if file is other else group.share(file, other) for other in files))
                for name, file in zip(named, files, strict=True)
            ]
            top = self._table(sheet, top, widths, heads, lines) + 1

    def add_form(self, file: GivenFile, name: str, found: Sequence[Finding]) -> None:
        """Add the form as the report fills it in, with its wrong cells marked."""
        form = forms()[str(file.edition)]
        shown = dict(zip(form.cells, file.shown, strict=True))
        notes = self._notes(found)
        sheet = self._sheet(name, _FORM_WIDTHS)
        title = " ".join(filter(None, (file.organ, str(file.year or ""), file.name)))
        self._write(sheet, 0, 0, printable(title), "title")
        for row, (style, text) in enumerate(MARKS.items(), 1):
            self._write(sheet, row, 0, "", style)
            sheet.write_string(row, 1, text.of(self.language))
        top = 4
        for section in form.tables:
            self._write(sheet, top, 0, section.label.title, "title")
            top = self._draw(sheet, top + 1, printed_table(form, section), shown, notes) + 1

    def _notes(self, found: Sequence[Finding]) -> dict[str, tuple[str, str]]:
        """Return how each cell is marked and what is said of it, by key."""
        said: dict[str, list[str]] = defaultdict(list)
        styles: dict[str, str] = {}
        for finding in found:
            lines = [finding.message, *remarks(finding)]
            note = "\n".join(printable(line.of(self.language)) for line in lines)
            for key, is_certain in marked_cells(finding).items():
                said[key].append(f"{finding.code} {note}")
                styles[key] = "wrong" if is_certain else styles.get(key, "doubtful")
        return {key: (styles[key], "\n".join(own)) for key, own in said.items()}

    def _draw(
        self,
        sheet: Any,
        top: int,
        table: PrintedTable,
        shown: Mapping[str, str],
        notes: Mapping[str, tuple[str, str]],
    ) -> int:
        """Draw a table of the form, and return the row beneath it."""
        for row, boxes in enumerate(table.rows):
            lines = [_lines(box.text, _room(box)) for box in boxes if box.height == 1]
            sheet.set_row(top + row, _LINE_HEIGHT * max(lines, default=1))
        for box in table.cells:
            key = box.form_cell.key if box.form_cell else ""
            style, note = notes.get(key, ("cell" if key else "label", ""))
            place = (top + box.row, box.column)
            if box.height * box.width > 1:
                last = (place[0] + box.height - 1, place[1] + box.width - 1)
                sheet.merge_range(*place, *last, "", self.formats[style])
            text = printable(shown[key]) if key else box.text
            self._write(sheet, *place, text, style)
            if note:
                sheet.write_comment(*place, note[:_LONGEST_NOTE], {"x_scale": 3, "y_scale": 2})
        return top + table.height

    def _file(
        self, file: GivenFile, found: Sequence[Finding], sheets: Mapping[str, str]
    ) -> tuple[str, ...]:
        counts = Counter(finding.severity for finding in found)
        return (
            file.name,
            OUTCOMES[file.status].of(self.language),
            file.organ or "",
            str(file.year or ""),
            *(str(counts[severity]) for severity in SEVERITIES),
            file.reason.of(self.language) if file.reason else "",
            sheets.get(file.name, ""),
        )

    def _sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 30, _COLUMN)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def _table(
        self,
        sheet: Any,
        top: int,
        widths: Sequence[int],
        headings: Sequence[Text],
        lines: Sequence[Sequence[str]],
    ) -> int:
        """Write a table, each row as tall as its texts need; return the row beneath it."""
        first = tuple(heading.of(self.language) for heading in headings)
        for row, line in enumerate((first, *lines), top):
            heights = [_lines(text, width) for text, width in zip(line, widths, strict=False)]
            sheet.set_row(row, min(_LINE_HEIGHT * max(heights), _TALLEST))
            for column, text in enumerate(line):
                self._write(sheet, row, column, printable(text), "text" if row > top else "heading")
        return top + 1 + len(lines)

    def _write(self, sheet: Any, row: int, column: int, text: str, style: str) -> None:
        """Write a number as one, nothing as a blank, all else as text."""
        if _NUMBER.fullmatch(text):
            sheet.write_number(row, column, float(text), self.formats[style])
        elif not text:
            sheet.write_blank(row, column, None, self.formats[style])
        else:
            sheet.write_string(row, column, text[:_LONGEST_TEXT], self.formats[style])


def _room(box: PrintedCell) -> int:
    """Return how wide a cell of the form is."""
    widths = [*_FORM_WIDTHS, *[_COLUMN] * (box.column + box.width)]
    return sum(widths[box.column : box.column + box.width])


def _lines(text: str, width: int) -> int:
    """Return how many lines a text needs in a cell."""
    return max(-(-wcswidth(printable(text)) // (width - 1)), 1)
