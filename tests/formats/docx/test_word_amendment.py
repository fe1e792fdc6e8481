"""Numbers put into Word documents: which bytes change, and what is refused in words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from tests.paths import DOCUMENTS

from reportlint.document.content import Content
from reportlint.document.packages import with_parts
from reportlint.errors import AmendError
from reportlint.fix.application import amend
from reportlint.formats import read
from reportlint.formats.docx import word_writer
from reportlint.report import Report, flatten, nest

BODY = "word/document.xml"
KEY = "requests.received.total"
OTHER = "requests.received.natural_person"
WHOLE = read((DOCUMENTS / "report.yaml").read_bytes(), "a.yaml").with_cells({KEY: 90210})


MARK = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>①</w:t></w:r>'
PROTECTION = 'documentProtection w:edit="readOnly" w:enforcement="1"'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>90210</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def xml(content: bytes, part: str = BODY) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(part).decode()


def document(cell: str = "", *, report: Report = WHOLE) -> bytes:
    """A document in which other runs stand for the number of the cell."""
    content = word_writer.write(report)
    body = xml(content)
    run = re.search(r"<w:r><w:rPr>(?:(?!</w:r>).)*<w:t>90210</w:t></w:r>", body)
    whole = body.replace(run[0], cell) if run and cell else body
    return with_parts(Content("a.docx", content), {BODY: whole.encode()})


def amended(content: bytes, value: int = 7, *, tracked: bool = False) -> str:
    return xml(amend(content, "a.docx", {KEY: value}, read(content, "a.docx"), tracked=tracked))


def test_other_parts_are_copied_to_the_byte() -> None:
    content = document()
    after = amend(content, "a.docx", {KEY: 90217}, read(content, "a.docx"))
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        for part, same in zip(old.infolist(), new.infolist(), strict=True):
            assert (part.filename, part.date_time) == (same.filename, same.date_time)
            if part.filename != BODY:
                own, other = content[part.header_offset :], after[same.header_offset :]
                size = 30 + len(part.filename) + part.compress_size
                assert own[:size] == other[:size]
    assert xml(after) == xml(content).replace(">90210<", ">90217<")


@pytest.mark.parametrize(
    ("cell", "changed"),
    [
        (
            '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>90</w:t></w:r><w:r><w:t>210</w:t></w:r>',
            '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>7</w:t></w:r><w:r><w:t></w:t></w:r>',
        ),
        (
            '<w:proofErr w:type="x"/><w:r><w:t xml:space="preserve"> 90,210 </w:t></w:r>',
            '<w:proofErr w:type="x"/><w:r><w:t xml:space="preserve"> 7 </w:t></w:r>',
        ),
        ("<w:r><w:t>９０２１０</w:t></w:r>", "<w:r><w:t>７</w:t></w:r>"),
        ("<w:r><w:t>&#57;0210件</w:t></w:r>", "<w:r><w:t>7件</w:t></w:r>"),
        (f"<w:r><w:t>90210</w:t></w:r>{MARK}", f"<w:r><w:t>7</w:t></w:r>{MARK}"),
    ],
)
def test_characters_of_the_number_change_alone(cell: str, changed: str) -> None:
    content = document(cell)
    assert amended(content) == xml(content).replace(cell, changed)


def test_blank_cell_takes_the_look_of_its_paragraph() -> None:
    content = document("<w:r><w:rPr><w:b/></w:rPr></w:r>")
    assert "<w:r><w:rPr><w:b/></w:rPr><w:t>7</w:t></w:r></w:p></w:tc>" in amended(content)
    blank = {**dict(flatten(WHOLE.data)), KEY: None}
    content = word_writer.write(Report.from_dict(nest(blank.items())))
    assert amended(content) == xml(word_writer.write(WHOLE.with_cells({KEY: 7})))
    content = document("<w:r><w:t/></w:r>")
    assert amended(content) == xml(content).replace("<w:t/>", "<w:t>7</w:t>")


def test_tracked_change_can_be_taken_back() -> None:
    cell = "<w:r><w:rPr><w:b/></w:rPr><w:t>90210 件</w:t></w:r>"
    content = document(cell)
    after = amended(content, tracked=True)
    mark = ' w:author="reportlint">'
    assert after.replace('w:id="2"', "").replace('w:id="1"', "") == xml(content).replace(
        cell,
        f"<w:del {mark}<w:r><w:rPr><w:b/></w:rPr><w:delText>90210 件</w:delText></w:r></w:del>"
        f"<w:ins {mark}<w:r><w:rPr><w:b/></w:rPr><w:t>7 件</w:t></w:r></w:ins>",
    ).replace('w:id="2"', "").replace('w:id="1"', "")
    blank = document("<w:r><w:t/></w:r>")
    assert re.search(
        f"{mark}<w:r><w:rPr><w:sz [^>]*><w:szCs [^>]*></w:rPr><w:t>7</w:t></w:r></w:ins></w:p>",
        amended(blank, tracked=True),
    )


Edit = Callable[[str], str]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<w:ins w:id="9" w:author="x"><w:r><w:t>90210</w:t></w:r></w:ins>',
         "changes that Word tracks"),
        ('<w:r><w:rPr><w:rPrChange w:id="9" w:author="x"/></w:rPr><w:t>90210</w:t></w:r>',
         "changes that Word tracks"),
        ('<w:fldSimple w:instr="SUM(LEFT)"><w:r><w:t>90210</w:t></w:r></w:fldSimple>', "a field"),
        (FIELD, "a field"),
        ("<w:sdt><w:sdtContent><w:r><w:t>90210</w:t></w:r></w:sdtContent></w:sdt>",
         "content control"),
        ("<w:r><w:t>90210</w:t><w:drawing/></w:r>", "something else (drawing)"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>90210</w:t></w:r>",
         "not certain"),
        ("<w:r><w:t>约90210</w:t></w:r>", "not certain"),
    ],
)  # fmt: skip
def test_what_is_not_to_be_written_into_is_refused(cell: str, said: str) -> None:
    with pytest.raises(AmendError, match=re.escape(said)):
        amended(document(cell))


@pytest.mark.parametrize(
    ("part", "edit", "said"),
    [
        ("word/settings.xml",
         lambda x: re.sub("(?=<w:(?:zoom|view))", f"<w:{PROTECTION}/>", x, count=1),
         "protected against editing"),
        (BODY,
         lambda x: x.replace("<w:body>", "<w:body><w:sdt><w:sdtContent>").replace(
             "<w:sectPr", "</w:sdtContent></w:sdt><w:sectPr"), "content control"),
    ],
)  # fmt: skip
def test_protected_documents_are_refused(part: str, edit: Edit, said: str) -> None:
    content = document()
    changed = with_parts(Content("a.docx", content), {part: edit(xml(content, part)).encode()})
    assert xml(changed, part) != xml(content, part)
    with pytest.raises(AmendError, match=re.escape(said)):
        amended(changed)


def test_document_that_word_tracks_is_changed_as_tracked_alone() -> None:
    content = document()
    on = xml(content, "word/settings.xml").replace("<w:zoom", "<w:trackRevisions/><w:zoom")
    followed = with_parts(Content("a.docx", content), {"word/settings.xml": on.encode()})
    with pytest.raises(AmendError, match="Word tracks"):
        amended(followed)
    assert "w:author" in amended(followed, tracked=True)


def test_signed_document_is_refused() -> None:
    file = io.BytesIO(document())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")
    with pytest.raises(AmendError, match="signed"):
        amended(file.getvalue())


def test_table_of_another_file_in_the_document_is_refused() -> None:
    """A document that is one XML file has its part inside; it is saved as DOCX first."""
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    body = xml(document()).partition("?>")[2].strip()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    flat = (
        f'<pkg:package xmlns:pkg="{space}"><pkg:part pkg:name="/word/document.xml" '
        f'pkg:contentType="{main}"><pkg:xmlData>{body}</pkg:xmlData></pkg:part></pkg:package>'
    ).encode()
    with pytest.raises(AmendError, match="one XML file"):
        amend(flat, "a.xml", {KEY: 7}, read(flat, "a.xml"))
