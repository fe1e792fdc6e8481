"""A first look over a whole page: how deep it is, which tables frame others, what its head says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.language import Text
from reportlint.readers.errors import ReadError
from reportlint.readers.grids import Paragraph
from reportlint.readers.web.elements import attribute, words
from reportlint.readers.web.source import Source
from reportlint.readers.web.wording import shown

if TYPE_CHECKING:
    from justhtml.dom import NodeType

DEEPEST = 1000
"""How deep elements may stand in each other."""

_TITLE_PARTS = re.compile(r"\s*[-_|—–·]+\s*")
_LONGEST_TITLE = 200
_TITLES = frozenset(("articletitle", "og:title"))
_DAYS = frozenset(("pubdate", "publishdate"))


@dataclass
class Survey:
    """What was seen; `framing` has the tables, and their rows, that hold another table."""

    source: Source
    framing: set[int] = field(default_factory=set)
    titles: list[Paragraph] = field(default_factory=list)
    day: Paragraph | None = None

    def look(self, root: NodeType) -> None:
        """Look at every element; ReadError where they stand too deep."""
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
                self._hear(node)
            stack += [(child, depth + 1, table, row) for child in reversed(node.children or ())]

    def _hear(self, node: NodeType) -> None:
        """Note a title or a day of publication."""
        if node.name == "title":
            whole = shown("".join(words(child) for child in node.children or ()))
            parts = _TITLE_PARTS.split(whole[:_LONGEST_TITLE])
            self.titles += [Paragraph(part, self.source.of(node)) for part in parts]
            return
        name = (attribute(node, "name") or attribute(node, "property")).lower()
        said = Paragraph(shown(attribute(node, "content")), self.source.of(node))
        if name in _TITLES:
            self.titles.insert(0, said)
        elif name in _DAYS:
            self.day = self.day or said
