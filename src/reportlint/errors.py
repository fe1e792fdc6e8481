"""What can go wrong that a user can mend, in words."""

from __future__ import annotations

import errno

from reportlint.language import Text
from reportlint.location import Location


class ReportlintError(Exception):
    """Something that a user can mend: `message` says what, `location` where, if that is known.

    >>> print(ReportlintError(Text("文件是空的", "the file is empty"), Location("a.json")))
    a.json: the file is empty
    """

    def __init__(self, message: Text, location: Location | None = None) -> None:
        super().__init__(message, location)
        self.message = message
        self.location = location

    def __str__(self) -> str:
        if self.location is None:
            return self.message.en
        line = "" if self.location.line is None else f":{self.location.line}"
        return f"{self.location.file}{line}: {self.message.en}"


class ReadError(ReportlintError):
    """No report could be read; `is_foreign` where the file has neither its title nor its tables."""

    location: Location

    def __init__(self, message: Text, location: Location, *, is_foreign: bool = False) -> None:
        super().__init__(message, location)
        self.is_foreign = is_foreign


class NoTableError(ReadError):
    """A document has no table of the form."""


class AttachedError(ReadError):
    """The report is in documents that a page links; `attachments` are those that lie beside it."""

    def __init__(
        self,
        message: Text,
        location: Location,
        attachments: tuple[str, ...],
        *,
        is_foreign: bool = False,
    ) -> None:
        super().__init__(message, location, is_foreign=is_foreign)
        self.attachments = attachments


class WriteError(ReportlintError):
    """A file could not be written, or a report not be written in that format."""


class AmendError(ReportlintError):
    """A file was left as it is."""


class SettingsError(ReportlintError):
    """A settings file that cannot be used."""

    location: Location

    def __init__(self, message: Text, location: Location) -> None:
        super().__init__(message, location)


class GitError(ReportlintError):
    """git could not say what has changed."""


class FormError(ReportlintError):
    """A schema that misstates the form."""


class UnknownFormError(ReportlintError):
    """The form that a report follows is not known."""


class UnitsError(ReportlintError):
    """The reports of units cannot be added up."""


class RosterError(ReportlintError):
    """A roster that cannot be read."""


class TemplateError(ReportlintError):
    """A template of letters that cannot be used."""


_REASONS: dict[type[OSError], Text] = {
    TimeoutError: Text("等了几秒，内容没有结束", "it did not come to its end within seconds"),
    FileNotFoundError: Text("文件或文件夹不存在", "there is no such file or folder"),
    PermissionError: Text("没有权限", "permission denied"),
    IsADirectoryError: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    NotADirectoryError: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
}

_REASONS_BY_NUMBER = {
    errno.ENXIO: Text("这不是文件（套接字或设备）", "it is no file but a socket or device"),
    errno.ENOSPC: Text("磁盘已满", "no space is left on the disk"),
    errno.EDQUOT: Text("超出磁盘配额", "the disk quota is used up"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.EIO: Text("读写出错", "the disk or device failed"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
    errno.ELOOP: Text("链接指回自身", "the links lead back to themselves"),
    errno.EMFILE: Text("打开的文件过多", "too many files are open"),
    errno.EINVAL: Text("文件名或参数不能用", "the name or argument cannot be used"),
}


def reason(error: OSError) -> Text:
    """Return why the system refused; its own words where there are no others.

    >>> print(reason(PermissionError(13, "Permission denied")))
    没有权限
    """
    found = (text for kind, text in _REASONS.items() if isinstance(error, kind))
    others = _REASONS_BY_NUMBER.get(error.errno or 0)
    return next(found, others or Text(str(error.strerror), str(error.strerror)))
