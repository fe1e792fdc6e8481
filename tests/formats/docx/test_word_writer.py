"""Word documents that are written: a form to fill in on A4, and a report to publish."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.findings import codes
from tests.paths import DOCUMENTS

import reportlint
from reportlint.conversion import template
from reportlint.form.schema import Form, forms
from reportlint.formats import read
from reportlint.formats.docx import word_writer
from reportlint.report import Report, flatten, nest

ABOUT = (qn("w:cantSplit"), qn("w:tblHeader"))
FORMS = tuple(forms().values())
REPORT = reportlint.load(DOCUMENTS / "report.yaml")


def blank(own: Form) -> bytes:
    return template(own.edition, own.first_year, ".docx")


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_page_is_a4_upright_with_a_number(own: Form) -> None:
    (section,) = Document(io.BytesIO(blank(own))).sections
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    assert (round(width / Mm(1)), round(height / Mm(1))) == (210, 297)
    with zipfile.ZipFile(io.BytesIO(blank(own))) as package:
        assert b'w:instr=" PAGE "' in package.read("word/footer.xml")


def test_fonts_are_chinese_and_all_is_black() -> None:
    document = Document(io.BytesIO(blank(FORMS[-1])))
    styles = document.styles.element.xml
    for font in ("宋体", "仿宋", "黑体"):
        assert f'w:eastAsia="{font}"' in styles
    assert not re.search(r"<w:color\b|Theme", styles + document.element.xml)


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_rows_of_headings_are_repeated_and_no_row_is_broken(own: Form) -> None:
    document = Document(io.BytesIO(blank(own)))
    stated = [
        [[about.tag for about in row.iter(*ABOUT)] for row in table.iter(qn("w:tr"))]
        for table in document.element.iter(qn("w:tbl"))
    ]
    for rows, repeated in zip(stated, (0, 3, 3), strict=True):
        assert rows == [[*ABOUT]] * repeated + [[ABOUT[0]]] * (len(rows) - repeated)


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_labels_take_two_lines_at_most(own: Form) -> None:
    table = Document(io.BytesIO(blank(own))).tables[1]
    for row in table.rows[3:]:
        label = row.cells[2]
        width = label.width
        assert width is not None
        assert len(label.text) * 9 * 12_700 <= 2 * width


def test_columns_are_as_wide_as_their_numbers() -> None:
    long = REPORT.with_cells({"requests.received.total": 1_234_567})
    widths = [
        int(Document(io.BytesIO(word_writer.write(x))).tables[1].columns[-1].width or 0)
        for x in (REPORT, long)
    ]
    assert widths[0] < widths[1]
    assert widths[1] >= 7 * 4.5 * 12_700


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_prompts_are_found_where_they_are_left_in(own: Form) -> None:
    report = read(blank(own), "template.docx")
    for name, stated in own.node("narrative")["properties"].items():
        prose = dict(flatten(report.data))[f"narrative.{name}"]
        for prompt in stated["x-prompts"]:
            assert prompt in prose
            alone = {"year": own.first_year, "narrative": {name: prompt}}
            assert "D307" in codes(Report.from_dict(alone), "D307")
    assert codes(report) == ["D307", "D313"]


def test_report_is_written_without_prompts_and_with_its_title() -> None:
    document = Document(io.BytesIO(word_writer.write(REPORT)))
    titles = [x.text for x in document.paragraphs if x.style and x.style.name == "Title"]
    assert titles == ["青禾区人民政府2024年政府信息公开工作年度报告"]
    assert "填写" not in document.element.xml
    last = document.paragraphs[-1]
    assert last.style is not None
    assert (last.text, last.style.name) == ("2025年3月20日", "Signature")
    assert read(word_writer.write(REPORT), "a.docx").to_dict() == REPORT.to_dict()


def test_day_and_organ_are_signed_where_the_prose_does_not_say_them() -> None:
    about = {"year": 2024, "agency.name": "云溪街道办事处", "published": "2025-01-20"}
    cells = dict.fromkeys(FORMS[-1].cells, 0)
    report = Report.from_dict(nest({**about, **cells}.items()))
    content = word_writer.write(report)
    signed = [x.text for x in Document(io.BytesIO(content)).paragraphs[-2:]]
    assert signed == ["云溪街道办事处", "2025年1月20日"]
    assert read(content, "a.docx").data["published"] == "2025-01-20"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert word_writer.write(REPORT) == word_writer.write(REPORT)


@pytest.mark.libreoffice
@pytest.mark.parametrize("own", FORMS, ids=forms())
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_every_table_stands_on_one_page(own: Form, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"form{suffix}"
    path.write_bytes(template(own.edition, own.first_year, suffix))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    pages = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in pages]
    assert 3 <= len(texts) <= 4
    for page in pages:
        assert [round(x / 72 * 25.4) for x in page.get_size()] == [210, 297]
    third = next(text for text in texts if "三、收到和处理" in text)
    assert "四、结转下年度继续办理" in third
    assert "复议后起诉" in next(text for text in texts if "四、政府信息公开行政复议" in text)
    second = next(text for text in texts if "二、主动公开" in text)
    assert own.sections[1].rows[-1].label.title in second
