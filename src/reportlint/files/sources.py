"""From what a user names (files, folders, patterns, archives, standard input) to what is read."""

from __future__ import annotations

import glob
import os
import sys
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePath

from reportlint.errors import ReadError
from reportlint.formats import LARGEST_FILE, READABLE
from reportlint.language import Text
from reportlint.location import Location
from reportlint.opening import contents

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, a file in a zip archive, or standard input.

    `inside` leads to a file in an archive: the archives in it, if any, then the file.
    """

    name: str
    archive: str | None = None
    inside: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters."""
        return PurePath(self.name).suffix.lower()

    def content(self) -> bytes:
        """Return its bytes, no more than one past the largest that is read.

        Raises OSError where it cannot be opened, ReadError for a broken archive.
        """
        most = LARGEST_FILE + 1
        if self.name == STDIN:
            return sys.stdin.buffer.read(most)
        if self.archive is not None:
            return extract(self.archive, self.inside, most)
        return contents(self.name, most)


def sources(path: str | Path, exclude: tuple[str, ...] = ()) -> Iterator[Source]:
    """Yield the files that a path stands for, in the order of their names.

    A folder stands for the files in it, at any depth, whose suffix a reader knows, and a zip
    archive for those in it and in archives in it; hidden ones, those that match `exclude`, and
    those that it names by their absolute paths, are left out. A pattern stands for what it matches.
    A file that does not exist stands for itself: opening it says so.
    """
    name = str(path)
    if name == STDIN:
        yield Source(name)
    elif os.path.isdir(name):
        yield from _folder(Path(name), exclude)
    elif glob.has_magic(name) and not os.path.lexists(name):
        yield from _matches(name, exclude)
    elif is_archive(name):
        yield from _archive(name, exclude)
    else:
        yield Source(name)


def _matches(pattern: str, exclude: tuple[str, ...]) -> Iterator[Source]:
    matches = sorted(glob.glob(pattern, recursive=True))
    for match in matches:
        yield from sources(match, exclude)
    if not matches:
        yield Source(pattern)


def _archive(name: str, exclude: tuple[str, ...]) -> Iterator[Source]:
    found = list(islice(_inside(name, (), exclude), MOST_MEMBERS + 1))
    yield from [Source(name)] if len(found) > MOST_MEMBERS else found


def _inside(archive: str, inside: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[Source]:
    """Yield the files of an archive, and of those in it; one that cannot be opened for itself."""
    own = "/".join((archive, *inside))
    try:
        names = sorted(members(archive, inside))
    except ReadError:
        names = []
        yield Source(own, archive if inside else None, inside)
    pages = _pages(map(PurePath, names))
    for member in names:
        path = PurePath(member)
        if _left_out(path, exclude) or _belongs_to_page(path, pages):
            continue
        if path.suffix.lower() == ".zip":
            yield from _inside(archive, (*inside, member), exclude)
        elif path.suffix.lower() in READABLE:
            yield Source(f"{own}/{member}", archive, (*inside, member))


def _folder(folder: Path, exclude: tuple[str, ...]) -> Iterator[Source]:
    closed: list[OSError] = []
    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=closed.append)
        for name in names
        if Path(name).suffix.lower() in (*READABLE, ".zip")
    ]
    pages = _pages(found)
    # Opening a folder that may not be entered will say so.
    unopened = {Path(error.filename) for error in closed}
    for path in sorted([*found, *unopened]):
        named = os.path.abspath(path) in exclude or _belongs_to_page(path, pages)
        if not named and not _left_out(path.relative_to(folder), exclude):
            yield from [Source(str(path))] if path in unopened else sources(path, exclude)


_PAGES = (".htm", ".html")
"""Pages that are saved with a folder of what belongs to them."""
_OF_PAGE = ("_files", ".files", "_file", ".fld", "_文件")


def _pages(paths: Iterable[PurePath]) -> frozenset[PurePath]:
    """Return the pages among files, without the endings of their names."""
    return frozenset(path.with_suffix("") for path in paths if path.suffix.lower() in _PAGES)


def _belongs_to_page(path: PurePath, pages: Collection[PurePath]) -> bool:
    """Whether a file is in the folder that was saved with a page beside that."""
    return any(
        folder.with_name(folder.name.removesuffix(ending)) in pages
        for folder in path.parents
        for ending in _OF_PAGE
        if folder.name.endswith(ending) and folder.name != ending
    )


def _left_out(path: PurePath, exclude: tuple[str, ...]) -> bool:
    """Whether a file, or a folder that it is in, is hidden or excluded."""
    if any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts):
        return True
    return matches(path, exclude)


def matches(path: PurePath, patterns: Iterable[str]) -> bool:
    """Whether a pattern matches a file or a folder that it is in, by its path or by its name.

    >>> matches(PurePath("reports/2023.docx"), ["2023*"])
    True
    """
    names = [name for part in (path, *path.parents) for name in (part.as_posix(), part.name)]
    return any(fnmatch(name, pattern) for pattern in patterns for name in names)


def relative(file: str, folder: Path) -> PurePath:
    """Return a file's path as seen from a folder; from another drive there is none."""
    path = os.path.abspath(file)
    try:
        return PurePath(os.path.relpath(path, folder))
    except ValueError:
        return PurePath(path)


MOST_MEMBERS = 20_000
LARGEST_EXPANDED = 2**31
DEEPEST_ARCHIVE = 3
"""How deep archives may stand in each other."""

# What makes a zip file a document of its own: Office Open XML, OpenDocument.
_DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)


def is_archive(path: str) -> bool:
    """Whether a file is a zip archive that is no document itself."""
    if PurePath(path).suffix.lower() != ".zip":
        return False
    try:
        with _opened(path, ()) as archive:
            return not _DOCUMENT_PARTS & set(archive.namelist())
    except (*_BROKEN, OSError):
        return False


def members(path: str, inside: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the names of the files in an archive, or in one that it holds.

    Raises ReadError where it is too large a one, or cannot be opened.
    """
    try:
        yield from _members(path, inside)
    except _BROKEN as error:
        raise _unreadable(path, inside, error) from None


def _members(path: str, inside: tuple[str, ...]) -> Iterator[str]:
    with _opened(path, inside) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MOST_MEMBERS or sum(info.file_size for info in files) > LARGEST_EXPANDED:
        message = Text(
            f"压缩包过大：超过 {MOST_MEMBERS} 个文件，或解压后超过 {LARGEST_EXPANDED >> 30} GiB",
            f"the archive is too large: over {MOST_MEMBERS} files, or {LARGEST_EXPANDED >> 30} GiB",
        )
        raise ReadError(message, Location(path))
    yield from (info.filename for info in files)


def extract(path: str, inside: tuple[str, ...], most: int) -> bytes:
    """Return at most `most` bytes of a file in an archive; ReadError where it is broken."""
    try:
        with _opened(path, inside[:-1]) as archive, archive.open(inside[-1]) as file:
            return file.read(most)
    except _BROKEN as error:
        raise _unreadable(path, inside, error) from None


def _unreadable(path: str, inside: tuple[str, ...], error: Exception) -> ReadError:
    message = Text(f"无法从压缩包中取出：{error}", f"cannot be taken out of the archive: {error}")
    return ReadError(message, Location("/".join((path, *inside))))


@contextmanager
def _opened(path: str, inside: tuple[str, ...]) -> Iterator[zipfile.ZipFile]:
    """Open an archive, or one that it holds."""
    if len(inside) > DEEPEST_ARCHIVE:
        raise ReadError(Text("压缩包嵌套过深", "archives nested too deeply"), Location(path))
    with ExitStack() as opened:
        archive = opened.enter_context(_named(path))
        for member in inside:
            with archive.open(member) as file:
                content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                where = Location("/".join((path, *inside)))
                raise ReadError(Text("压缩包过大", "the archive is too large"), where)
            archive = opened.enter_context(_named(BytesIO(content)))
        yield archive


def _named(file: str | BytesIO) -> zipfile.ZipFile:
    """Names without a mark are in the encoding of a Mac or Linux, or of a Chinese Windows."""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return zipfile.ZipFile(file, metadata_encoding=encoding)
    return zipfile.ZipFile(file)
