"""The elements of a part of a package, and where they stand in its bytes.

lxml says at most in which line an element begins; expat says at which byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from reportlint.errors import AmendError
from reportlint.language import Text

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ODD = Text("文件的写法不常见，无法就地修改", "the file is written in an unusual way")

Splice = tuple[int, int, bytes]


@dataclass(slots=True)
class Element:
    """One element: its name as written, its attributes, its children, where its tags begin."""

    xml: bytes
    name: str
    attributes: dict[str, str]
    start: int
    closing: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without a prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix of the name, with its colon."""
        return self.name[: -len(self.local)]

    @property
    def named_until(self) -> int:
        """Where the name in the start tag ends."""
        return self.start + len(f"<{self.name}".encode())

    @property
    def opened(self) -> int:
        """Where the start tag ends."""
        return self._tag.end()

    @property
    def is_single(self) -> bool:
        """Whether the start tag is the whole element: `<c/>`."""
        return self._tag[0].endswith(b"/>")

    @property
    def end(self) -> int:
        """Where the element ends."""
        return self.opened if self.is_single else self.xml.index(b">", self.closing) + 1

    @property
    def _tag(self) -> re.Match[bytes]:
        tag = _TAG.match(self.xml, self.start)
        if tag is None:
            raise AmendError(_ODD)
        return tag

    def named(self, *names: str) -> Iterator[Element]:
        """Yield the children of those names."""
        return (child for child in self.children if child.local in names)

    def attribute(self, name: str) -> tuple[int, int] | None:
        """Return where an attribute stands in the start tag, with the space before it."""
        attributes = _ATTRIBUTE.finditer(self.xml, self.named_until, self.opened)
        return next((x.span() for x in attributes if x[1] == name.encode()), None)

    def appended(self, content: str) -> Splice:
        """Return the piece that puts content before the end of the element."""
        if self.is_single:
            start = self.opened - len(b"/>")
            return start, self.opened, f">{content}</{self.name}>".encode()
        return self.closing, self.closing, content.encode()


def parse(xml: bytes) -> Element:
    """Return the root of a part; AmendError where it is damaged, or not in UTF-8."""
    parser = expat.ParserCreate("utf-8")
    root = Element(xml, "", {}, 0)
    above = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        element = Element(xml, name, attributes, parser.CurrentByteIndex)
        above[-1].children.append(element)
        above.append(element)

    def end(_: str) -> None:
        above.pop().closing = parser.CurrentByteIndex

    def refuse(*_: object) -> None:
        raise AmendError(_ODD)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise AmendError(_ODD) from error
    return root.children[0]
