"""Why the system does not open or write a file, in words."""

from __future__ import annotations

from reportlint.language import Text
from reportlint.report import Location


class ReadError(Exception):
    """No report could be read; says where and why."""

    def __init__(self, message: Text, location: Location) -> None:
        super().__init__(message.en)
        self.message = message
        self.location = location


class AmendError(Exception):
    """A file was left as it is; says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("文件或文件夹不存在", "there is no such file or folder"),
    PermissionError: Text("没有权限", "permission denied"),
    IsADirectoryError: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    NotADirectoryError: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
}


def reason(error: OSError) -> Text:
    """Return why it failed; the system's own words where there are no others.

    >>> print(reason(PermissionError(13, "Permission denied")))
    没有权限
    """
    found = (text for kind, text in _REASONS.items() if isinstance(error, kind))
    return next(found, Text(str(error.strerror), str(error.strerror)))
