"""From what a user names (files, folders, patterns, archives, standard input) to what is read."""

from __future__ import annotations

import glob
import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from io import BytesIO
from itertools import islice
from pathlib import Path, PurePath

from reportlint.corpora.parquet import is_corpus
from reportlint.errors import ReadError
from reportlint.findings import Omission
from reportlint.formats import LARGEST_FILE, READABLE
from reportlint.language import Text
from reportlint.location import Location
from reportlint.opening import contents

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, a file in a zip archive, standard input, or bytes under a name.

    `inside` leads to a file in an archive: the places of the archives in it, if any, then of the
    file. `is_named` is False where it was found in a folder, in an archive or by a pattern.
    `refusal` says of an archive why it is not entered. Standard input may have the name of a file.
    """

    name: str
    archive: str | None = None
    inside: tuple[int, ...] = ()
    is_named: bool = True
    refusal: Text | None = None
    is_stdin: bool = False
    data: bytes | None = field(default=None, repr=False)

    @classmethod
    def stdin(cls, name: str = STDIN) -> Source:
        """Return standard input, called by a name."""
        return cls(name, is_stdin=True)

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters."""
        return os.path.splitext(self.name)[1].lower()  # noqa: PTH122  (of every file)

    @property
    def is_corpus(self) -> bool:
        """Whether it holds a report a row, by its name."""
        is_file = self.archive is None and self.data is None and not self.is_stdin
        return is_file and is_corpus(self.name)

    def content(self) -> bytes:
        """Return its bytes, no more than one past the largest that is read.

        Raises OSError where it cannot be opened, ReadError for an archive that is broken or
        refused.
        """
        if self.refusal is not None:
            raise ReadError(self.refusal, Location(self.name))
        most = LARGEST_FILE + 1
        if self.data is not None:
            return self.data[:most]
        if self.is_stdin:
            return sys.stdin.buffer.read(most)
        if self.archive is not None:
            return extract(self.archive, self.inside, most, self.name)
        return contents(self.name, most)


def sources(path: str | Path | Source, exclude: tuple[str, ...] = ()) -> Iterator[Source]:
    """Yield the files to read that a path stands for, as `Listing` does."""
    return (file for file in Listing(exclude).files(path) if isinstance(file, Source))


def walked(folder: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a folder and those in it that are not hidden, at any depth, each with its files.

    `os.walk` calls itself for every folder, of which Python allows no thousand.
    """
    left = [folder]
    while left:
        parent = left.pop()
        with suppress(OSError), os.scandir(parent) as found:
            entries = list(found)
            yield parent, [entry.name for entry in entries if not entry.is_dir()]
            inner = [x for x in entries if not x.name.startswith(".")]
            left += [x.path for x in inner if x.is_dir(follow_symlinks=False)]


class Listing:
    """Lists the files that paths stand for, each once however often and by whatever name it comes.

    A folder stands for the files in it, at any depth, and a zip archive for those in it and in
    archives in it. Of these, hidden ones, settings, those that match `exclude`, and those that it
    names by their absolute paths are passed over; those whose suffix no reader knows are left out,
    and said to be. A pattern stands for what it matches. Any other path stands for itself: opening
    it says what is wrong with it.
    """

    def __init__(self, exclude: tuple[str, ...] = ()) -> None:
        self._exclude = exclude
        self._seen: set[tuple[int, int] | str] = set()
        with suppress(OSError):
            printed = os.fstat(1)  # it may go to a file in the folder
            self._seen |= {_number(printed)} if stat.S_ISREG(printed.st_mode) else set()

    def files(self, path: str | Path | Source) -> Iterator[Source | Omission]:
        """Yield what a path stands for, in the order of the names; a file that is known itself."""
        if isinstance(path, Source):
            if path.archive is not None or self._is_new(path.name):
                yield path
            return
        name = str(path)
        if name != STDIN and os.path.isdir(name):
            yield from self._folder(Path(name))
        elif name != STDIN and glob.has_magic(name) and not os.path.lexists(name):
            yield from self._matches(name)
        elif self._is_new(name):
            own = Source.stdin() if name == STDIN else Source(name)
            is_packed = name != STDIN and is_archive(name)
            yield from self._archive(name) if is_packed else [own]

    def _matches(self, pattern: str) -> Iterator[Source | Omission]:
        matches = sorted(glob.glob(pattern, recursive=True))
        for match in matches:
            if os.path.isdir(match):
                yield from self._folder(Path(match))
            elif not is_corpus(match):
                yield from self._found(Path(match))
            elif self._is_new(match):
                yield Source(match)
        if not matches:
            yield Source(pattern)

    def _found(self, path: Path) -> Iterator[Source | Omission]:
        """Yield what a file that was not named itself stands for."""
        name = str(path)
        if _is_passed_over(PurePath(path.name), ()) or not self._is_new(name):
            return
        if is_archive(name):
            yield from self._archive(name)
        elif path.suffix.lower() in (*READABLE, ".zip"):
            yield Source(name, is_named=False)
        else:
            yield _omission(name)

    def _folder(self, folder: Path) -> Iterator[Source | Omission]:
        found, unopened = self._walked(folder)
        pages = _pages(found)
        # A file that a link leads to is called by its own name.
        for path in sorted([*found, *unopened], key=lambda path: (path.is_symlink(), path)):
            named = os.path.abspath(path) in self._exclude or _belongs_to_page(path, pages)
            if not named and not _is_passed_over(path.relative_to(folder), self._exclude):
                # Opening a folder that may not be entered will say so.
                yield from [Source(str(path))] if path in unopened else self._found(path)

    def _walked(self, folder: Path) -> tuple[list[Path], set[Path]]:
        """Return the files below a folder, and the folders that cannot be entered.

        Folders that are links come last, so that what has a place of its own is called by that; a
        folder is entered once, and none that `folder` is in.
        """
        found: list[Path] = []
        unopened: set[Path] = set()
        own, linked = [folder], list[Path]()
        entered = {_identity(parent) for parent in Path(os.path.realpath(folder)).parents}
        while own or linked:
            inner = own.pop() if own else linked.pop()
            if (identity := _identity(inner)) in entered:
                continue
            entered.add(identity)
            try:
                with os.scandir(inner) as entries:
                    for entry in entries:
                        path = inner / entry.name
                        if not _is_folder(entry):
                            found.append(path)
                        elif not _is_passed_over(path.relative_to(folder), self._exclude):
                            (linked if entry.is_symlink() else own).append(path)
            except OSError:
                unopened.add(inner)
        return found, unopened

    def _archive(self, name: str) -> Iterator[Source | Omission]:
        found = list(islice(self._inside(name, (), name), MOST_MEMBERS + 1))
        if len(found) > MOST_MEMBERS:
            found = [Source(name, name, refusal=_TOO_LARGE)]
        yield from found

    def _inside(
        self, archive: str, inside: tuple[int, ...], own: str
    ) -> Iterator[Source | Omission]:
        """Yield the files of an archive, `own` by name, and of those in it.

        One that cannot be opened, is refused or is a document stands for itself.
        """
        listed: dict[int, str] = {}
        try:
            listed = members(archive, inside)
        except ReadError as error:
            yield Source(own, archive, inside, refusal=error.message)
        except _BROKEN:
            yield Source(own, archive if inside else None, inside)
        if inside and _DOCUMENT_PARTS & set(listed.values()):
            yield Source(own, archive, inside, is_named=False)
            return
        pages = _pages(map(PurePath, listed.values()))
        used: set[str] = set()
        for place, member in sorted(listed.items(), key=lambda item: item[1]):
            path = PurePath(member)
            if _is_passed_over(path, self._exclude) or _belongs_to_page(path, pages):
                continue
            name = f"{own}/{_unused(path, used)}"
            if path.suffix.lower() == ".zip":
                yield from self._inside(archive, (*inside, place), name)
            elif path.suffix.lower() in READABLE:
                yield Source(name, archive, (*inside, place), is_named=False)
            else:
                yield _omission(name)

    def _is_new(self, name: str) -> bool:
        identity = _identity(name)
        is_new = identity not in self._seen
        self._seen.add(identity)
        return is_new


def _identity(file: str | Path) -> tuple[int, int] | str:
    """Return what tells a file from others, by whatever name or link it is called."""
    with suppress(OSError, ValueError):
        return _number(Path(file).stat())
    return str(file) if file == STDIN else os.path.abspath(str(file))


def _number(status: os.stat_result) -> tuple[int, int]:
    if not status.st_ino:  # a file system that numbers no files
        raise OSError
    return status.st_dev, status.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir()
    return False


def _unused(path: PurePath, used: set[str]) -> str:
    """Return a name for a member of an archive, in which several may have one name."""
    name, number = str(path.as_posix()), 1
    while name in used:
        number += 1
        name = path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix()
    used.add(name)
    return name


_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".iso")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic")
_OTHER = Text("不是可以读取的格式", "of a kind that is not read")
_OTHER_ARCHIVE = Text("不是 zip 压缩包，没有打开", "an archive other than zip is not opened")
_CORPUS = Text("语料（Parquet）写明文件名才读取", "a corpus is read where it is named")
_PICTURE = Text("图片，不读取其中的数", "a picture, whose numbers are not read")


def _omission(name: str) -> Omission:
    suffix = PurePath(name).suffix.lower()
    if suffix in _PACKED:
        return Omission(name, _OTHER_ARCHIVE)
    if is_corpus(name):
        return Omission(name, _CORPUS)
    return Omission(name, _PICTURE if suffix in _PICTURES else _OTHER)


_PAGES = (".htm", ".html")
"""Pages that are saved with a folder of what belongs to them."""
_OF_PAGE = ("_files", ".files", "_file", ".fld", "_文件")


def _pages(paths: Iterable[PurePath]) -> frozenset[PurePath]:
    """Return the pages among files, without the endings of their names."""
    return frozenset(path.with_suffix("") for path in paths if path.suffix.lower() in _PAGES)


def _belongs_to_page(path: PurePath, pages: Collection[PurePath]) -> bool:
    """Whether a file is in the folder that was saved with a page beside that."""
    return bool(pages) and any(
        folder.with_name(folder.name.removesuffix(ending)) in pages
        for folder in path.parents
        for ending in _OF_PAGE
        if folder.name.endswith(ending) and folder.name != ending
    )


_SETTINGS = ("reportlint.toml", "pyproject.toml")
_ACCEPTANCES = ".accept.toml"
_HIDDEN = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")


def _is_passed_over(path: PurePath, exclude: tuple[str, ...]) -> bool:
    """Whether a file, or a folder that it is in, is hidden or excluded, or the file is settings."""
    if any(part.startswith(_HIDDEN) for part in path.parts):
        return True
    name = path.name.lower() if os.name == "nt" else path.name
    return name in _SETTINGS or name.endswith(_ACCEPTANCES) or matches(path, exclude)


def matches(path: PurePath, patterns: Collection[str]) -> bool:
    """Whether a pattern matches a file or a folder that it is in, by its path or by its name.

    >>> matches(PurePath("reports/2023.docx"), ["2023*"])
    True
    """
    if not patterns:  # the path of every folder above costs much where there are a thousand
        return False
    names = [name for part in (path, *path.parents) for name in (part.as_posix(), part.name)]
    return any(fnmatch(name, pattern) for pattern in patterns for name in names)


def ignored_in(
    file: str, per_file_ignores: Mapping[str, Iterable[str]], folder: Path | None = None
) -> tuple[str, ...]:
    """Return the codes that are to be ignored in a file, by patterns relative to a folder.

    Without one that is the working folder.
    """
    if not per_file_ignores:
        return ()
    path = relative(file, folder or Path.cwd())
    patterns = per_file_ignores.items()
    return tuple(x for pattern, codes in patterns if matches(path, (pattern,)) for x in codes)


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
_TOO_LARGE = Text(
    f"压缩包过大：超过 {MOST_MEMBERS} 个文件，或解压后超过 {LARGEST_EXPANDED >> 30} GiB",
    f"the archive is too large: over {MOST_MEMBERS} files, or {LARGEST_EXPANDED >> 30} GiB",
)
_TOO_DEEP = Text(
    "压缩包嵌套过深，没有打开；请解压后检查",
    "archives nested too deeply; it was not opened: unpack it",
)

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


def members(path: str, inside: tuple[int, ...] = ()) -> dict[int, str]:
    """Return the names of the files in an archive, or in one that it holds, by their places.

    Raises ReadError where it is too large, or too deep in others, and other errors where it is
    broken.
    """
    with _opened(path, inside) as archive:
        infos = archive.infolist()
    files = {place: info for place, info in enumerate(infos) if not info.is_dir()}
    size = sum(info.file_size for info in files.values())
    if len(files) > MOST_MEMBERS or size > LARGEST_EXPANDED:
        raise ReadError(_TOO_LARGE, Location(path))
    return {place: info.filename for place, info in files.items()}


def extract(path: str, inside: tuple[int, ...], most: int, name: str) -> bytes:
    """Return at most `most` bytes of a file in an archive; ReadError of `name` where it breaks."""
    try:
        with (
            _opened(path, inside[:-1]) as archive,
            archive.open(archive.infolist()[inside[-1]]) as file,
        ):
            return file.read(most)
    except _BROKEN as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> ReadError:
    message = Text(f"无法从压缩包中取出：{error}", f"cannot be taken out of the archive: {error}")
    return ReadError(message, Location(name))


@contextmanager
def _opened(path: str, inside: tuple[int, ...]) -> Iterator[zipfile.ZipFile]:
    """Open an archive, or one that it holds."""
    if len(inside) > DEEPEST_ARCHIVE:
        raise ReadError(_TOO_DEEP, Location(path))
    with ExitStack() as opened:
        archive = opened.enter_context(_named(path))
        for place in inside:
            with archive.open(archive.infolist()[place]) as file:
                content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                raise ReadError(Text("压缩包过大", "the archive is too large"), Location(path))
            archive = opened.enter_context(_named(BytesIO(content)))
        yield archive


def _named(file: str | BytesIO) -> zipfile.ZipFile:
    """Names without a mark are in the encoding of a Mac or Linux, or of a Chinese Windows."""
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return zipfile.ZipFile(file, metadata_encoding=encoding)
    return zipfile.ZipFile(file)
