"""The XML of Word documents, made plain: what stands on the page, in order, every change accepted.

python-docx is not used: it loads every part of the package and gives up on a missing picture, and
it leaves out inserted text, text boxes and content controls. One part is read, with lxml.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from reportlint.document.packages import damaged, parsed
from reportlint.document.shown import ShownText, Style
from reportlint.formats.docx.runs import (
    GONE,
    MATH_TEXT,
    RAISED_MATH,
    SIGNS,
    WRITTEN,
    M,
    RunStyles,
    W,
    runs,
    show_results,
)

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_PARAGRAPH, TABLE, _ROW, CELL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc"))
_WRAPPERS = (
    *(f"{W}{name}" for name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag")),
    *(f"{{{_COMPATIBILITY}}}{name}" for name in ("AlternateContent", "Choice", "Fallback")),
)
_DELETIONS = (f"{W}del", f"{W}moveFrom")
HIDDEN_ROW = "hidden"
"""The tag of a row of a table that is not shown."""
CHUNK = f"{W}altChunk"
NUMBER = "number"
"""The attribute of a cell that says which of the part's cells it is, counted from 0."""
_PICTURES = ("{*}blip", "{*}imagedata")
_JOINED = "joined"
_OFF = ("0", "false", "off")

_SIZE = b":sz "
"""What stands in a document in which runs differ in size."""
_WHITE = b'"FFFFFF"'
"""What stands in a document that has white text, or a ground."""
MOST_COLUMNS = 1000
"""Word itself stops at 63."""


def styles(xml: bytes, document: bytes, file: str) -> RunStyles:
    """Return the styles that a part states, parsed where the document can depend on them."""
    signs = ((sign, xml) for sign in SIGNS)
    own = ((_SIZE, document), (_WHITE, document))
    needed = xml and any(sign in part for sign, part in (*signs, *own))
    return RunStyles(_root(xml, file) if needed else None, W)


def pictures(container: Any) -> int:
    """Return how many pictures stand in a body or a cell."""
    return sum(1 for _ in container.iter(*_PICTURES))


def body(xml: bytes, file: str) -> Any:
    """Return the body of a document, which then holds paragraphs and tables, and these theirs.

    Raises ReadError where the bytes are no such document.
    """
    root = _root(xml, file)
    if root.tag != f"{W}document":
        raise damaged(file, "no w:document")
    for number, cell in enumerate(root.iter("{*}tc")):
        cell.set(NUMBER, str(number))
    _accept_changes(root)
    _take_first_alternatives(root)
    _empty_placeholders(root)
    _mark_hidden_rows(root)
    _write_formulas(root)
    _drop_table_of_contents(root)
    show_results(root)
    _unwrap(root)
    _free_text_boxes(root)
    found = root.find(f"{W}body")
    if found is None:
        raise damaged(file, "no w:body")
    return found


def _root(xml: bytes, file: str) -> Any:
    return parsed(xml.replace(_STRICT, W[1:-1].encode()), file)


def contents(container: Any, styles: RunStyles) -> Iterator[Any]:
    """Yield in order what each paragraph shows, and each table and foreign part, as its element."""
    found: list[tuple[str, Style]] = []
    open_ended = False
    for child in container:
        if child.tag in (TABLE, CHUNK):
            yield child
        elif child.tag == _PARAGRAPH:
            found += runs(child, styles)
            open_ended = bool(child.get(_JOINED))
            if not open_ended:
                yield ShownText.of(found)
                found = []
    if open_ended:
        yield ShownText.of(found)


_ABOUT, _DOWN, _ACROSS, _SPAN = (f"{W}{x}" for x in ("tcPr", "vMerge", "hMerge", "gridSpan"))


def rows(table: Any) -> Iterator[list[tuple[int, Any]]]:
    """Yield the cells of each row with their columns in the table's grid, counted from 0.

    A merged cell stands once, at its first row and column.
    """
    merged: set[int] = set()
    for row in table.iterchildren(_ROW):
        cells: list[tuple[int, Any]] = []
        still_merged: set[int] = set()
        column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in row.iterchildren(CELL):
            about = cell.find(_ABOUT)
            down, across, span = (_child(about, tag) for tag in (_DOWN, _ACROSS, _SPAN))
            if down is not None:
                still_merged.add(column)
            continued = _continues(down) and column in merged
            if not continued and not (_continues(across) and cells):
                cells.append((column, cell))
            column += _count(span, 1)
        merged = still_merged
        yield cells


def _child(element: Any, tag: str) -> Any:
    return None if element is None else element.find(tag)


def _continues(merge: Any) -> bool:
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _count(element: Any, default: int) -> int:
    written = "" if element is None else element.get(f"{W}val", "")
    if not written.isdecimal() or len(written) > 4:
        return default
    return min(int(written), MOST_COLUMNS)


def _accept_changes(root: Any) -> None:
    from lxml import etree

    for mark in [*root.iter(*_DELETIONS)]:
        holder = mark.getparent()
        if holder is None:
            continue
        if holder.tag == f"{W}trPr":
            _drop(holder.getparent())
        # A deleted end of a paragraph: its text runs on in the next.
        if holder.tag == f"{W}rPr" and holder.getparent().tag == f"{W}pPr":
            holder.getparent().getparent().set(_JOINED, "1")
    for mark in [*root.iter(f"{W}cellDel")]:
        _drop(next(mark.iterancestors(CELL), None))
    etree.strip_elements(root, GONE, *_DELETIONS, with_tail=False)


def _take_first_alternatives(root: Any) -> None:
    """A text box is written twice, for new programs and for old ones."""
    for alternatives in [*root.iter(f"{{{_COMPATIBILITY}}}AlternateContent")]:
        for other in alternatives[1:]:
            _drop(other)


def _mark_hidden_rows(root: Any) -> None:
    for mark in [*root.iter(f"{W}hidden")]:
        holder = mark.getparent().getparent()
        if _is_on(mark) and holder is not None and holder.tag == _ROW:
            holder.tag = HIDDEN_ROW


def _write_formulas(root: Any) -> None:
    for script in root.iter(f"{M}sup", f"{M}sub"):
        for text in [*script.iter(MATH_TEXT)]:
            text.tag = RAISED_MATH
    for below in root.iter(f"{M}den"):
        for text in islice(below.iter(MATH_TEXT), 1):
            text.text = f"/{text.text or ''}"


def _empty_placeholders(root: Any) -> None:
    """A content control that nobody filled in shows what to type there."""
    for mark in [*root.iter(f"{W}showingPlcHdr")]:
        control = mark.getparent().getparent()
        if _is_on(mark) and control is not None and control.tag == f"{W}sdt":
            for text in [*control.iter(*WRITTEN)]:
                _drop(text)


def _is_on(mark: Any) -> bool:
    return mark.get(f"{W}val", "1") not in _OFF


def _drop_table_of_contents(root: Any) -> None:
    """Its lines repeat the headings; each refers to the page of one."""
    for field in [*root.iter(f"{W}instrText")]:
        if "PAGEREF _Toc" in (field.text or ""):
            _drop(next(field.iterancestors(_PARAGRAPH), None))


def _unwrap(root: Any) -> None:
    from lxml import etree

    # The tab stops of a paragraph bear the name of the tabs in its text.
    etree.strip_elements(root, GONE, f"{W}tabs", f"{W}rt", with_tail=False)
    etree.strip_tags(root, *_WRAPPERS)


def _free_text_boxes(root: Any) -> None:
    """Put what stands in a text box after the paragraph that it hangs on."""
    for box in reversed([*root.iter(f"{W}txbxContent")]):
        host = next(box.iterancestors(_PARAGRAPH), None)
        # What a box is filled with is not known.
        for colour in [*box.iter(f"{W}color")]:
            _drop(colour)
        if host is not None:
            for child in reversed([*box]):
                host.addnext(child)


def _drop(element: Any) -> None:
    if element is not None:
        element.tag = GONE
