"""A Word document with other numbers in some cells; all else in the package is taken over.

Of the document's own part only the characters of the number change, in the run that they stand in,
so that its font and size stay; where several runs make up the number, the first takes the new one.
Tracked, the runs are marked as deleted, and the new number as inserted in their look.

What Word computes, binds to data or has recorded as a change is not written into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import count

from reportlint.document.amendment import PlacedCharacter, renumbered, shown_in
from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, read_part, refuse_unsafe, with_parts
from reportlint.document.places import spliced
from reportlint.document.xml_elements import Element, Splice, parse
from reportlint.errors import AmendError
from reportlint.formats.docx.word_blocks import cell_numbers
from reportlint.language import Text
from reportlint.number import Number, shortest
from reportlint.report import Report

_AUTHOR = "reportlint"
_PLAIN = {
    *("tcPr", "p", "pPr", "r", "rPr", "t", "tab", "br", "cr", "lastRenderedPageBreak"),
    *("proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"),
    *("commentRangeStart", "commentRangeEnd", "commentReference"),
}
"""What a cell may hold, by local names, for its number to be changed."""
_PROPERTIES = {"tcPr", "pPr", "rPr"}
_CHANGES = {
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange"),
    *("pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblPrExChange"),
}
_FIELDS = {"fldSimple", "fldChar", "instrText"}
_FOREIGN = Text(
    "这一格不在文档的正文表格里，请手工修改",
    "the cell stands in no table of the document's own text; change it by hand",
)
_TRACKED = Text(
    "这一格有未接受的修订，请先在 Word 中接受或拒绝",
    "the cell has changes that Word tracks; accept or reject them in Word first",
)
_FIELD = Text(
    "这一格由域（公式、引用等）得出，域不改；请在 Word 中修改",
    "the cell is the result of a field, which is left as it is; change it in Word",
)
_CONTROL = Text(
    "这一格在内容控件里，请在 Word 中修改", "the cell is in a content control; change it in Word"
)
_NESTED = Text("这一格里另有表格，请手工修改", "the cell holds a table; change it by hand")
_BOX = Text(
    "这一格在文本框里，请在 Word 中修改", "the cell stands in a text box; change it in Word"
)
_OTHER = Text(
    "这一格里还有别的内容（{name}），请在 Word 中修改",
    "the cell holds something else ({name}); change it in Word",
)
_PROTECTED = Text(
    "文档设有编辑限制，请先在 Word 中停止保护",
    "the document is protected against editing; stop the protection in Word first",
)
_TRACKING = Text(
    "文档正在记录修订，请加 --tracked，或先在 Word 中停止记录",
    "Word tracks the changes of this document; add --tracked, or stop the tracking in Word first",
)
_UNTRACKED = Text(
    "这一格的写法不能记为修订，请不加 --tracked 再试，或在 Word 中修改",
    "the change cannot be tracked as the cell is written; try without --tracked, or use Word",
)
_REFERENCE = re.compile(r"&#?[0-9A-Za-z]+;|.", re.DOTALL)


def amend(
    content: Content, changes: Mapping[str, Number], report: Report, *, tracked: bool = False
) -> bytes:
    """Return the document with other numbers; `tracked` as changes that Word can take back."""
    refuse_unsafe(content)
    package = OfficePackage(content)
    main = package.main or ""
    _refuse_protected(package, main, tracked=tracked)
    name = package.names[main]
    whole, xml = read_part(content, name), package.read(main)
    numbers = cell_numbers(content)
    if not whole.endswith(xml):
        raise AmendError(_FOREIGN)
    cells = _WordCells(xml)
    pieces: list[Splice] = []
    for key, new in changes.items():
        place = report.locations[key]
        number = numbers.get((place.table, place.row, place.column))
        cell = cells.cell(number, shown_in(report, key), report.value(key))
        pieces += cells.tracked(cell, new) if tracked else cell.changed(new)
    start = whole[: len(whole) - len(xml)]
    return with_parts(content, {name: start + spliced(xml, pieces)})


def _refuse_protected(package: OfficePackage, main: str, *, tracked: bool) -> None:
    part = package.related(main, "settings")
    settings = parse(package.read(part)) if part else None
    for stated in settings.named("documentProtection", "trackRevisions") if settings else ():
        is_protection = stated.local == "documentProtection"
        named = "enforcement" if is_protection else "val"
        values = (x for name, x in stated.attributes.items() if name.endswith(named))
        if next(values, "0" if is_protection else "1") in ("0", "false", "off"):
            continue
        if is_protection or not tracked:
            raise AmendError(_PROTECTED if is_protection else _TRACKING)


class _WordCells:
    """The cells of a document's tables, numbered as the reader numbers them."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = parse(xml)
        self.cells = [x for x in _within((), self.root) if x[-1].local == "tc"]
        used = re.findall(rb'\bid="(\d{1,9})"', xml)
        self.identities = count(max(map(int, used), default=0) + 1)

    def cell(self, number: int | None, shown: str, value: Number | None) -> _WordCell:
        """Return a cell; AmendError where it is not to be written into."""
        if number is None:
            raise AmendError(_FOREIGN)
        *around, cell = self.cells[number]
        _refuse_around(around)
        _refuse_within(cell)
        return _WordCell(self.xml, cell, shown, value)

    def tracked(self, cell: _WordCell, new: Number) -> Iterator[Splice]:
        """Yield what deletes the runs of the old number and inserts the new one."""
        if not cell.shown:
            yield cell.entered(self._marked("ins", "t", shortest(new), cell.look, cell.prefix))
        for run, before, after in cell.runs(new) if cell.shown else ():
            marks = (("del", "delText", before), ("ins", "t", after))
            look = _look(self.xml, run)
            marked = (self._marked(*mark, look, run.prefix) for mark in marks if mark[-1])
            yield run.start, run.end, b"".join(marked)

    def _marked(self, name: str, tag: str, text: str, look: bytes, prefix: str) -> bytes:
        mark = f'<{prefix}{name} {prefix}id="{next(self.identities)}" {prefix}author="{_AUTHOR}">'
        return mark.encode() + _run(prefix, look, text, tag) + f"</{prefix}{name}>".encode()


def _within(around: tuple[Element, ...], element: Element) -> Iterator[tuple[Element, ...]]:
    """Yield an element and all in it, in order, each after those that it stands in."""
    stack = [(*around, element)]
    while stack:
        path = stack.pop()
        yield path
        stack += [(*path, child) for child in reversed(path[-1].children)]


def _refuse_around(around: list[Element]) -> None:
    for element in around:
        if element.local in ("txbxContent", "AlternateContent"):
            raise AmendError(_BOX)
        if element.local == "sdt":
            raise AmendError(_CONTROL)
        if element.local in _CHANGES:
            raise AmendError(_TRACKED)
    row = around[-1]
    if any(x.local in _CHANGES for about in row.named("trPr") for x in about.children):
        raise AmendError(_TRACKED)


def _refuse_within(cell: Element) -> None:
    for *_, holder, element in _within((cell,), cell):
        name = element.local
        if name in _CHANGES:
            raise AmendError(_TRACKED)
        if name in _FIELDS:
            raise AmendError(_FIELD)
        if name in ("sdt", "tbl"):
            raise AmendError(_CONTROL if name == "sdt" else _NESTED)
        is_plain = name in _PLAIN and element.prefix == cell.prefix
        if element is not cell and holder.local not in _PROPERTIES and not is_plain:
            raise AmendError(_OTHER.fill(name=name))


@dataclass(frozen=True, slots=True)
class _WordCell:
    """A cell that is written plainly: paragraphs of runs of text. `shown` is empty where blank."""

    xml: bytes
    element: Element
    shown: str
    value: Number | None

    @property
    def prefix(self) -> str:
        """The prefix of the document's elements."""
        return self.element.prefix

    def changed(self, new: Number) -> list[Splice]:
        """Return what changes for the cell to show another number."""
        if self.shown:
            return self._renumbered(new)
        number = shortest(new)
        empty = (x for run in self._paragraph.named("r") for x in run.named("t"))
        if text := next(empty, None):
            blanks = [] if text.is_single else [(text.opened, text.closing, b"")]
            return [*blanks, text.appended(number)]
        return [self.entered(_run(self.prefix, self.look, number, "t"))]

    def _renumbered(self, new: Number) -> list[Splice]:
        replaced = renumbered(self._characters(), self.shown, self.value, new)
        return [(start, end, text.encode()) for (start, end), text in replaced]

    def runs(self, new: Number) -> Iterator[tuple[Element, str, str]]:
        """Yield the runs that change, each with its text before and after."""
        splices = self._renumbered(new)
        for run, (text, *others) in self._texts():
            own = [x for x in splices if text.opened <= x[0] < text.closing]
            if not own:
                continue
            if others or any(x.local not in ("rPr", "t") for x in run.children):
                raise AmendError(_UNTRACKED)
            start, end = text.opened, text.closing
            inside = spliced(self.xml[start:end], [(i - start, j - start, x) for i, j, x in own])
            yield run, unescape(self.xml[start:end].decode()), unescape(inside.decode())

    def _texts(self) -> Iterator[tuple[Element, list[Element]]]:
        for paragraph in self.element.named("p"):
            for run in paragraph.named("r"):
                texts = [x for x in run.named("t") if not x.is_single]
                if texts:
                    yield run, texts

    def _characters(self) -> Iterator[PlacedCharacter]:
        for _, texts in self._texts():
            for text in texts:
                at = text.opened
                for found in _REFERENCE.findall(self.xml[at : text.closing].decode()):
                    width = len(found.encode())
                    yield PlacedCharacter(unescape(found), (at, at + width))
                    at += width

    def entered(self, run: bytes) -> Splice:
        """Return the piece that adds a run to a blank cell."""
        return self._paragraph.appended(run.decode())

    @property
    def look(self) -> bytes:
        """How the first run of a blank cell looks, or one would that is typed there."""
        marks = [x for about in self._paragraph.named("pPr") for x in about.named("rPr")]
        runs = [x for run in self._paragraph.named("r") for x in run.named("rPr")]
        return next((self.xml[x.start : x.end] for x in (*runs, *marks)), b"")

    @property
    def _paragraph(self) -> Element:
        paragraph = next(self.element.named("p"), None)
        if paragraph is None:
            raise AmendError(_OTHER.fill(name="tc"))
        return paragraph


def _look(xml: bytes, run: Element) -> bytes:
    return b"".join(xml[x.start : x.end] for x in run.named("rPr"))


def _run(prefix: str, look: bytes, text: str, tag: str) -> bytes:
    written = text.replace("&", "&amp;").replace("<", "&lt;")
    space = ' xml:space="preserve"' if text.strip() != text else ""
    inside = f"<{prefix}{tag}{space}>{written}</{prefix}{tag}>".encode()
    return f"<{prefix}r>".encode() + look + inside + f"</{prefix}r>".encode()
