"""Files, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from reportlint.errors import WriteError, reason
from reportlint.language import Text
from reportlint.location import Location
from reportlint.temporary import temporary_folder

_UNWRITTEN = Text("无法写入：{reason}", "cannot be written: {reason}")
_NO_FILE = Text(
    "不是普通文件（设备、管道或文件夹），没有改写",
    "it is no ordinary file but a device, a pipe or a folder; it was left alone",
)
_CHANGED = Text(
    "读取以后，文件又被其他程序改动，没有改写；请重新运行",
    "the file was changed by another program since it was read; it was left alone: run this again",
)
_LINKED = Text(
    "文件另有硬链接，改写后各处会不一致，没有改写；请改写复制的文件",
    "the file has other hard links, which would be left behind; it was left alone: use a copy",
)
_OWNED = Text(
    "改写后不能保持文件的所有者或访问权限，没有改写：{reason}",
    "the file's owner or access rights could not be kept; it was left alone: {reason}",
)
_UNKEPT = (errno.ENOTSUP, errno.EOPNOTSUPP)


def replace_file(
    path: str | Path,
    content: bytes | Callable[[IO[bytes]], None],
    *,
    expected: bytes | None = None,
) -> None:
    """Write a file whole, or leave what is there and raise WriteError.

    `content` are its bytes, or what writes them to the file that is to be there.
    A file that is there keeps its permissions, owner and extended attributes, and stays where
    links to it lead; with `expected` it is only written where it still holds that.
    """
    place = Location(str(path))
    try:
        target = Path(os.path.realpath(path))
        before = target.stat() if os.path.lexists(target) else None
        if before is not None:
            _refuse(target, before, expected, place)
        with temporary_folder(target.parent) as folder:
            whole = folder / target.name
            with whole.open("xb") as file:
                if callable(content):
                    content(file)
                else:
                    file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if before is not None:
                _keep(whole, target, before, place)
                if expected is not None and not _holds(target, expected):
                    raise WriteError(_CHANGED, place)
            whole.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise WriteError(_UNWRITTEN.fill(reason=reason(error)), place) from None


def _refuse(target: Path, before: os.stat_result, expected: bytes | None, place: Location) -> None:
    """Raise WriteError for what is not to be replaced."""
    if not stat.S_ISREG(before.st_mode):
        raise WriteError(_NO_FILE, place)
    if before.st_nlink > 1:
        raise WriteError(_LINKED, place)
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if expected is not None and not _holds(target, expected):
        raise WriteError(_CHANGED, place)


def _holds(target: Path, expected: bytes) -> bool:
    with target.open("rb") as file:
        return file.read(len(expected) + 1) == expected


def _keep(whole: Path, target: Path, before: os.stat_result, place: Location) -> None:
    """Give the new file what the old one has beside its content."""
    try:
        now = whole.stat()
        if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
            os.chown(whole, before.st_uid, before.st_gid)
        whole.chmod(stat.S_IMODE(before.st_mode))
        if hasattr(os, "listxattr"):
            for name in os.listxattr(target):
                os.setxattr(whole, name, os.getxattr(target, name))
    except OSError as error:
        if error.errno not in _UNKEPT:
            raise WriteError(_OWNED.fill(reason=reason(error)), place) from None


def _settle(folder: Path) -> None:
    """Have the system write down the new name, where it can be asked to."""
    with suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
