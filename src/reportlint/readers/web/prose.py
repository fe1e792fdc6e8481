"""Prose of a page, paragraph by paragraph; what is only links is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlint.readers.grids import Paragraph
from reportlint.readers.web.elements import words
from reportlint.readers.web.source import Source
from reportlint.readers.web.wording import shown

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_WORD = re.compile(r"\w")
_STEP = re.compile(r"[>›»＞→/|]")
_LONGEST_PATH = 80


class Prose:
    """Texts that are being gathered into a paragraph."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.texts: list[NodeType] = []
        self.outside: list[str] = []
        self.links = 0
        self.inside_link = False

    def add(self, node: NodeType) -> None:
        """Add a text of the page."""
        self.texts.append(node)
        if not self.inside_link:
            self.outside.append(words(node))

    def begin_link(self) -> None:
        """Take the following texts for those of a link."""
        self.links += 1
        self.inside_link = True

    def end_link(self) -> None:
        """Take the following texts for plain ones."""
        self.inside_link = False

    def taken(self) -> Iterator[Paragraph]:
        """Yield the paragraph, if there is one, and begin another."""
        text = shown("".join(words(node) for node in self.texts))
        if text and not self._is_path(text):
            first = next(node for node in self.texts if shown(words(node)))
            yield Paragraph(text, self.source.of(first))
        self.texts, self.outside, self.links = [], [], int(self.inside_link)

    def _is_path(self, text: str) -> bool:
        """Whether it is nothing but links, or the path to the page as links."""
        outside = "".join(self.outside)
        if not self.links:
            return False
        path = self.links > 1 and len(text) <= _LONGEST_PATH and _STEP.search(outside)
        return bool(path) or _WORD.search(outside) is None
