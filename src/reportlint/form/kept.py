"""Modules made of files, kept where Python keeps bytecode until one of the files changes."""

# ruff: noqa: PTH116, PTH118  (pathlib takes longer to import than a report to check)

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import SourceFileLoader
from typing import Any


class KeptModule(SourceFileLoader):
    """Loads as Python loads a module what has its source from a function and is made of files.

    `folder` is the one beside whose bytecode it is kept. Where that cannot be written, the source
    is made anew every time.
    """

    def __init__(
        self, name: str, folder: str, made_of: Sequence[str], source: Callable[[], str]
    ) -> None:
        super().__init__(name, os.path.join(folder, f"{name}.py"))
        self._made_of = made_of
        self._source = source

    def namespace(self) -> dict[str, Any]:
        """Return the names that the module defines."""
        names: dict[str, Any] = {}
        exec(self.get_code(self.name) or "", names)  # noqa: S102
        return names

    def path_stats(self, path: str | bytes) -> dict[str, int | None]:
        """Return what tells apart all that it is made of, as the time of a file."""
        stats = [os.stat(file) for file in sorted(self._made_of)]
        key = hash((sys.version_info[:3], *((x.st_mtime_ns, x.st_size) for x in stats)))
        return {"mtime": (key ^ key >> 32) & 0xFFFFFFFF, "size": None}

    def get_data(self, path: str | bytes) -> bytes:
        """Return the bytes of a file; of the module itself its source, made now."""
        return super().get_data(str(path)) if path != self.path else self._source().encode()
