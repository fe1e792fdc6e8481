"""From what a user names (files, folders, patterns, standard input) to the files to read."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

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
    if name != STDIN and Path(name).is_dir():
        yield from _folder(Path(name), exclude)
    elif name != STDIN and glob.has_magic(name) and not Path(name).exists():
        matches = sorted(glob.glob(name, recursive=True))
        for match in matches or [name]:
            if match == name:
                yield Source(name)
            else:
                yield from sources(match, exclude)
    else:
        yield Source(name)


def _folder(folder: Path, exclude: tuple[str, ...]) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        hidden = any(part.startswith((".", "~$")) for part in inner.parts)
        excluded = any(fnmatch(inner.as_posix(), p) or fnmatch(path.name, p) for p in exclude)
        if not hidden and not excluded and path.suffix.lower() in SUFFIXES and path.is_file():
            yield Source(str(path))
