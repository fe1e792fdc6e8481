"""Temporary folders, and what runs that were killed have left of theirs."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_OURS = re.compile(r"\.?reportlint-(\d+)-.{8}")
_SETTLED = 60
"""Seconds after which the folder of a process that is gone is nobody's."""
_ABANDONED = 24 * 60 * 60
"""Seconds after which a folder is nobody's, whatever process bears its number now."""


@contextmanager
def temporary_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give a folder of one's own, hidden where it has a `parent`, for as long as it takes.

    What killed runs have left beside it is cleared away first.
    """
    clear_abandoned(parent or Path(tempfile.gettempdir()))
    prefix = f"{'.' if parent else ''}reportlint-{os.getpid()}-"
    with tempfile.TemporaryDirectory(dir=parent, prefix=prefix, ignore_cleanup_errors=True) as made:
        yield Path(made)


def clear_abandoned(folder: Path) -> None:
    """Remove our temporary folders in `folder` whose process is gone."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            found = _OURS.fullmatch(entry.name)
            if found and entry.is_dir(follow_symlinks=False):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                gone = age > _SETTLED and not _is_running(int(found[1]))
                if gone or age > _ABANDONED:
                    shutil.rmtree(entry.path, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
