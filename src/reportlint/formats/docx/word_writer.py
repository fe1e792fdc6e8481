"""DOCX: the report laid out like the printed form."""

from __future__ import annotations

import io
from typing import Any

from reportlint.document.printed_form import PrintedTable, printed_report
from reportlint.report import Report

_LATIN, _CHINESE = "Times New Roman", "仿宋"


def write(report: Report) -> bytes:
    """Return a report as a Word document."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    _set_fonts(document)
    pages = printed_report(report)
    if pages.title is not None:
        document.add_heading(pages.title, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in pages.preamble:
        document.add_paragraph(paragraph)
    for part in pages.parts:
        document.add_heading(part.heading, 1)
        for paragraph in part.paragraphs:
            document.add_paragraph(paragraph)
        if part.table:
            _add_table(document, part.table, report)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_fonts(document: Any) -> None:
    """Set a font for Chinese too, which python-docx has no property for."""
    from docx.oxml.ns import qn

    font = document.styles["Normal"].font
    font.name = _LATIN
    font.element.rPr.rFonts.set(qn("w:eastAsia"), _CHINESE)


def _add_table(document: Any, table: PrintedTable, report: Report) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    printed = document.add_table(table.height, table.width, style="Table Grid")
    cells = [list(row.cells) for row in printed.rows]
    for box in table.cells:
        first = cells[box.row][box.column]
        last = cells[box.row + box.height - 1][box.column + box.width - 1]
        cell = first if first is last else first.merge(last)
        if text := box.text_in(report):
            cell.text = text
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
