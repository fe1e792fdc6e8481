"""DOC, WPS, RTF and ODT: through LibreOffice where it is installed, else a clear error."""

from __future__ import annotations

import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from lxml import etree

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats import office, read

FORMATS = ("doc", "rtf", "odt")
MANIFEST = """<?xml version="1.0"?>
<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.{}"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def names(*streams: str) -> bytes:
    """Something like a compound file with these streams."""
    return OLE + bytes(600) + b"".join(name.encode("utf-16-le") + bytes(40) for name in streams)


def open_document(kind: str, **parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("META-INF/manifest.xml", MANIFEST.format(kind))
        for name, data in parts.items():
            package.writestr(f"{name}.xml", data)
    return file.getvalue()


WORD_2003 = (
    (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{}</w:tr><w:tr>{}</w:tr></w:tbl></w:body></w:wordDocument>"
    )
    .format(
        *(
            "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
            for row in (
                ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
                ("规章", 1, 2, 3),
            )
        )
    )
    .encode()
)


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (names("WordDocument", "1Table"), "Word 97"),
        (names("WordDocument", "ObjectPool", "Workbook"), "Word 97"),
        (rb"{\rtf1\ansi }", "RTF"),
        (open_document("text"), "ODT"),
        (WORD_2003, "Word 2003 XML"),
    ],
)
def test_without_libreoffice_the_error_says_what_to_do(content: bytes, format_: str) -> None:
    with pytest.raises(ReadError, match=f"{format_}.*install.*DOCX") as caught:
        read(content, "报告.doc")
    assert "LibreOffice" in caught.value.message.zh
    assert caught.value.location.file == "报告.doc"


@pytest.mark.parametrize(
    "content",
    [
        names("Workbook"),
        names("Book"),
        names("Workbook", "WordDocument"),
        open_document("spreadsheet"),
        "{\\rt 年度报告".encode(),
        b"<html><body>WordDocument</body></html>",
        b"PK\x03\x04 mimetype",
    ],
)
def test_other_files_are_left_to_other_readers(content: bytes) -> None:
    assert not office.recognises(Content("report.xls", content))


def test_a_password_is_said_to_be_the_reason() -> None:
    with pytest.raises(ReadError, match="password"):
        read(names("EncryptionInfo", "EncryptedPackage"), "报告.docx")


def test_an_open_document_that_is_a_bomb_is_not_converted() -> None:
    with pytest.raises(ReadError, match="too large"):
        read(open_document("text", content=bytes(201 * 2**20)), "报告.odt")


def test_a_document_type_is_refused() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:wordDocument '
    with pytest.raises(ReadError, match="DOCTYPE"):
        read(WORD_2003.replace(b"<w:wordDocument ", declared), "报告.doc")


@pytest.mark.skipif(shutil.which("sh") is None, reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("body", "message"), [("sleep 60 & wait", "too long"), ("exit 1", "damaged")]
)
def test_a_program_that_fails_is_ended(
    body: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    monkeypatch.setattr(office, "LONGEST_CONVERSION", 0.2)
    with pytest.raises(ReadError, match=message):
        read(rb"{\rtf1 }", "报告.rtf")


@pytest.mark.skipif(shutil.which("sh") is None, reason="the stand-in is a shell script")
def test_no_macro_is_run_and_no_link_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, profile = tmp_path / "soffice", tmp_path / "profile.xcu"
    settings = "profile/user/registrymodifications.xcu"
    last = 'for last; do :; done; cp "$(dirname "$last")/'
    program.write_text(f'#!/bin/sh\n{last}{settings}" {profile}\n')
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(ReadError, match="damaged"):
        read(rb"{\rtf1 }", "报告.rtf")
    items = etree.parse(profile).getroot()
    prefix = "{http://openoffice.org/2001/registry}"
    found: dict[str | None, dict[str | None, str | None]] = {}
    for item in items:
        (prop,) = item
        own = found.setdefault(item.get(f"{prefix}path"), {})
        own[prop.get(f"{prefix}name")] = prop.findtext("value")
    assert found == {
        "/org.openoffice.Office.Common/Security/Scripting": {
            "DisableMacrosExecution": "true",
            "MacroSecurityLevel": "3",
            "BlockUntrustedRefererLinks": "true",
        },
        "/org.openoffice.Office.Writer/Content/Update": {"Link": "2"},
    }


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A document with a merged cell, in every format that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("converted")
    document = docx.Document()
    document.add_paragraph("某局2024年政府信息公开工作年度报告")
    table = document.add_table(4, 5)
    head = ("本年制发件数", "本年废止件数", "现行有效件数")
    lines = (("第（一）项", "信息内容", *head), ("", "规章", "1", "2", "3"))
    for row, texts in enumerate((*lines, ("", "行政规范性文件", "4", "5", "6"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(2, 0))
    table.cell(3, 0).text, table.cell(3, 2).text = "行政许可", "7"
    table.cell(3, 0).merge(table.cell(3, 1))
    table.cell(3, 2).merge(table.cell(3, 4))
    for cell, kept, more, look in (
        (table.cell(1, 2), "1", "9", "superscript"),
        (table.cell(1, 3), "2", "8", "strike"),
        (table.cell(1, 4), "3", "7", "hidden"),
    ):
        assert cell.text == kept
        setattr(cell.paragraphs[0].add_run(more).font, look, True)
    document.add_paragraph("完")
    source = folder / "a.docx"
    document.save(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in FORMATS:
        command = ["soffice", profile, "--convert-to", suffix, "--outdir", str(folder)]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"a.{suffix}").read_bytes() for suffix in (*FORMATS, "docx")}


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_reads_as_its_docx(suffix: str, converted: dict[str, bytes]) -> None:
    expected = read(converted["docx"], "报告.docx")
    assert expected.value("proactive.normative_documents.in_force") == 6
    assert expected.value("proactive.licensing.decisions") == 7
    report = read(converted[suffix], "报告.wps")
    assert report.to_dict() == expected.to_dict()
    shown = [report.value(f"proactive.regulations.{x}") for x in ("issued", "repealed", "in_force")]
    assert shown == [1, 2, 3]
    marks = {x.kind for x in report.observations if x.cells}
    assert marks == {"note", "struck"}
    place = report.location("proactive.licensing.decisions")
    assert place is not None
    assert place.to_dict() == {"file": "报告.wps", "table": 1, "row": 4, "column": 3}


@pytest.mark.libreoffice
def test_word_2003_xml() -> None:
    assert read(WORD_2003, "报告.doc").value("proactive.regulations.in_force") == 3


@pytest.mark.libreoffice
def test_a_truncated_file_is_an_error(converted: dict[str, bytes]) -> None:
    content = converted["doc"]
    with pytest.raises(ReadError):
        read(content[: len(content) // 2], "报告.doc")


LINKING = """<?xml version="1.0"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text><text:p><draw:frame
 text:anchor-type="as-char"><draw:image xlink:href="{}" xlink:type="simple" xlink:show="embed"
 xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>
</office:document-content>"""


@pytest.mark.libreoffice
def test_nothing_is_fetched() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(str(self.rfile.readline()))
            self.close_connection = True

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        picture = f"http://127.0.0.1:{server.server_port}/a.png"
        with pytest.raises(ReadError, match="no table"):
            read(open_document("text", content=LINKING.format(picture).encode()), "报告.odt")
        server.shutdown()
    assert asked == []
