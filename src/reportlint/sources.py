"""From what a user names (files, folders, patterns, standard input) to the files to read."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath

from reportlint.readers import LARGEST_FILE, SUFFIXES

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input."""

    name: str

    def content(self) -> bytes:
        """Return its bytes, no more than one past the largest that is read; raises OSError."""
        if self.name == STDIN:
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(self.name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)


def sources(path: str | Path, exclude: tuple[str, ...] = ()) -> Iterator[Source]:
    """Yield the files that a path stands for, in the order of their names.

    A folder stands for the files in it, at any depth, whose suffix a reader knows; hidden ones and
    those that match `exclude` are left out. A pattern stands for what it matches. A file that does
    not exist stands for itself: opening it will say so.
    """
    name = str(path)
    if name != STDIN and os.path.isdir(name):
        yield from _folder(Path(name), exclude)
    elif name != STDIN and glob.has_magic(name) and not os.path.lexists(name):
        matches = sorted(glob.glob(name, recursive=True))
        for match in matches or [name]:
            if match == name:
                yield Source(name)
            else:
                yield from sources(match, exclude)
    else:
        yield Source(name)


def _folder(folder: Path, exclude: tuple[str, ...]) -> Iterator[Source]:
    closed: list[OSError] = []
    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=closed.append)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES
    ]
    # Opening a folder that may not be entered will say so.
    found += [Path(error.filename) for error in closed]
    for path in sorted(found):
        if not _left_out(path.relative_to(folder), exclude):
            yield Source(str(path))


def _left_out(path: PurePath, exclude: tuple[str, ...]) -> bool:
    """Whether a file, or a folder that it is in, is hidden or excluded."""
    if any(part.startswith((".", "~$")) for part in path.parts):
        return True
    names = [name for part in (path, *path.parents) for name in (part.as_posix(), part.name)]
    return any(fnmatch(name, pattern) for name in names for pattern in exclude)
