"""The XML of Word documents, made plain: what stands on the page, in order, every change accepted.

python-docx is not used: it loads every part of the package and gives up on a missing picture, and
it leaves out inserted text, text boxes and content controls. One part is read, with lxml.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from reportlint.document.shown import ShownText, Style
from reportlint.document.xml import damaged, parsed
from reportlint.formats.docx.run_styles import SIGNS, Look, RunStyles

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_W = f"{{{_WORD}}}"
_PARAGRAPH, TABLE, _ROW, CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
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
_TEXT, _SYMBOL, CHUNK = f"{_W}t", f"{_W}sym", f"{_W}altChunk"
_WRITTEN = (_TEXT, f"{{{_MATH}}}t", _SYMBOL, *_SIGNS)
_GONE, _JOINED = "gone", "joined"
_OFF = ("0", "false", "off")

MOST_COLUMNS = 1000
"""Word itself stops at 63."""


def styles(xml: bytes, document: bytes, file: str) -> RunStyles:
    """Return the styles that a part states, parsed where the document can depend on them."""
    needed = bool(xml) and (any(sign in xml for sign in SIGNS) or b":sz " in document)
    return RunStyles(_root(xml, file) if needed else None, _W)


def body(xml: bytes, file: str) -> Any:
    """Return the body of a document, which then holds paragraphs and tables, and these theirs.

    Raises ReadError where the bytes are no such document.
    """
    root = _root(xml, file)
    if root.tag != f"{_W}document":
        raise damaged(file, "no w:document")
    _accept_changes(root)
    _take_first_alternatives(root)
    _empty_placeholders(root)
    _drop_hidden_rows(root)
    _drop_table_of_contents(root)
    _show_results(root)
    _unwrap(root)
    _free_text_boxes(root)
    found = root.find(f"{_W}body")
    if found is None:
        raise damaged(file, "no w:body")
    return found


def _root(xml: bytes, file: str) -> Any:
    return parsed(xml.replace(_STRICT.encode(), _WORD.encode()), file)


def contents(container: Any, styles: RunStyles) -> Iterator[Any]:
    """Yield in order what each paragraph shows, and each table and foreign part, as its element."""
    runs: list[tuple[str, Style]] = []
    open_ended = False
    for child in container:
        if child.tag in (TABLE, CHUNK):
            yield child
        elif child.tag == _PARAGRAPH:
            runs += _runs(child, styles)
            open_ended = bool(child.get(_JOINED))
            if not open_ended:
                yield ShownText.of(runs)
                runs = []
    if open_ended:
        yield ShownText.of(runs)


def rows(table: Any) -> Iterator[list[tuple[int, Any]]]:
    """Yield the cells of each row with their columns in the table's grid, counted from 0.

    A merged cell stands once, at its first row and column.
    """
    merged: set[int] = set()
    for row in table.iterchildren(_ROW):
        cells: list[tuple[int, Any]] = []
        still_merged: set[int] = set()
        column = _count(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in row.iterchildren(CELL):
            down, across = (cell.find(f"{_W}tcPr/{_W}{name}") for name in ("vMerge", "hMerge"))
            if down is not None:
                still_merged.add(column)
            continued = _continues(down) and column in merged
            if not continued and not (_continues(across) and cells):
                cells.append((column, cell))
            column += _count(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        merged = still_merged
        yield cells


_CIRCLES = {0x80: "⓪", 0x8B: "⓿"}
_CIRCLES |= {0x80 + i: chr(0x245F + i) for i in range(1, 11)}
_CIRCLES |= {0x8B + i: chr(0x2775 + i) for i in range(1, 11)}
"""The figures in circles of Wingdings, by their codes there; in Wingdings 2 they begin at 0x69."""
_WINGDINGS_2 = 0x80 - 0x69
_SIGN = "◆"
"""A sign that is no character."""
_FIGURE = re.compile(r"\s*(?:[0-9]{1,2}|[*※†‡#①-⒛⓪-⓿❶-➓]+|注[0-9]?|[\[(〔【][0-9注]+[\])〕】])\s*")
_SHIFTED = 4
"""Half-points."""


def _runs(paragraph: Any, styles: RunStyles) -> list[tuple[str, Style]]:
    style = styles.style_of(paragraph)
    looks = ((x, styles.look(x.getparent(), style)) for x in paragraph.iter(*_WRITTEN))
    runs = [(_character(x, look), look) for x, look in looks if look.style is not None]
    if len({look for _, look in runs}) < 2:
        return [(text, look.style or "plain") for text, look in runs]
    main = max((run for run in runs if run[1].style == "plain"), key=_prominence, default=None)
    return [
        (text, "raised" if main and _is_mark(text, look, main[1]) else look.style or "plain")
        for text, look in runs
    ]


def _prominence(run: tuple[str, Look]) -> tuple[int, int]:
    text, look = run
    return look.size if text.strip() else 0, len(text)


def _is_mark(text: str, look: Look, main: Look) -> bool:
    """Whether a plain run is a note's mark beside others: higher, lower, or much smaller."""
    moved = abs(look.position - main.position) >= _SHIFTED or look.size * 3 <= main.size * 2
    return look.style == "plain" and moved and _FIGURE.fullmatch(text) is not None


def _character(element: Any, look: Look) -> str:
    """Return what an element of a run shows."""
    if element.tag == _SYMBOL:
        font = element.get(f"{_W}font", "").lower()
        code = element.get(f"{_W}char", "")
        return _symbol(int(code, 16), font) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    text = _SIGNS.get(element.tag) or element.text or ""
    if look.symbols:
        return "".join(x if x.isspace() else _symbol(ord(x), look.symbols) for x in text)
    return text


def _symbol(code: int, font: str) -> str:
    """Return the character that a sign of a symbol font shows, as far as Unicode has it."""
    own = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if font.startswith("wingdings"):
        # The third has arrows alone.
        shift = _WINGDINGS_2 if font.endswith("2") else 0
        return _SIGN if font.endswith("3") else _CIRCLES.get(own + shift, _SIGN)
    if font.startswith("webdings") or not (0x20 <= own < 0xD800):
        return _SIGN
    return chr(own)


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
        _drop(next(mark.iterancestors(CELL), None))
    etree.strip_elements(root, _GONE, *_DELETIONS, with_tail=False)


def _take_first_alternatives(root: Any) -> None:
    """A text box is written twice, for new programs and for old ones."""
    for alternatives in [*root.iter(f"{{{_COMPATIBILITY}}}AlternateContent")]:
        for other in alternatives[1:]:
            _drop(other)


def _drop_hidden_rows(root: Any) -> None:
    for mark in [*root.iter(f"{_W}hidden")]:
        holder = mark.getparent().getparent()
        if _is_on(mark) and holder is not None and holder.tag == _ROW:
            _drop(holder)


def _empty_placeholders(root: Any) -> None:
    """A content control that nobody filled in shows what to type there."""
    for mark in [*root.iter(f"{_W}showingPlcHdr")]:
        control = mark.getparent().getparent()
        if _is_on(mark) and control is not None and control.tag == f"{_W}sdt":
            for text in [*control.iter(*_WRITTEN)]:
                _drop(text)


def _is_on(mark: Any) -> bool:
    return mark.get(f"{_W}val", "1") not in _OFF


def _drop_table_of_contents(root: Any) -> None:
    """Its lines repeat the headings; each refers to the page of one."""
    for field in [*root.iter(f"{_W}instrText")]:
        if "PAGEREF _Toc" in (field.text or ""):
            _drop(next(field.iterancestors(_PARAGRAPH), None))


_CODE, _BEGIN = f"{_W}instrText", f"{_W}fldChar"
_RING = re.compile(
    r"\s*eq\s.*\\o\s*\\ac\s*\(\s*[^,，]{0,2}[,，]\s*([0-9]{1,2})\s*\)", re.IGNORECASE
)


@dataclasses.dataclass
class _Field:
    """A field that has begun: what stands in its code, and whether anything is its result."""

    begin: Any
    code: list[Any] = dataclasses.field(default_factory=list)
    has_result: bool = False


def _show_results(root: Any) -> None:
    """Drop the codes of fields, which a field inside may be part of, and show chosen entries."""
    fields: list[_Field] = []
    coding: list[_Field] = []
    for element in [*root.iter(_BEGIN, _CODE, *_WRITTEN)]:
        if element.tag != _BEGIN:
            if coding:
                coding[-1].code.append(element)
            elif fields and (element.text or "").strip():
                fields[-1].has_result = True
            continue
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            fields.append(_Field(element))
            coding.append(fields[-1])
        elif fields:
            if coding and coding[-1] is fields[-1]:
                coding.pop()
            if kind == "end":
                ended = fields.pop()
                # Where half a field was deleted, the end is another's.
                if _cell_of(ended.begin) is _cell_of(element):
                    _end(ended)


def _end(ended: _Field) -> None:
    code = "".join(x.text or "" for x in ended.code)
    for element in ended.code:
        _drop(element)
    chosen = _RING.match(code)
    shown = chr(0x245F + int(chosen[1])) if chosen and 0 < int(chosen[1]) <= 20 else _choice(ended)
    if shown and not ended.has_result:
        ended.begin.tag, ended.begin.text = _TEXT, shown


def _cell_of(element: Any) -> Any:
    return next(element.iterancestors(CELL), None)


def _choice(ended: _Field) -> str:
    """Return the entry of a list that is chosen in a form's field."""
    entries = [x.get(f"{_W}val", "") for x in ended.begin.iter(f"{_W}listEntry")]
    stated = ended.begin.find(f"{_W}ffData/{_W}ddList/{_W}result")
    chosen = _count(stated, 0)
    return entries[chosen] if chosen < len(entries) else ""


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
