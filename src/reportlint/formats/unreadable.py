"""Packages of other documents and plain archives: refused, named for what they are."""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package, part_names, read_part
from reportlint.errors import ReadError
from reportlint.formats.format import ZIP, Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

_OPEN_DOCUMENTS = {
    "spreadsheet": Text(
        "这是 OpenDocument 表格（ODS），请另存为 XLSX",
        "it is an OpenDocument spreadsheet (ODS); save it as XLSX",
    ),
    "presentation": Text(
        "这是 OpenDocument 演示文稿（ODP），不是年度报告文档，请另存为 PDF",
        "it is an OpenDocument presentation (ODP); save it as PDF",
    ),
}
_OPEN_DOCUMENT = Text(
    "这是 OpenDocument 文件，不是文档，请另存为 DOCX 或 PDF",
    "it is an OpenDocument file that is no text document; save it as DOCX or PDF",
)
_OFFICE = {
    "binary workbook": Text(
        "这是二进制工作簿（XLSB），请另存为 XLSX", "it is a binary workbook (XLSB); save it as XLSX"
    ),
    "presentation": Text(
        "这是演示文稿（PPTX），请另存为 PDF", "it is a presentation (PPTX); save it as PDF"
    ),
    "drawing": Text("这是 Visio 绘图，请另存为 PDF", "it is a Visio drawing; save it as PDF"),
}
_DAMAGED = Text(
    "文件已损坏（没有下载完整？），或设有密码",
    "the file is damaged (not downloaded whole?) or has a password",
)
_ARCHIVE = Text(
    "这是压缩包（zip），不是文档；请解压，或把后缀改为 .zip",
    "it is a zip archive and no document; unpack it, or let its name end in .zip",
)


def recognises(content: Content) -> bool:
    """Whether the bytes are a package that no other format takes."""
    return is_package(content)


def read(content: Content) -> Report:
    """Raise the ReadError that says what the file is."""
    raise ReadError(_message(content), Location(content.file))


def _message(content: Content) -> Text:
    names = part_names(content)
    if not names:
        return _DAMAGED
    if "mimetype" in names:
        stated = read_part(content, "mimetype").decode("ascii", "replace")
        if "opendocument" in stated:
            kinds = (text for kind, text in _OPEN_DOCUMENTS.items() if kind in stated)
            return next(kinds, _OPEN_DOCUMENT)
    return _OFFICE.get(OfficePackage(content).kind or "", _ARCHIVE)


FORMAT = Format("unreadable", suffixes=(), marks=(ZIP,), recognises=recognises, read=read)
