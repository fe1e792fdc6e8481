"""The pages of an OFD, found by what its parts say of each other.

Elements are known by their names alone: producers differ in namespaces.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from reportlint.document.assembly import assemble
from reportlint.document.content import Content
from reportlint.document.packages import (
    MOST_TAGS,
    TOO_LONG,
    OfficePackage,
    damaged,
    parsed,
    refuse_bomb,
)
from reportlint.errors import ReadError
from reportlint.formats.ofd.drawn_objects import POINTS, State, is_seen, numbers
from reportlint.formats.ofd.drawn_pages import DrawnPage
from reportlint.language import Text
from reportlint.layout.drawing import (
    FEWEST_CHARACTERS,
    MOST_PAGES,
    NO_TEXT,
    TOO_MANY_PAGES,
    is_scan,
    printed_pages,
)
from reportlint.layout.pages import blocks
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTRY = "ofd.xml"
_KEYS = ("encryptions.xml", "decryptseed.dat", "entriesmap.dat")
_MOST_TAGS = 4 * MOST_TAGS
"""Of all parts together; some producers take an object for each character."""
_A4 = (210.0, 297.0)
_BESIDE_THE_TEXT = frozenset({"Stamp", "Watermark", "Highlight"})
_HEIGHTS = {"Background": 0, "Body": 1, "Foreground": 2}
_PNG, _CLEAR_KINDS, _CLEAR_CHUNK = b"\x89PNG", (b"\4", b"\6"), b"tRNS"
_KIND_AT, _HEAD = 25, 4096
_PAGES = "{*}Pages/{*}Page"

_LOCKED = Text("OFD 已加密，需要密码或证书", "the OFD is encrypted and needs a password or a key")
_AS_PATHS = Text(
    "OFD 中的文字被画成了图形，无法读取：请检查排版前的原文件，或先做文字识别（OCR）",
    "the characters of the OFD are drawn as shapes and cannot be read: check the document that it "
    "was made from, or run OCR on it first",
)


def read(content: Content) -> Report:
    """Read one report; ReadError where the OFD is broken, locked, a scan, or no report."""
    file = Location(content.file)
    refuse_bomb(content)
    drawn = list(_Document(content).pages())
    drawings = [page.drawing() for page in drawn]
    characters = sum(len(drawing.characters) for drawing in drawings)
    if characters < FEWEST_CHARACTERS <= sum(page.shapes for page in drawn):
        raise ReadError(_AS_PATHS, file)
    pages = printed_pages(drawings, file)
    if is_scan(drawings, pages):
        raise ReadError(NO_TEXT.fill(format="OFD"), file)
    return assemble(blocks(pages), content.file)


class _Document:
    """The parts of a document by what they say of each other."""

    def __init__(self, content: Content) -> None:
        self.file = content.file
        self._package = OfficePackage(content)
        self._roots: dict[str, Element] = {}
        self._tags = 0
        if any(name.endswith(_KEYS) for name in self._package.names):
            raise ReadError(_LOCKED, Location(self.file))
        self.main = self._referred(_ENTRY, self._root(_ENTRY).findtext(".//{*}DocRoot"))
        self.body = self._root(self.main)

    def pages(self) -> Iterator[DrawnPage]:
        """Yield the pages with everything drawn on them."""
        pages = self.body.findall(_PAGES)
        if len(pages) > MOST_PAGES:
            raise ReadError(TOO_MANY_PAGES.fill(format="OFD"), Location(self.file))
        for number, page in enumerate(pages, 1):
            root = self._root(self._referred(self.main, page.get("BaseLoc")))
            drawn = DrawnPage(
                self._resources, self._is_opaque, self._size(root), Location(self.file, page=number)
            )
            for layer in self._layers(root):
                drawn.draw([layer], State())
            for appearance in self._appearances.get(page.get("ID", ""), ()):
                drawn.draw(appearance, State().of(appearance))
            yield drawn

    def _size(self, page: Element) -> tuple[float, float]:
        """Return width and height of a page; it is the whole paper that is seen."""
        for area in (page.find("{*}Area"), self.body.find("{*}CommonData/{*}PageArea")):
            for box in ("PhysicalBox", "ApplicationBox", "ContentBox"):
                stated = numbers(area.findtext(f"{{*}}{box}") if area is not None else None)
                if len(stated) == 4 and min(stated[2:]) > 0:
                    return stated[2] * POINTS, stated[3] * POINTS
        return _A4[0] * POINTS, _A4[1] * POINTS

    def _layers(self, page: Element) -> Iterable[Element]:
        """Return the layers of a page and its templates, from the lowest to the highest."""
        found: list[tuple[int, Element]] = []
        for used in page.iterfind("{*}Template"):
            template = self._templates.get(used.get("TemplateID", ""))
            if template is not None:
                part = self._root(self._referred(self.main, template.get("BaseLoc")))
                order = _HEIGHTS.get(used.get("ZOrder") or template.get("ZOrder") or "", 0)
                found += [(order, layer) for layer in part.iterfind("{*}Content/{*}Layer")]
        for layer in page.iterfind("{*}Content/{*}Layer"):
            found.append((_HEIGHTS.get(layer.get("Type", ""), 1), layer))
        return [layer for _, layer in sorted(found, key=lambda item: item[0])]

    @cached_property
    def _templates(self) -> dict[str, Element]:
        return {x.get("ID", ""): x for x in self.body.iterfind("{*}CommonData/{*}TemplatePage")}

    @cached_property
    def _appearances(self) -> dict[str, list[Element]]:
        """What annotations look like, by the identifiers of their pages; stamps are no text."""
        found: defaultdict[str, list[Element]] = defaultdict(list)
        for part, stated in self._parts_of(self.main, self.body.iterfind("{*}Annotations")):
            for page in stated.iterfind("{*}Page"):
                for _, own in self._parts_of(part, page.iterfind("{*}FileLoc")):
                    for annotation in own.iterfind("{*}Annot"):
                        if is_seen(annotation) and annotation.get("Type") not in _BESIDE_THE_TEXT:
                            found[page.get("PageID", "")] += annotation.iterfind("{*}Appearance")
        return found

    @cached_property
    def _resources(self) -> dict[str, Element]:
        """Parameters and composite objects that pages refer to, by their identifiers."""
        return {
            x.get("ID", ""): x
            for _, stated in self._resource_parts
            for kind in ("DrawParam", "CompositeGraphicUnit")
            for x in stated.iter(f"{{*}}{kind}")
        }

    @cached_property
    def _pictures(self) -> dict[str, str | None]:
        """The parts that pictures are in, by their identifiers."""
        return {
            x.get("ID", ""): self._found(
                f"{posixpath.dirname(part)}/{stated.get('BaseLoc', '')}/",
                x.findtext("{*}MediaFile"),
            )
            for part, stated in self._resource_parts
            for x in stated.iter("{*}MultiMedia")
        }

    @cached_property
    def _resource_parts(self) -> list[tuple[str, Element]]:
        pages = (self._found(self.main, x.get("BaseLoc")) for x in self.body.iterfind(_PAGES))
        found = [
            *self._parts_of(self.main, self.body.iterfind("{*}CommonData/{*}PublicRes")),
            *self._parts_of(self.main, self.body.iterfind("{*}CommonData/{*}DocumentRes")),
        ]
        for page in filter(None, pages):
            found += self._parts_of(page, self._root(page).iterfind("{*}PageRes"))
        return found

    def _is_opaque(self, picture: str) -> bool:
        """Whether nothing behind a picture is seen."""
        part = self._pictures.get(picture)
        data = self._package.read(part) if part else _PNG
        if not data.startswith(_PNG):
            return True
        is_clear = data[_KIND_AT : _KIND_AT + 1] in _CLEAR_KINDS or _CLEAR_CHUNK in data[:_HEAD]
        return len(data) > _KIND_AT and not is_clear

    def _parts_of(self, part: str, names: Iterable[Element]) -> Iterator[tuple[str, Element]]:
        """Yield the parts that elements name; what is beside the pages may be missing."""
        for element in names:
            name = self._found(part, element.text)
            if name is not None:
                yield name, self._root(name)

    def _referred(self, part: str, stated: str | None) -> str:
        name = self._found(part, stated)
        if name is None:
            raise damaged(self.file, stated or part)
        return name

    def _found(self, part: str, stated: str | None) -> str | None:
        """Return the part of a name; some producers write it from the root without a slash."""
        text = (stated or "").strip()
        names = (self._package.resolved(part, text), self._package.resolved("", text))
        return next((name for name in names if name in self._package.names), None)

    def _root(self, part: str) -> Element:
        if part not in self._roots:
            xml = self._package.read(part)
            self._tags += xml.count(b"<")
            if self._tags > _MOST_TAGS:
                raise ReadError(TOO_LONG, Location(self.file))
            self._roots[part] = parsed(xml, self.file)
        return self._roots[part]
