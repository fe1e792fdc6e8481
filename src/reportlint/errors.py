"""What can go wrong that a user can mend, in words."""

from __future__ import annotations

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


class FormError(ReportlintError):
    """A schema that misstates the form."""


class UnknownFormError(ReportlintError):
    """The form that a report follows is not known."""


class UnitsError(ReportlintError):
    """The reports of units cannot be added up."""


_REASONS: dict[type[OSError], Text] = {
    TimeoutError: Text("等了几秒，内容没有结束", "it did not come to its end within seconds"),
    FileNotFoundError: Text("文件或文件夹不存在", "there is no such file or folder"),
    PermissionError: Text("没有权限", "permission denied"),
    IsADirectoryError: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    NotADirectoryError: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
}


def reason(error: OSError) -> Text:
    """Return why the system refused; its own words where there are no others.

    >>> print(reason(PermissionError(13, "Permission denied")))
    没有权限
    """
    found = (text for kind, text in _REASONS.items() if isinstance(error, kind))
    return next(found, Text(str(error.strerror), str(error.strerror)))
