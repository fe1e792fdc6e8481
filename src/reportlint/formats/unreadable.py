"""Other documents, archives and pictures: refused, named for what they are."""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package, part_names, read_part
from reportlint.errors import ReadError
from reportlint.formats.format import OLE, ZIP, Format
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
_SLIDES = "PowerPoint Document\0".encode("utf-16-le")
_OLD_SLIDES = Text(
    "这是演示文稿（PPT），请另存为 PDF", "it is a presentation (PPT); save it as PDF"
)
_COMPOUND = Text(
    "这是复合文件，但里面没有 Word 文档或 Excel 工作簿",
    "it is a compound file without a Word document or an Excel workbook in it",
)
_PACKED = Text(
    "这是 {kind} 压缩包，请解压后检查其中的报告",
    "it is an archive ({kind}); unpack it and check the report in it",
)
_PICTURE = Text(
    "这是图片（{kind}），其中的文字和数无法读取；请检查原文件（DOCX、XLSX、PDF）",
    "it is a picture ({kind}), whose text and numbers cannot be read; check the original file "
    "(DOCX, XLSX, PDF)",
)
_BEGINNINGS = {
    OLE: _COMPOUND,
    b"PK\x05\x06": _ARCHIVE,
    b"Rar!\x1a\x07": _PACKED.fill(kind="RAR"),
    b"7z\xbc\xaf\x27\x1c": _PACKED.fill(kind="7z"),
    b"\x1f\x8b": _PACKED.fill(kind="gzip"),
    b"\x89PNG\r\n": _PICTURE.fill(kind="PNG"),
    b"\xff\xd8\xff": _PICTURE.fill(kind="JPEG"),
    b"GIF8": _PICTURE.fill(kind="GIF"),
    b"II*\0": _PICTURE.fill(kind="TIFF"),
    b"MM\0*": _PICTURE.fill(kind="TIFF"),
}
"""What a file is that begins so, unless another format takes it."""


def recognises(content: Content) -> bool:
    """Whether the bytes are a package, or another file known by how it begins."""
    return is_package(content) or content.data.startswith(tuple(_BEGINNINGS))


def read(content: Content) -> Report:
    """Raise the ReadError that says what the file is."""
    raise ReadError(_message(content), Location(content.file))


def _message(content: Content) -> Text:
    begun = (text for begins, text in _BEGINNINGS.items() if content.data.startswith(begins))
    known = next(begun, None)
    if known:
        return _OLD_SLIDES if known is _COMPOUND and _SLIDES in content.data else known
    names = part_names(content)
    if not names:
        return _DAMAGED
    if "mimetype" in names:
        stated = read_part(content, "mimetype").decode("ascii", "replace")
        if "opendocument" in stated:
            kinds = (text for kind, text in _OPEN_DOCUMENTS.items() if kind in stated)
            return next(kinds, _OPEN_DOCUMENT)
    return _OFFICE.get(OfficePackage(content).kind or "", _ARCHIVE)


FORMAT = Format(
    "unreadable", suffixes=(), marks=(ZIP, *_BEGINNINGS), recognises=recognises, read=read
)
