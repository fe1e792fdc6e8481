"""The bytes of a file, of whatever kind it is: no more than is asked for, and not for ever."""

# ruff: noqa: PTH116, PTH123  (pathlib takes longer than the system to open a file)

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
from pathlib import Path

_PATIENCE = 5.0
"""Seconds that a pipe or a device may take to come to its end."""
_PIECE = 2**16
_PAUSE = 0.02


def contents(path: str | Path, most: int, seconds: float = _PATIENCE) -> bytes:
    """Return the bytes of a file, at most `most` of them.

    Raises OSError where it cannot be opened; TimeoutError for a pipe or device that has not come
    to its end, nor to `most`, in that time.
    """
    if sys.platform == "win32" or not _is_stream(path):
        with open(path, "rb") as file:
            return file.read(most)
    # Opening a pipe would wait for who writes to it.
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        return _streamed(opened, most, time.monotonic() + seconds)
    finally:
        os.close(opened)


def is_file(path: str | Path) -> bool:
    """Whether it is a plain file, which can be read more than once and comes to an end."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_stream(path: str | Path) -> bool:
    mode = os.stat(path).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _streamed(opened: int, most: int, until: float) -> bytes:
    is_pipe = stat.S_ISFIFO(os.fstat(opened).st_mode)
    pieces: list[bytes] = []
    left = most
    while left > 0:
        remaining = until - time.monotonic()
        if remaining <= 0:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        if not select.select([opened], [], [], remaining)[0]:
            continue
        try:
            piece = os.read(opened, min(_PIECE, left))
        except BlockingIOError:
            continue
        if piece:
            pieces.append(piece)
            left -= len(piece)
        elif pieces or not is_pipe:
            break
        else:  # nobody has written to the pipe yet
            time.sleep(_PAUSE)
    return b"".join(pieces)
