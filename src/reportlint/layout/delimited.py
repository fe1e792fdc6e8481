"""Cells between delimiters: tabs, or bars.

Bars part the cells of Markdown and of tables drawn with `+--|` or box-drawing characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from unicodedata import category

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.labels import all_labels
from reportlint.document.shown import is_value
from reportlint.layout.stacked import stacked
from reportlint.layout.text_lines import Region, TextLine, after_page_break
from reportlint.spelling import is_numbered

_MOST_LABEL_LINES = 4
_MOST_QUOTED_LINES = 12
_QUOTE_OPENS = re.compile(r'(?:^|\t)"(?:[^"\t]|"")*$')
_QUOTE_CLOSES = re.compile(r'^(?:[^"\t]|"")*"(?:\t|$)')


def tabs(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find runs of rows with tabs; a page break does not end one."""
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


def _height(lines: Sequence[TextLine], at: int) -> int:
    """Return how many lines the row at `at` takes; 0 where there is none."""
    height = 1
    while more := _quoted_lines(lines, at + height - 1) or _label_lines(lines, at + height - 1):
        height += more
    return height if any("\t" in line.text for line in lines[at : at + height]) else 0


def _quoted_lines(lines: Sequence[TextLine], at: int) -> int:
    """Return how many lines more a cell takes that a spreadsheet put between quotes."""
    if at < len(lines) and _QUOTE_OPENS.search(lines[at].text):
        for more, line in enumerate(lines[at + 1 : at + _MOST_QUOTED_LINES], 1):
            if _QUOTE_CLOSES.match(line.text):
                return more
            if "\t" in line.text:
                break
    return 0


def _label_lines(lines: Sequence[TextLine], at: int) -> int:
    """Return how many lines more the last cell takes where it is a label of the form."""
    if at >= len(lines):
        return 0
    labels = all_labels()
    last = whole = lines[at].text.rpartition("\t")[2]
    for more, line in enumerate(lines[at + 1 : at + _MOST_LABEL_LINES], 1):
        piece, tab, _ = line.text.partition("\t")
        whole += piece
        if is_value(last) or is_value(piece) or is_numbered(piece):
            break
        if labels.knows(whole) and not (labels.knows(last) and labels.knows(piece)):
            return more
        if tab:
            break
    return 0


def _row(lines: Sequence[TextLine]) -> tuple[GridCell, ...]:
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


_BAR = re.compile(r"(?<!\\)[|｜│┃║├┤┼┝┥┠┨┣┫╋╞╡╟╢╠╣╪╫╬]")
_RULE = re.compile(
    r"[\s|｜+:=\-\u2500-\u257f]*(?:-{3}|={3}|[─━═┄┅┈┉]{2})[\s|｜+:=\-\u2500-\u257f]*"
)
_DELIMITER = re.compile(r"[\s|:-]*-[\s|:-]*")
_RULE_IN_LINE = re.compile(r"[─━═┄┅┈┉┬┴┼]{2,}")
_BOX_DRAWING = re.compile(r"[\u2500-\u257f]+")
_RAISED = re.compile(r"<(su[pb])>([^<]*)</\1>")
_RAISED_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STRUCK = re.compile(r"~~(.+?)~~")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(.+)\1")
_FEWEST_LABELS = 2
_FEWEST_NUMBERS = 5


@dataclass(frozen=True, slots=True)
class _CellPiece:
    """What one line has of a cell."""

    text: str
    line: TextLine
    index: int
    struck: tuple[str, ...] = ()


_LinePieces = list[_CellPiece]
"""The pieces of a line, or those of one cell."""


def ruled(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find runs of lines with bars; a page break does not end one."""
    at = 0
    while at < len(lines):
        start = end = at
        while at < len(lines) and _is_table_line(lines[at]):
            end = at + 1
            at = after_page_break(lines, end)
        run = [line for line in lines[start:end] if not line.blank]
        if _has_one_cell_a_line(run):
            inside = [replace(line, text=_BAR.sub(" ", line.text)) for line in lines[start:end]]
            yield from (
                replace(region, start=start + region.start, stop=start + region.stop)
                for region in stacked(inside)
            )
        elif run and _is_table(run):
            yield Region(start, end, (Grid(tuple(_rows(run))),))
        at = max(end, start + 1)


def _is_table_line(line: TextLine) -> bool:
    return _BAR.search(line.text) is not None or _is_rule(line)


def _has_one_cell_a_line(run: Sequence[TextLine]) -> bool:
    filled = [sum(bool(piece.text) for piece in _pieces(line)) for line in run]
    return len(run) > 1 and max(filled) == 1 and not any(map(_is_rule, run))


def _is_table(run: Sequence[TextLine]) -> bool:
    """Whether lines with bars begin with one, have a rule among them, or labels of the form.

    One alone is a row of numbers.
    """
    if len(run) == 1:
        pieces = [piece.text for piece in _pieces(run[0]) if piece.text]
        return len(pieces) >= _FEWEST_NUMBERS and all(map(is_value, pieces))
    if any(map(_is_rule, run)) or all(_BAR.match(line.text.strip()) for line in run):
        return True
    texts = {piece.text for line in run for piece in _pieces(line)}
    return sum(map(all_labels().knows, texts)) >= _FEWEST_LABELS


def _is_rule(line: TextLine) -> bool:
    return _RULE.fullmatch(line.text) is not None


def _rows(run: Sequence[TextLine]) -> Iterator[tuple[GridCell, ...]]:
    groups = list(_groups(run))
    joined = (row for group in groups for row in _joined_rows(group, parted=len(groups) > 2))
    # A line that is only a bar is no row of cells.
    rows = [row for row in joined if len(row) > 1 or any(piece.text for piece in row[0])]
    # Where every row has as many cells as the others, the columns line up.
    regular = len({len(row) for row in rows}) == 1
    for row in rows:
        yield tuple(_cell(pieces, i if regular else None) for i, pieces in enumerate(row))


def _groups(run: Sequence[TextLine]) -> Iterator[list[_LinePieces]]:
    """Split the run at its rules; a rule under some cells only passes the others by."""
    group: list[_LinePieces] = []
    for at, line in enumerate(run):
        if not _is_rule(line) and not (at == 1 and _DELIMITER.fullmatch(line.text)):
            group.append(_pieces(line))
            if not _RULE_IN_LINE.search(line.text):
                continue
        if group:
            yield group
        group = []
    if group:
        yield group


def _pieces(line: TextLine) -> _LinePieces:
    text = line.text.rstrip()
    begin = len(text) - len(text.lstrip())
    bars = [bar.start() for bar in _BAR.finditer(text)]
    starts = [bar + 1 for bar in bars if bar < len(text) - 1]
    if begin not in bars or not starts:
        starts.insert(0, begin)
    ends = [start - 1 for start in starts[1:]] + [len(text) - (len(text) - 1 in bars)]
    pieces = [
        _piece(line, start, end) for start, end in zip(starts, ends, strict=True) if end >= start
    ]
    return pieces or [_piece(line, begin, begin)]


def _piece(line: TextLine, start: int, end: int) -> _CellPiece:
    text = line.text[start:end]
    inside = "" if _BOX_DRAWING.fullmatch(text.strip()) else text
    index = start + len(text) - len(text.lstrip())
    shown = _plain_text(_STRUCK.sub("", inside))
    return _CellPiece(shown, line, index, tuple(_STRUCK.findall(inside)))


def _plain_text(markdown: str) -> str:
    """Return what a cell of Markdown shows."""
    text = re.sub(r"<br\s*/?>", "\n", markdown.replace("&nbsp;", " ")).replace("\\|", "|").strip()
    text = _RAISED.sub(lambda found: found[2].translate(_RAISED_FIGURES), text)
    return _EMPHASIS.sub(r"\2", text)


def _joined_rows(group: list[_LinePieces], *, parted: bool) -> Iterator[list[_LinePieces]]:
    """Yield rows as lists of cells, each a list of pieces; lines that a label is broken over join.

    `parted`: rules part the rows, so that one line of numbers makes all of the group one row.
    """
    if parted and (_has_one_row(group) or _breaks_label(group)):
        yield _joined(group)
        return
    at = 0
    while at < len(group):
        heights = range(_MOST_LABEL_LINES, 1, -1)
        height = next((n for n in heights if _is_row(group[at : at + n], n)), 1)
        yield _joined(group[at : at + height])
        at += height


def _has_one_row(group: Sequence[_LinePieces]) -> bool:
    """Whether one line has numbers, and others at most the ends of its longest, without a word."""
    widest, *others = sorted(filter(_count_numbers, group), key=_count_numbers, reverse=True) or [
        []
    ]
    ends = (sum(1 for piece in line if piece.text) == _count_numbers(line) for line in others)
    return (
        bool(widest)
        and all(ends)
        and all(_count_numbers(x) < _count_numbers(widest) for x in others)
    )


def _is_row(lines: Sequence[_LinePieces], height: int) -> bool:
    """Whether so many lines are one row, though nothing parts it from the next."""
    return (
        len(lines) == height
        and sum(map(bool, map(_count_numbers, lines))) < 2
        and _breaks_label(lines)
    )


def _breaks_label(lines: Sequence[_LinePieces]) -> bool:
    """Whether in a column the lines make a label of the form together and not alone."""
    knows = all_labels().knows
    texts = ([piece.text for piece in column] for column in zip(*lines, strict=False))
    return any(
        all(x) and knows("".join(x)) and not all(map(knows, x)) and not any(map(_is_mark, x))
        for x in texts
    )


def _is_mark(text: str) -> bool:
    """Whether a text is a mark, as `√` and `①` are, and no piece of a label."""
    return all(category(x).startswith("S") or category(x) == "No" for x in text)


def _joined(lines: Sequence[_LinePieces]) -> list[_LinePieces]:
    columns = zip_longest(*lines)
    return [[piece for piece in column if piece is not None] for column in columns]


def _count_numbers(pieces: _LinePieces) -> int:
    """Return how many numbers a line has."""
    return sum(bool(piece.text) and is_value(piece.text) for piece in pieces)


def _cell(pieces: _LinePieces, column: int | None) -> GridCell:
    first = next((piece for piece in pieces if piece.text), pieces[0])
    text = "".join(piece.text for piece in pieces)
    struck = tuple(text for piece in pieces for text in piece.struck)
    return replace(first.line.cell(text, first.index, column), struck=struck)
