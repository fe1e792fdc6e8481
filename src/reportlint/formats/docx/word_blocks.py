"""The blocks of a Word document: its paragraphs and tables, and what is put in from other files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.content import Content
from reportlint.document.labels import all_labels
from reportlint.document.packages import OfficePackage
from reportlint.document.shown import PICTURE, ShownText
from reportlint.errors import ReadError
from reportlint.formats.docx import wordml
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import single_spaced

MOST_PIECES = 20_000
"""Paragraphs and cells; a report has a thousand."""
MOST_CHUNKS = 20
"""Files put in whole; a report that a program wrote has one."""
MOST_NESTED_CELLS = 4
"""Of a table inside a cell that only sets the cell's text out."""

_CHUNK = "afchunk"
_LOST = Text("文档中插入的文件不在其中", "a file that is put into the document is not in it")
_PICTURES = Text(
    "文档里没有表格，只有图片（{n} 张），其中的数无法读取；请改用文字表格",
    "the document has no tables but pictures ({n}), whose numbers cannot be read; use tables of "
    "text",
)
_UNREAD = Text(
    "文档中插入了另一个文件（{kind}），没有读取；请用 Word 打开后另存为 DOCX",
    "another file ({kind}) is put into the document and was not read; open it in Word and save it "
    "as DOCX again",
)


def read(content: Content) -> Report:
    """Read the report that a Word document holds."""
    whole = _Blocks(content, _Count(content.file))
    blocks = list(whole.all())
    try:
        return assemble(blocks, content.file, whole.count.hidden)
    except ReadError as error:
        if any(isinstance(block, Grid) for block in blocks) or not whole.pictures:
            raise
        message = _PICTURES.fill(n=whole.pictures)
        raise ReadError(message, Location(content.file)) from error


CellPlace = tuple[int | None, int | None, int | None]
"""The table, row and column of a cell, as its `Location` has them."""


def cell_numbers(content: Content) -> dict[CellPlace, int]:
    """Return which cell of the document's own part, counted from 0, stands at each place."""
    whole = _Blocks(content, _Count(content.file))
    for _ in whole.all():
        pass
    return whole.numbers


@dataclass
class _Count:
    """The tables, paragraphs and other parts of a document so far, of all files put into it."""

    file: str
    tables: int = 0
    paragraphs: int = 0
    pieces: int = 0
    chunks: int = 0
    hidden: list[tuple[GridCell, ...]] = field(default_factory=list)
    """The rows of tables that are not shown."""

    def add(self, pieces: int) -> None:
        self.pieces += pieces
        if self.pieces > MOST_PIECES:
            raise ReadError(
                Text("段落和单元格过多", "too many paragraphs and cells"), Location(self.file)
            )


class _Blocks:
    """Makes the blocks of a document, and counts its tables and paragraphs on the way."""

    def __init__(self, content: Content, count: _Count) -> None:
        self.file = content.file
        self.package = OfficePackage(content)
        self.main = self.package.main or ""
        self.count = count
        self.pictures = 0
        self.numbers: dict[CellPlace, int] = {}
        self.document = self.package.read(self.main)
        part = self.package.related(self.main, "styles")
        stated = self.package.read(part) if part else b""
        self.styles = wordml.styles(stated, self.document, self.file)

    def all(self) -> Iterator[Block]:
        """Yield the blocks of the document in order."""
        body = wordml.body(self.document, self.file)
        self.pictures = wordml.pictures(body)
        return self.within(body)

    def within(
        self, container: Any, table: int | None = None, row: int | None = None
    ) -> Iterator[Block]:
        """Yield what stands in the body, or in a cell that frames a part of it."""
        for part in wordml.contents(container, self.styles):
            if not isinstance(part, ShownText):
                yield from self._table(part) if part.tag == wordml.TABLE else self._chunk(part)
                continue
            lines = part.text.split("\n")
            self.count.add(len(lines))
            self.count.paragraphs += table is None
            number = self.count.paragraphs if table is None else None
            for line in filter(str.strip, lines):
                place = Location(self.file, table=table, row=row, paragraph=number, excerpt=line)
                yield Paragraph(line, place)

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield a table's rows as a grid, and what a row frames as blocks of their own."""
        self.count.tables += 1
        number = self.count.tables
        in_order = list(wordml.rows(table))
        for hidden in table.iterchildren(wordml.HIDDEN_ROW):
            within = list(enumerate(hidden.iterchildren(wordml.CELL)))
            self.count.hidden += self._row(within, number)
        single = all(len(cells) <= 1 for cells in in_order)
        grid: list[tuple[GridCell, ...]] = []
        for row, cells in enumerate(in_order, 1):
            if not single and not self._frames(cells):
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
        self, cells: list[tuple[int, Any]], table: int, row: int | None = None
    ) -> Iterator[tuple[GridCell, ...]]:
        self.count.add(1 + len(cells))
        texts = [self._shown(cell) for _, cell in cells]
        excerpt = " │ ".join(single_spaced(shown.text) for shown in texts)
        for column, cell in cells:
            self.numbers[table, row, column + 1] = int(cell.get(wordml.NUMBER))
        if cells:
            yield tuple(
                GridCell(
                    shown.text,
                    Location(self.file, column=column + 1, table=table, row=row, excerpt=excerpt),
                    column,
                    shown.notes,
                    shown.struck,
                )
                for shown, (column, _) in zip(texts, cells, strict=True)
            )

    def _shown(self, cell: Any) -> ShownText:
        """Return what a cell shows, a small table in it as lines."""
        found = list(self._lines(cell))
        text = "\n".join(shown.text for shown in found)
        if not text.strip() and wordml.pictures(cell):
            text = PICTURE
        return ShownText(
            text,
            tuple(note for shown in found for note in shown.notes),
            tuple(struck for shown in found for struck in shown.struck),
        )

    def _lines(self, cell: Any) -> Iterator[ShownText]:
        for part in wordml.contents(cell, self.styles):
            if isinstance(part, ShownText):
                yield part
            elif part.tag == wordml.TABLE:
                yield from (self._shown(x) for row in wordml.rows(part) for _, x in row)
            else:
                yield from map(_text_of, self._chunk(part))

    def _frames(self, cells: list[tuple[int, Any]]) -> bool:
        """Whether a row lays out the page: a table of its own stands inside it."""
        nested = (table for _, cell in cells for table in cell.iterchildren(wordml.TABLE))
        return any(len(cells) == 1 or self._is_table(table) for table in nested)

    def _is_table(self, nested: Any) -> bool:
        """Whether a table inside a cell is more than the text of the cell, set out."""
        cells = (x for x in nested.iter(wordml.CELL) if x.find(wordml.TABLE) is None)
        found = list(islice(cells, MOST_NESTED_CELLS + 1))
        labels = (self._shown(cell).text for cell in found)
        return len(found) > MOST_NESTED_CELLS or (
            len(found) > 1 and any(map(all_labels().knows, labels))
        )

    def _chunk(self, chunk: Any) -> Iterator[Block]:
        """Yield the blocks of a file that Word shows in place of `w:altChunk`."""
        self.count.chunks += 1
        if self.count.chunks > MOST_CHUNKS:
            raise ReadError(_UNREAD.fill(kind="altChunk"), Location(self.file))
        identity = next((v for k, v in chunk.attrib.items() if k.endswith("}id")), "")
        stated = self.package.relations(self.main).get(identity)
        if stated is None or stated.target not in self.package.names:
            raise ReadError(_LOST, Location(self.file))
        content = Content(self.file, self.package.read(stated.target))
        kind = self.package.content_type(stated.target)
        if OfficePackage(content).kind == "text":
            yield from _Blocks(content, self.count).all()
            return
        for block in _blocks(content, kind):
            yield self._placed(block)

    def _placed(self, block: Block) -> Block:
        """Return a block of another file with its place in this one."""
        if isinstance(block, Paragraph):
            self.count.add(1)
            self.count.paragraphs += 1
            excerpt = block.location.excerpt
            place = Location(self.file, paragraph=self.count.paragraphs, excerpt=excerpt)
            return replace(block, location=place)
        self.count.tables += 1
        self.count.add(sum(map(len, block.rows)))
        number = self.count.tables
        return Grid(
            tuple(
                tuple(
                    replace(
                        cell,
                        location=Location(
                            self.file,
                            table=number,
                            row=row,
                            column=column,
                            excerpt=cell.location.excerpt,
                        ),
                    )
                    for column, cell in enumerate(cells, 1)
                )
                for row, cells in enumerate(block.rows, 1)
            )
        )


def _text_of(block: Block) -> ShownText:
    if isinstance(block, Paragraph):
        return ShownText(block.text)
    return ShownText("\n".join(cell.text for row in block.rows for cell in row))


def _blocks(content: Content, kind: str) -> list[Block]:
    """Return the blocks of a file of the kind that its content type names."""
    from reportlint.formats import html, mht, text
    from reportlint.formats.html import article
    from reportlint.formats.html.elements import MarkupSource

    if mht.recognises(content):
        return article.blocks(mht.pages(content))
    if html.recognises(content) or "html" in kind:
        return article.blocks([MarkupSource(content.file, content.page)])
    if kind == "text/plain":
        return text.blocks(content)
    raise ReadError(_UNREAD.fill(kind=kind.rpartition("/")[2]), Location(content.file))
