"""A page with other numbers in some cells; every other character of its source stays.

Only text is changed: what a form's field shows, a script writes or a style hides is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from reportlint.document.amendment import PlacedCharacter, renumbered, shown_in
from reportlint.document.content import Content, encoded_page
from reportlint.document.places import Extent, LineIndex, Replacement, rewritten
from reportlint.errors import AmendError
from reportlint.formats.html.elements import CONTROLS, PICTURES, UNSEEN
from reportlint.language import Text
from reportlint.number import Number, shortest
from reportlint.report import Report

_PIECE = re.compile(
    r"(?P<comment><!--.*?-->|<[!?][^>]*>)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
    r"|(?P<reference>&\#?[0-9A-Za-z]+;?)|(?P<character>.)",
    re.DOTALL,
)
_AROUND = {"td", "th", "tr", "table", "tbody", "thead", "tfoot", "caption", "body", "html"}
"""Tags at which a cell ends at the latest."""
_VOID = {"br", "wbr", "hr", "col"}
_ELSEWHERE = Text(
    "这一格的数不在这个网页里，请手工修改",
    "the number of the cell is not in this page; change it by hand",
)
_CONTROL = Text(
    "这一格里有输入框、图片、脚本等（{tag}），请手工修改",
    "the cell holds a field, a picture, a script or the like ({tag}); change it by hand",
)
_NESTED = Text("这一格里另有表格，请手工修改", "the cell holds a table; change it by hand")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the page with other numbers, in the manner of the old ones."""
    lines = LineIndex(content.file, content.page)
    found = (x for key, new in changes.items() for x in _replacements(lines, report, key, new))
    return rewritten(content, found, encoded_page(content.data))


def _replacements(lines: LineIndex, report: Report, key: str, new: Number) -> list[Replacement]:
    place = report.locations[key]
    if place.file != lines.file or place.line is None or place.column is None:
        raise AmendError(_ELSEWHERE)
    source = CellSource.beginning(lines.text, lines.start(place.line) + place.column - 1)
    shown = shown_in(report, key)
    if shown:
        return renumbered(source.characters, shown, report.value(key), new)
    return [(source.room, shortest(new))]


@dataclass
class CellSource:
    """The characters that stand in a cell from some place on, and where one that is blank has room.

    `room` is what keeps a blank cell open, `&nbsp;`, else the place after its innermost start tag.
    """

    characters: list[PlacedCharacter] = field(default_factory=list)
    room: Extent = (0, 0)

    @classmethod
    def beginning(cls, text: str, start: int) -> CellSource:
        """Return what stands from the cell's start tag on, or from a text within it."""
        found = cls(room=(start, start))
        tags = 0
        for piece in _pieces(text, start):
            tag, is_end = (piece["tag"] or "").lower(), bool(piece["end"])
            if tag in _AROUND and (is_end or piece.start() > start):
                if tag == "table" and not is_end:
                    raise AmendError(_NESTED)
                break
            if tag in CONTROLS | PICTURES | UNSEEN:
                raise AmendError(_CONTROL.fill(tag=tag))
            if tag:
                tags += is_end
                if not is_end and not tags and tag not in _VOID:
                    found.room = (piece.end(), piece.end())
            elif not piece["comment"]:
                found._add(piece)
        return found

    def _add(self, piece: re.Match[str]) -> None:
        text = unescape(piece[0]) if piece["reference"] else piece[0]
        self.characters.append(PlacedCharacter(text, piece.span()))
        keeps_open = not text.strip() and text.strip(" \t\r\n\f")
        if keeps_open and self.room[0] == self.room[1]:
            self.room = piece.span()


def _pieces(text: str, start: int) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(text, start)
