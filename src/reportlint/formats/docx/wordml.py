"""The XML of Word documents as blocks: what stands on the page, in order, every change accepted.

python-docx is not used: it loads every part of the package and gives up on a missing picture, and
it leaves out inserted text, text boxes and content controls. One part is read, with lxml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.xml import damaged, parsed
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import single_spaced

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_W = f"{{{_WORD}}}"
_PARAGRAPH, TABLE, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_WRAPPERS = (
    *(f"{_W}{name}" for name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag")),
    *(f"{{{_COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")),
)
_DELETIONS = (f"{_W}del", f"{_W}moveFrom")
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_WRITTEN = (f"{_W}t", f"{{{_MATH}}}t", *_SIGNS)
_GONE, _JOINED = "gone", "joined"

MOST_COLUMNS = 1000
"""Word itself stops at 63."""


def body(xml: bytes, file: str) -> Any:
    """Return the body of a document, which then holds paragraphs and tables, and these theirs.

    Raises ReadError where the bytes are no such document.
    """
    # In a package written as one XML file the document is one of the parts.
    whole = parsed(xml.replace(_STRICT.encode(), _WORD.encode()), file)
    root: Any = next(whole.iter(f"{_W}document"), None)
    if root is None:
        raise damaged(file, "no w:document")
    _accept_changes(root)
    _take_first_alternatives(root)
    _drop_hidden(root)
    _drop_table_of_contents(root)
    _unwrap(root)
    _free_text_boxes(root)
    found = root.find(f"{_W}body")
    if found is None:
        raise damaged(file, "no w:body")
    return found


def contents(container: Any) -> Iterator[Any]:
    """Yield in order each paragraph's text, as a string, and each table, as its element."""
    held = ""
    for child in container:
        if child.tag == TABLE:
            yield child
        elif child.tag == _PARAGRAPH:
            held += _text(child)
            if not child.get(_JOINED):
                yield held
                held = ""
    if held:
        yield held


def rows(table: Any) -> Iterator[list[tuple[int, Any]]]:
    """Yield the cells of each row with their columns in the table's grid, counted from 0.

    A merged cell stands once, at its first row and column.
    """
    merged: set[int] = set()
    for row in table.iterchildren(_ROW):
        cells: list[tuple[int, Any]] = []
        still_merged: set[int] = set()
        column = _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in row.iterchildren(_CELL):
            down, across = (cell.find(f"{_W}tcPr/{_W}{name}") for name in ("vMerge", "hMerge"))
            if down is not None:
                still_merged.add(column)
            continued = _continues(down) and column in merged
            if not continued and not (_continues(across) and cells):
                cells.append((column, cell))
            column += _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        merged = still_merged
        yield cells


def _text(paragraph: Any) -> str:
    return "".join(_SIGNS.get(x.tag) or x.text or "" for x in paragraph.iter(*_WRITTEN))


def _continues(merge: Any) -> bool:
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _count(element: Any, default: int) -> int:
    written = "" if element is None else element.get(f"{_W}val", "")
    if not written.isdecimal() or len(written) > 4:
        return default
    return min(int(written), MOST_COLUMNS)


def _accept_changes(root: Any) -> None:
    from lxml import etree

    for mark in [*root.iter(*_DELETIONS)]:
        holder = mark.getparent()
        if holder is None:
            continue
        if holder.tag == f"{_W}trPr":
            _drop(holder.getparent())
        # A deleted end of a paragraph: its text runs on in the next.
        if holder.tag == f"{_W}rPr" and holder.getparent().tag == f"{_W}pPr":
            holder.getparent().getparent().set(_JOINED, "1")
    for mark in [*root.iter(f"{_W}cellDel")]:
        _drop(next(mark.iterancestors(_CELL), None))
    etree.strip_elements(root, _GONE, *_DELETIONS, with_tail=False)


def _take_first_alternatives(root: Any) -> None:
    """A text box is written twice, for new programs and for old ones."""
    for alternatives in [*root.iter(f"{{{_COMPATIBILITY}}}AlternateContent")]:
        for other in alternatives[1:]:
            _drop(other)


def _drop_hidden(root: Any) -> None:
    for mark in [*root.iter(f"{_W}vanish", f"{_W}hidden")]:
        if mark.get(f"{_W}val", "1") in ("0", "false", "off"):
            continue
        holder = mark.getparent().getparent()
        if holder is not None and holder.tag in (f"{_W}r", _ROW):
            _drop(holder)


def _drop_table_of_contents(root: Any) -> None:
    """Its lines repeat the headings; each refers to the page of one."""
    for field in [*root.iter(f"{_W}instrText")]:
        if "PAGEREF _Toc" in (field.text or ""):
            _drop(next(field.iterancestors(_PARAGRAPH), None))


def _unwrap(root: Any) -> None:
    from lxml import etree

    # The tab stops of a paragraph bear the name of the tabs in its text.
    etree.strip_elements(root, _GONE, f"{_W}tabs", f"{_W}rt", with_tail=False)
    etree.strip_tags(root, *_WRAPPERS)


def _free_text_boxes(root: Any) -> None:
    """Put what stands in a text box after the paragraph that it hangs on."""
    for box in reversed([*root.iter(f"{_W}txbxContent")]):
        host = next(box.iterancestors(_PARAGRAPH), None)
        if host is not None:
            for child in reversed([*box]):
                host.addnext(child)


def _drop(element: Any) -> None:
    """Mark an element as gone; taken out one by one, many take lxml minutes."""
    if element is not None:
        element.tag = _GONE


MOST_PIECES = 20_000
"""Paragraphs and cells; a report has a thousand."""


def read(xml: bytes, file: str) -> Report:
    """Read the report that a document's XML holds."""
    return assemble(list(_Blocks(file).within(body(xml, file))), file)


class _Blocks:
    """Makes the blocks of a document, and counts its tables and paragraphs on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables = 0
        self.paragraphs = 0
        self.pieces = 0

    def within(
        self, container: Any, table: int | None = None, row: int | None = None
    ) -> Iterator[Block]:
        """Yield what stands in the body, or in a cell that frames a part of it."""
        for part in contents(container):
            if not isinstance(part, str):
                yield from self._table(part)
                continue
            lines = part.split("\n")
            self._count(len(lines))
            self.paragraphs += table is None
            number = self.paragraphs if table is None else None
            for line in filter(str.strip, lines):
                place = Location(self.file, table=table, row=row, paragraph=number, excerpt=line)
                yield Paragraph(line, place)

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield a table's rows as a grid, and what a row frames as blocks of their own."""
        self.tables += 1
        number = self.tables
        in_order = list(rows(table))
        single = all(len(cells) <= 1 for cells in in_order)
        grid: list[tuple[GridCell, ...]] = []
        for row, cells in enumerate(in_order, 1):
            if not single and not _frames(cells):
                grid += self._row(cells, number, row)
                continue
            if grid:
                yield Grid(tuple(grid))
                grid = []
            for _, cell in cells:
                yield from self.within(cell, number, row)
        if grid:
            yield Grid(tuple(grid))

    def _row(
        self, cells: list[tuple[int, Any]], table: int, row: int
    ) -> Iterator[tuple[GridCell, ...]]:
        self._count(1 + len(cells))
        texts = ["\n".join(contents(cell)) for _, cell in cells]
        excerpt = " │ ".join(single_spaced(text) for text in texts)
        if cells:
            yield tuple(
                GridCell(
                    text,
                    Location(self.file, column=column + 1, table=table, row=row, excerpt=excerpt),
                    column,
                )
                for text, (column, _) in zip(texts, cells, strict=True)
            )

    def _count(self, pieces: int) -> None:
        self.pieces += pieces
        if self.pieces > MOST_PIECES:
            raise ReadError(
                Text("段落和单元格过多", "too many paragraphs and cells"), Location(self.file)
            )


def _frames(cells: list[tuple[int, Any]]) -> bool:
    """Whether a row lays out the page: a table stands inside it."""
    return any(cell.find(TABLE) is not None for _, cell in cells)
