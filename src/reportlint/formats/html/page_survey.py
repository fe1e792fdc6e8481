"""A survey of a whole page: how deep it is, which tables frame others, what its head states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlint.document.places import LineIndex
from reportlint.location import Location

if TYPE_CHECKING:
    from justhtml.dom import NodeType
from dataclasses import dataclass, field

from reportlint.document.blocks import Paragraph
from reportlint.errors import ReadError
from reportlint.formats.html.elements import attribute, visible_text, words
from reportlint.language import Text

# White space as it is typed and as it is escaped.
_BLANK = re.compile(
    r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#x0*a0|#x0*3000);?)*", re.IGNORECASE
)


class MarkupSource(LineIndex):
    """A page's text, and where its nodes stand in it."""

    def of(self, node: NodeType) -> Location:
        """Return where a node begins, a text after the white space that begins it."""
        offset = node.origin_offset
        if offset is None:
            return Location(self.file)
        blank = _BLANK.match(self.text, offset) if node.name == "#text" else None
        return self.at(blank.end() if blank else offset)


DEEPEST = 1000
"""How deep elements may stand in each other."""

_TITLE_PARTS = re.compile(r"\s*[-_|—–·]+\s*")
_LONGEST_TITLE = 200
_TITLES = frozenset(("articletitle", "og:title"))
_DAYS = frozenset(("pubdate", "publishdate"))


@dataclass
class Survey:
    """What a page is like; `framing` has the tables, and their rows, that hold another table."""

    source: MarkupSource
    framing: set[int] = field(default_factory=set)
    titles: list[Paragraph] = field(default_factory=list)
    day: Paragraph | None = None

    def take(self, root: NodeType) -> None:
        """Survey every element; ReadError where they stand too deep."""
        # Of each node the depth, and the nearest table and row around it.
        stack: list[tuple[NodeType, int, int, int]] = [(root, 0, 0, 0)]
        while stack:
            node, depth, table, row = stack.pop()
            if depth > DEEPEST:
                message = Text("嵌套过深", "nested too deeply")
                raise ReadError(message, self.source.of(node))
            if node.name == "table":
                self.framing |= {table, row}
                table, row = id(node), 0
            elif node.name == "tr":
                row = id(node)
            elif node.name in ("meta", "title"):
                self._note_metadata(node)
            stack += [(child, depth + 1, table, row) for child in reversed(node.children or ())]

    def _note_metadata(self, node: NodeType) -> None:
        """Note a title or a day of publication."""
        if node.name == "title":
            whole = visible_text("".join(words(child) for child in node.children or ()))
            parts = _TITLE_PARTS.split(whole[:_LONGEST_TITLE])
            self.titles += [Paragraph(part, self.source.of(node)) for part in parts]
            return
        name = (attribute(node, "name") or attribute(node, "property")).lower()
        stated = Paragraph(visible_text(attribute(node, "content")), self.source.of(node))
        if name in _TITLES:
            self.titles.insert(0, stated)
        elif name in _DAYS:
            self.day = self.day or stated
