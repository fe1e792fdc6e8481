"""Files, written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

from reportlint.errors import WriteError, reason
from reportlint.language import Text
from reportlint.location import Location

_UNWRITTEN = Text("无法写入：{reason}", "cannot be written: {reason}")


def replace_file(path: str | Path, content: bytes) -> None:
    """Write a file whole, or leave what is there and raise WriteError.

    A file that is there keeps its permissions, and stays where links to it lead.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".reportlint-") as folder:
            whole = Path(folder, target.name)
            whole.write_bytes(content)
            if target.exists():
                shutil.copymode(target, whole)
            whole.replace(target)
    except OSError as error:
        raise WriteError(_UNWRITTEN.fill(reason=reason(error)), Location(str(path))) from None
