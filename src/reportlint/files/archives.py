"""Zip archives of submissions: each report in one is a file of its own."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location

MOST_MEMBERS = 20_000
LARGEST_EXPANDED = 2**31

# What makes a zip file a document of its own: Office Open XML, OpenDocument.
_DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)


def is_archive(path: str) -> bool:
    """Whether a file is a zip archive that is no document itself."""
    if PurePath(path).suffix.lower() != ".zip":
        return False
    try:
        with _opened(path) as archive:
            return not _DOCUMENT_PARTS & set(archive.namelist())
    except (*_BROKEN, OSError):
        return False


def members(path: str) -> Iterator[str]:
    """Yield the names of the files in an archive; ReadError where it is too large a one."""
    with _opened(path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MOST_MEMBERS or sum(info.file_size for info in files) > LARGEST_EXPANDED:
        message = Text(
            f"压缩包过大：超过 {MOST_MEMBERS} 个文件，或解压后超过 {LARGEST_EXPANDED >> 30} GiB",
            f"the archive is too large: over {MOST_MEMBERS} files, or {LARGEST_EXPANDED >> 30} GiB",
        )
        raise ReadError(message, Location(path))
    yield from (info.filename for info in files)


def extract(path: str, member: str, most: int) -> bytes:
    """Return at most `most` bytes of a file in an archive; ReadError where it is broken."""
    try:
        with _opened(path) as archive, archive.open(member) as file:
            return file.read(most)
    except _BROKEN as error:
        message = Text(
            f"无法从压缩包中取出：{error}", f"cannot be taken out of the archive: {error}"
        )
        raise ReadError(message, Location(f"{path}/{member}")) from None


def _opened(path: str) -> zipfile.ZipFile:
    """Names without a mark are in the encoding of a Chinese Windows."""
    try:
        return zipfile.ZipFile(path, metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(path)
