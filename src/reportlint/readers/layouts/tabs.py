"""Cells separated by tabs, a row a line unless a cell has line breaks of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlint.readers.grids import Grid, GridCell
from reportlint.readers.layouts.line import Line, Region, after_page_break
from reportlint.readers.values import is_value
from reportlint.readers.vocabulary import numbered, vocabulary

_MOST_PIECES = 4
_MOST_QUOTED = 12
_OPENS = re.compile(r'(?:^|\t)"(?:[^"\t]|"")*$')
_CLOSES = re.compile(r'^(?:[^"\t]|"")*"(?:\t|$)')


def tabs(lines: Sequence[Line]) -> Iterator[Region]:
    """Find runs of rows; a page break does not end one."""
    at = 0
    while at < len(lines):
        start, rows = at, []
        while height := _height(lines, at):
            rows.append(_row(lines[at : at + height]))
            end = at + height
            at = after_page_break(lines, end)
        if rows:
            yield Region(start, end, (Grid(tuple(rows)),))
        else:
            at += 1


def _height(lines: Sequence[Line], at: int) -> int:
    """Return how many lines the row at `at` takes; 0 where there is none."""
    height = 1
    while more := _quoted(lines, at + height - 1) or _broken(lines, at + height - 1):
        height += more
    return height if any("\t" in line.text for line in lines[at : at + height]) else 0


def _quoted(lines: Sequence[Line], at: int) -> int:
    """A spreadsheet puts a cell with line breaks between quotes: lines up to its end."""
    if at < len(lines) and _OPENS.search(lines[at].text):
        for more, line in enumerate(lines[at + 1 : at + _MOST_QUOTED], 1):
            if _CLOSES.match(line.text):
                return more
            if "\t" in line.text:
                break
    return 0


def _broken(lines: Sequence[Line], at: int) -> int:
    """A label of the form over the ends of lines is one cell: the lines up to its own end."""
    if at >= len(lines):
        return 0
    words = vocabulary()
    last = whole = lines[at].text.rpartition("\t")[2]
    for more, line in enumerate(lines[at + 1 : at + _MOST_PIECES], 1):
        piece, tab, _ = line.text.partition("\t")
        whole += piece
        if is_value(last) or is_value(piece) or numbered(piece):
            break
        if words.knows(whole) and not (words.knows(last) and words.knows(piece)):
            return more
        if tab:
            break
    return 0


def _row(lines: Sequence[Line]) -> tuple[GridCell, ...]:
    """Return the cells; the last of a line and the first of the next are one."""
    cells: list[GridCell] = []
    for line in lines:
        index = 0
        for i, text in enumerate(line.text.split("\t")):
            if i or not cells:
                cells.append(line.cell(text, index))
            else:
                cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{text}")
            index += len(text) + 1
    return tuple(replace(cell, text=_unquoted(cell.text)) for cell in cells)


def _unquoted(text: str) -> str:
    if "\n" in text and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text
