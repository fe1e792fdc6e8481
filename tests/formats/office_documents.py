"""Markdown's paragraphs and tables, written as a page, a workbook and a document of Word."""

from __future__ import annotations

import io
import re

import docx
import openpyxl

Table = list[list[str]]

_DELIMITER = re.compile(r"[|\s:-]*-[|\s:-]*")


def blocks(markdown: str) -> list[str | Table]:
    """Return the paragraphs and the tables; a blank line ends a table."""
    found: list[str | Table] = []
    ended = True
    for line in map(str.strip, markdown.split("\n")):
        if not line.startswith("|"):
            ended = True
            found += [re.sub(r"^#+\s*", "", line)] if line else []
        elif not _DELIMITER.fullmatch(line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not ended and isinstance(found[-1], list):
                found[-1].append(cells)
            else:
                found.append([cells])
            ended = False
    return found


def page(markdown: str) -> bytes:
    """Return it as HTML."""
    parts = []
    for block in blocks(markdown):
        if isinstance(block, str):
            parts.append(f"<p>{block}</p>")
        else:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in block)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return f"<html><body>{''.join(parts)}</body></html>".encode()


def workbook(markdown: str) -> bytes:
    """Return it as a workbook of one sheet, without blank rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    row = 0
    for block in blocks(markdown):
        for cells in [[block]] if isinstance(block, str) else block:
            row += 1
            for column, cell in enumerate(cells, 1):
                if cell:
                    sheet.cell(row, column, float(cell) if _is_number(cell) else cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def document(markdown: str) -> bytes:
    """Return it as a document of Word."""
    word = docx.Document()
    for block in blocks(markdown):
        if isinstance(block, str):
            word.add_paragraph(block)
            continue
        table = word.add_table(len(block), max(map(len, block)))
        for i, row in enumerate(block):
            for j, cell in enumerate(row):
                table.cell(i, j).text = cell
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) is not None
