"""Files in which no report can be read are named for what they are, in both languages."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from reportlint.errors import ReadError
from reportlint.formats import read

RELATION = (
    '<Relationships><Relationship Id="r" Target="x/main"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def package(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return file.getvalue()


def office(kind: str) -> bytes:
    override = f'<Override PartName="/x/main" ContentType="application/vnd.{kind}"/>'
    types = f"<Types>{override}</Types>"
    return package({"[Content_Types].xml": types, "_rels/.rels": RELATION, "x/main": "<a/>"})


def open_document(kind: str) -> bytes:
    return package({"mimetype": f"application/{kind}", "content.xml": "<a/>"})


PRESENTATION = "openxmlformats-officedocument.presentationml.presentation.main+xml"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
ZIPPED = package({"报告.txt": "无"})


@pytest.mark.parametrize(
    ("content", "chinese", "english"),
    [
        (office(PRESENTATION), "PPTX", "presentation"),
        (office("ms-excel.sheet.binary.macroEnabled.main"), "XLSB", "binary workbook"),
        (office("ms-visio.drawing.main+xml"), "Visio", "drawing"),
        (open_document("vnd.oasis.opendocument.spreadsheet"), "ODS", "spreadsheet"),
        (open_document("vnd.oasis.opendocument.presentation"), "ODP", "presentation"),
        (open_document("vnd.oasis.opendocument.graphics"), "OpenDocument", "no text document"),
        (open_document("epub+zip"), "压缩包", "archive"),
        (ZIPPED, "压缩包", "archive"),
        (ZIPPED[:-10], "损坏", "damaged"),
        (package({}), "压缩包", "archive"),
        (OLE, "复合文件", "compound file"),
        (OLE + "PowerPoint Document\0".encode("utf-16-le"), "PPT", "presentation"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "密码", "password"),
        (b"Rar!\x1a\x07\x01\x00\x33\x92", "RAR", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z", "archive"),
        (b"\x1f\x8b\x08\x00", "gzip", "archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", "picture"),
        (b"GIF89a\x01\x00\x01\x00", "GIF", "picture"),
        (b"II*\x00\x08\x00\x00\x00", "TIFF", "picture"),
    ],
)
@pytest.mark.parametrize("name", ["报告.docx", "报告.xlsx", "报告.doc", "报告"])
def test_file_is_named_for_what_it_is(
    content: bytes, chinese: str, english: str, name: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read(content, name)
    assert chinese in caught.value.message.zh
    assert english in caught.value.message.en
    assert caught.value.location.file == name
