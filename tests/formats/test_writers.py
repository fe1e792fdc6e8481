"""What the written files look like, and what they guard against."""

from __future__ import annotations

import io
from decimal import Decimal
from types import ModuleType

import pytest
from docx import Document

from reportlint.errors import UnknownFormError
from reportlint.form.schema import form
from reportlint.formats import csv, markdown, read
from reportlint.formats.docx import word_writer
from reportlint.formats.xlsx import workbook_writer
from reportlint.report import Data, Report, nest

CELLS = {**dict.fromkeys(form("2021").cells, 0), "proactive.fees.amount": Decimal("320.50")}
PROSE = {"preamble": "前言", "overview": "总的来说\n# 很好", "other_matters": "无"}


def report(**about: object) -> Report:
    name = {"agency.name": "某局", **about}
    return Report.from_dict(
        {**nest([("year", 2024), *name.items(), *CELLS.items()]), "narrative": PROSE}
    )


@pytest.mark.parametrize("writer", [workbook_writer, word_writer, markdown])
@pytest.mark.parametrize("data", [{}, {"year": 2018}, {"year": 2024, "edition": "1999"}])
def test_a_report_without_a_form_has_no_layout(writer: ModuleType, data: Data) -> None:
    with pytest.raises(UnknownFormError):
        writer.write(Report.from_dict(data))


def test_csv_needs_no_form() -> None:
    assert csv.write(Report.from_dict({"year": 2018})).decode("utf-8-sig").endswith(",year,2018\n")


def test_csv_is_tidy_and_opens_in_excel() -> None:
    written = csv.write(report())
    assert written.startswith(b"\xef\xbb\xbf")
    lines = written.decode("utf-8-sig").splitlines()
    assert lines[:3] == ["项目,键,数值", "报告年度,year,2024", "机关名称,agency.name,某局"]
    assert "行政事业性收费 · 本年收费金额（单位：万元）,proactive.fees.amount,320.5" in lines


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)"])
def test_text_is_never_a_formula(text: str) -> None:
    content = csv.write(report(**{"agency.code": text})).decode("utf-8-sig")
    assert f",agency.code, {text}\n" in content
    assert (
        read(workbook_writer.write(report(**{"agency.code": text})), "a.xlsx").data["agency"][
            "code"
        ]
        == text
    )


def test_workbook_says_by_key_what_no_line_says() -> None:
    about = {"agency.level": "county", "published": "2025-01-20"}
    data = read(workbook_writer.write(report(**about)), "report.xlsx").data
    assert data["agency"] == {"name": "某局", "level": "county"}
    assert data["published"] == "2025-01-20"


def test_workbook_keeps_what_is_no_number_and_what_it_cannot_hold_as_a_number() -> None:
    odd: dict[str, object] = {
        "proactive.fees.amount": "约三百",
        "proactive.penalties.decisions": Decimal("0.12345678901234567"),
    }
    again = read(
        workbook_writer.write(Report.from_dict(nest([("year", 2024), *{**CELLS, **odd}.items()]))),
        "a.xlsx",
    )
    assert again.data["proactive"]["fees"]["amount"] == "约三百"
    assert again.data["proactive"]["penalties"]["decisions"] == odd["proactive.penalties.decisions"]


def test_workbook_continues_a_long_paragraph_in_the_next_cell() -> None:
    long = Report.from_dict({**report().data, "narrative": {"overview": "长" * 40_000}})
    overview = read(workbook_writer.write(long), "a.xlsx").data["narrative"]["overview"]
    assert overview.replace("\n", "") == "长" * 40_000


def test_markdown_has_headings_prose_and_tables() -> None:
    lines = markdown.write(report()).decode().split("\n")
    assert lines[0] == "# 某局 2024年政府信息公开工作年度报告"
    assert "## 一、总体情况" in lines
    assert r"\# 很好" in lines
    row = next(line for line in lines if line.startswith("| 行政事业性收费"))
    assert row.split("|")[1:3] == [" 行政事业性收费 ", " 320.5 "]
    assert all(line.endswith("|") for line in lines if line.startswith("|"))


def test_word_document_has_the_sections_and_merged_cells_of_the_form() -> None:
    document = Document(io.BytesIO(word_writer.write(report())))
    headings = [x.text for x in document.paragraphs if x.style and x.style.name == "Heading 1"]
    assert headings == [section.label.title for section in form("2021").sections]
    row = [cell.text for cell in document.tables[1].rows[4].cells]
    assert row == [*["二、上年结转政府信息公开申请数量"] * 3, *["0"] * 7]
