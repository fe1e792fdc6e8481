"""Zip packages and the XML in them: within bounds, with their parts as Word finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location

if TYPE_CHECKING:
    from lxml import etree
import copy
import posixpath
import re
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Literal
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reportlint.document.content import Content
from reportlint.errors import AmendError

_DAMAGED = Text("文件已损坏：{reason}", "the file is damaged: {reason}")

MOST_TAGS = 400_000
"""Opening and closing; a report has some ten thousand."""
_XML_BEGINNING = 4096
"""Bytes; a root declares some thirty namespaces."""
TOO_LONG = Text("文件内容过多", "the file is too long")


def parsed(xml: bytes, file: str) -> etree._Element:
    """Return the root of a document without comments; ReadError where it is damaged or hostile."""
    from lxml import etree

    if xml.count(b"<") > MOST_TAGS:
        raise ReadError(TOO_LONG, Location(file))
    # Without huge_tree libxml2 itself bounds nesting, names and what entities add up to.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(file, str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(file, "DOCTYPE")
    return root


def root_tag(xml: bytes) -> str:
    """Return the name of a document's root with its namespace; empty where it has none.

    >>> root_tag(b'<a:b xmlns:a="urn:x"><c/>')
    '{urn:x}b'
    """
    from lxml import etree

    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True)
    try:
        parser.feed(xml[:_XML_BEGINNING])
    except etree.XMLSyntaxError:
        return ""
    return next((str(element.tag) for _, element in parser.read_events()), "")


def damaged(file: str, reason: str) -> ReadError:
    """Return the error for a file that is not what its format says."""
    return ReadError(_DAMAGED.fill(reason=reason), Location(file))


MOST_PARTS = 10_000
LARGEST_PART = 32 * 2**20
"""Bytes, expanded; the body of a report has a few hundred thousand."""
LARGEST_WHOLE = 200 * 2**20
"""Bytes, expanded, pictures included."""

_BEGINNING = b"PK\x03\x04"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What a careless server or program puts before a file or a part."""
_ENTRY = b"PK\x01\x02"


def is_package(content: Content) -> bool:
    """Whether the bytes begin as a zip file, sound or not."""
    return content.head.lstrip(_BEFORE).startswith(_BEGINNING)


def part_names(content: Content) -> list[str]:
    """Return the names of the parts; none where the file is no zip file or a damaged one."""
    if not is_package(content):
        return []
    _refuse_crowd(content)
    try:
        with opened(content) as package:
            return package.namelist()
    except ReadError:
        return []


def read_part(content: Content, name: str) -> bytes:
    """Return one part, expanded; ReadError where it is missing, damaged or too large."""
    _refuse_crowd(content)
    with opened(content) as package:
        return _expanded(package, name, content.file)


def _expanded(package: ZipFile, name: str, file: str) -> bytes:
    part = package.getinfo(name)
    # Other methods are none of these formats', and some reserve what a file tells them to.
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise NotImplementedError
    # What is read ends at the stated size, whatever the part expands to.
    if part.file_size > LARGEST_PART:
        raise _too_large(file)
    return package.read(part)


def refuse_bomb(content: Content) -> None:
    """Raise ReadError where the parts together expand to more than a report may have."""
    _refuse_crowd(content)
    with opened(content) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST_WHOLE:
            raise _too_large(content.file)


@contextmanager
def opened(content: Content) -> Iterator[ZipFile]:
    """Open a package; what goes wrong with it inside becomes a ReadError."""
    with _broken(content.file), ZipFile(BytesIO(content.data)) as package:
        yield package


@contextmanager
def _broken(file: str) -> Iterator[None]:
    try:
        yield
    except ReadError:
        raise
    # On broken bytes zipfile raises a dozen kinds: its own, zlib's, struct's, OSError, KeyError, …
    except Exception as error:
        raise ReadError(
            Text("文件已损坏，或设有密码", "the file is damaged or has a password"), Location(file)
        ) from error


def _refuse_crowd(content: Content) -> None:
    """Count the entries of the directory before zipfile makes an object of each."""
    if content.data.count(_ENTRY) > MOST_PARTS:
        raise ReadError(
            Text("压缩包内的文件过多", "the package has too many parts"), Location(content.file)
        )


def _too_large(file: str) -> ReadError:
    return ReadError(Text("文件解压后过大", "the file is too large when expanded"), Location(file))


DocumentKind = Literal["text", "workbook", "binary workbook", "presentation", "drawing"]

_CONTENT_TYPES = "[content_types].xml"
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_MAIN = (".main+xml", ".main")
_KINDS: dict[str, DocumentKind] = {
    "sheet.binary": "binary workbook",
    "wordprocessingml": "text",
    "ms-word": "text",
    "spreadsheetml": "workbook",
    "ms-excel": "workbook",
    "presentationml": "presentation",
    "ms-powerpoint": "presentation",
    "visio": "drawing",
}
"""What a document is, by what its content type, or the namespace of its root, has in it."""
_PART_OF_TWO = Text(
    "文件里有两个名为 {name} 的部件，无法确定读取哪一个",
    "the file has two parts named {name}, and which one to read is not known",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One part's relation to another: its kind, such as `styles`, and that part's name."""

    kind: str
    target: str


class OfficePackage:
    """The parts of an office document. Names that it gives and takes are in small letters.

    A part that nothing refers to is no part of the document, whatever it is called. ReadError
    comes of what is damaged or too large.
    """

    def __init__(self, content: Content) -> None:
        self.file = content.file
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._zip: ZipFile | None = None
        if is_package(content):
            _refuse_crowd(content)
            with suppress(ReadError), _broken(content.file):
                self._zip = ZipFile(BytesIO(content.data))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name that each part has in the zip file, the first of several alike."""
        return {name: parts[0].filename for name, parts in self._parts.items()}

    @cached_property
    def main(self) -> str | None:
        """The part that is the document; None where the package says of none that it is."""
        related = (x.target for x in self.relations("").values() if x.kind == "officedocument")
        typed = (name for name, stated in self._overrides.items() if stated.endswith(_MAIN))
        found = next((name for name in (*related, *typed) if name in self.names), None)
        if found or any(self._overrides.values()):
            return found
        # Of a package that states nothing the part itself says what it is.
        return next((name for name in self.names if _kind(self._root_tag(name))), None)

    @cached_property
    def kind(self) -> DocumentKind | None:
        """What the document is; None where this is no package of an office document."""
        if self.main is None:
            return None
        return _kind(self.content_type(self.main)) or _kind(self._root_tag(self.main))

    def content_type(self, part: str) -> str:
        """Return what the package says that a part holds; empty where it does not say."""
        ending = posixpath.splitext(part)[1].lstrip(".")
        return self._overrides.get(part) or self._defaults.get(ending, "")

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part, of the package itself for "", by their identifiers."""
        if part not in self._relations:
            self._relations[part] = self._stated_relations(part)
        return self._relations[part]

    def _stated_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        stated = posixpath.join(folder, "_rels", f"{name}.rels")
        return {
            element.get("Id", ""): Relation(
                posixpath.basename(element.get("Type", "")).lower(),
                self.resolved(part, element.get("Target", "")),
            )
            for element in self._elements(stated, "Relationship")
            if element.get("TargetMode", "").lower() != "external"
        }

    def resolved(self, part: str, target: str) -> str:
        """Return the name of what a part calls `target`."""
        folder = posixpath.dirname(part)
        return _plain(posixpath.join("/", folder, target.replace("\\", "/")))

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part of a kind that a part refers to and that is there."""
        targets = (x.target for x in self.relations(part).values() if x.kind == kind.lower())
        return next((target for target in targets if target in self.names), None)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, of one in XML without what a parser would stumble on."""
        name = self.names.get(part, part)
        if len({(x.CRC, x.file_size) for x in self._parts.get(part, ())}) > 1:
            raise ReadError(_PART_OF_TWO.fill(name=name), Location(self.file))
        with _broken(self.file):
            if self._zip is None:
                raise KeyError(part)
            return _plain_xml(_expanded(self._zip, name, self.file))

    @cached_property
    def _parts(self) -> Mapping[str, list[ZipInfo]]:
        """The parts by their names; of two with one name nobody knows which one is meant."""
        parts: defaultdict[str, list[ZipInfo]] = defaultdict(list)
        for part in self._zip.infolist() if self._zip else ():
            parts[_plain(part.filename)].append(part)
        return parts

    @cached_property
    def _overrides(self) -> dict[str, str]:
        return {
            _plain(element.get("PartName", "")): element.get("ContentType", "").lower()
            for element in self._elements(_CONTENT_TYPES, "Override")
        }

    @cached_property
    def _defaults(self) -> dict[str, str]:
        return {
            element.get("Extension", "").lower(): element.get("ContentType", "").lower()
            for element in self._elements(_CONTENT_TYPES, "Default")
        }

    def _elements(self, part: str, name: str) -> list[Any]:
        """Return the elements of a part of the package's own; none where it is not there."""
        if part not in self.names:
            return []
        return list(parsed(self.read(part), self.file).iter(f"{{*}}{name}"))

    def _root_tag(self, part: str) -> str:
        return root_tag(self.read(part)) if part.endswith(".xml") else ""


def _kind(stated: str) -> DocumentKind | None:
    return next((kind for sign, kind in _KINDS.items() if sign in stated), None)


def _plain_xml(data: bytes) -> bytes:
    """Return XML in UTF-8 where it is in UTF-16, and without white space before it."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace").lstrip()
        data = _DECLARATION.sub("", text).encode("utf-8", "replace")
    return data.lstrip(_BEFORE)


def _plain(name: str) -> str:
    r"""Return a part's name as names are compared.

    >>> _plain("/XL\\Workbook.xml")
    'xl/workbook.xml'
    """
    return posixpath.normpath(unquote(name.replace("\\", "/"))).lstrip("/").lower()


_SIGNATURES = "_xmlsignatures/"
_HEADER = 30
"""Bytes of an entry before its name."""
_SIGNED = Text(
    "文件有数字签名，改动会使签名失效", "the file is signed, and a change would undo that"
)
_PART_TWICE = Text("文件里有同名的部件", "the file has two parts of one name")


def refuse_unsafe(content: Content) -> None:
    """Raise AmendError where parts would be lost, ReadError where they are too large."""
    refuse_bomb(content)
    names = part_names(content)
    if len(set(names)) < len(names):
        raise AmendError(_PART_TWICE)
    if any(_plain(name).startswith(_SIGNATURES) for name in names):
        raise AmendError(_SIGNED)


def with_parts(content: Content, parts: Mapping[str, bytes]) -> bytes:
    """Return the package with those parts; the others are copied as they are, byte for byte."""
    file = BytesIO()
    with opened(content) as old, ZipFile(file, "w") as new:
        new.comment = old.comment
        entries = old.infolist()
        ends = sorted([old.start_dir, *(x.header_offset for x in entries)])
        for part in entries:
            own = parts.get(part.filename)
            whole = content.data[part.header_offset : ends[bisect_right(ends, part.header_offset)]]
            if own is not None or not _is_entry(whole, part):
                new.writestr(copy.copy(part), old.read(part) if own is None else own)
                continue
            copied = copy.copy(part)
            copied.header_offset = file.tell()
            file.write(whole)
            new.filelist.append(copied)
            new.NameToInfo[copied.filename] = copied
            new.start_dir = file.tell()
    return file.getvalue()


def _is_entry(whole: bytes, part: ZipInfo) -> bool:
    """Whether the bytes are an entry as the directory states it, under a name in plain letters."""
    name = part.filename.encode()
    begins = whole.startswith(_BEGINNING) and whole[_HEADER : _HEADER + len(name)] == name
    fits = _HEADER + len(name) + part.compress_size <= len(whole)
    return begins and fits and part.filename.isascii()
