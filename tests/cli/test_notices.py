"""`notices`: every finding of an organ once, in a letter that can be sent, and in one list."""

from __future__ import annotations

import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Mm
from tests.commands import check, run
from tests.fixture_types import Write

RECEIVED = "requests.received.total"
LICENSING = "proactive.licensing.decisions"
OFFICE = ("--office", "青禾县人民政府办公室", "--date", "2025-02-10")


@pytest.fixture
def units(write: Write, tmp_path: Path) -> Path:
    """Two with findings, one clean by the rules that are asked for, one broken."""
    write("in/a.json", {"agency.name": "青禾县教育局", RECEIVED: 3, LICENSING: -4})
    write("in/b.json", {"agency.name": "<b>&{{ 7*7 }}局", LICENSING: None})
    write("in/c.json", {"agency.name": "青禾县水务局"})
    (tmp_path / "in" / "青禾县财政局.docx").write_bytes(b"PK\x03\x04broken")
    return tmp_path / "in"


def rows(path: Path) -> list[list[str]]:
    (table,) = docx.Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_every_finding_stands_once_in_the_notice_of_its_organ(units: Path, tmp_path: Path) -> None:
    found = check(units)["findings"]
    result = run("notices", units, "-o", "out", *OFFICE, "--reply-by", "2025-02-20")
    assert result.exit_code == 0, result.output
    stated = Counter(x["organ"] for x in found)
    for organ, name in (("青禾县教育局", "青禾县教育局"), ("<b>&{{ 7*7 }}局", "b &{{ 7 7 }}局")):
        lines = rows(tmp_path / "out" / f"{name}更正通知.docx")
        messages = [x["message"] for x in found if x["organ"] == organ]
        assert len(lines) == stated[organ] == len(messages)
        assert all(sum(m == line[7].split("\n")[0] for line in lines) == 1 for m in messages)
        assert [line[0] for line in lines] == [str(n + 1) for n in range(len(lines))]
    listed = openpyxl.load_workbook(tmp_path / "out" / "更正清单.xlsx").worksheets[0]
    assert listed.max_row - 1 == len(found) + 1
    assert not (tmp_path / "out" / "青禾县水务局更正通知.docx").exists() or stated["青禾县水务局"]


def test_notice_can_be_sent_as_it_is(units: Path, tmp_path: Path) -> None:
    run("notices", units, "-o", "out", *OFFICE, "--reply-by", "2025-02-20", "--select", "A,C")
    path = tmp_path / "out" / "青禾县教育局更正通知.docx"
    said = text(path)
    for part in (
        "青禾县人民政府办公室\n",
        "青禾县教育局：\n",
        "（a.json），经核对，应更正 2 处，详见附件。",
        "请于2025年2月20日前",
        "2025年2月10日",
    ):
        assert part in said
    assert "{" not in said
    assert "联系方式" not in said
    number, asked, section, row, column, reported, expected, *_, answer = rows(path)[0]
    assert (number, asked, section) == ("1", "应更正", "二、主动公开政府信息情况")
    assert (row, column, reported, expected, answer) == (
        "行政许可",
        "本年处理决定数量",
        "-4",
        "",
        "",
    )
    pages = [(s.page_width, s.page_height) for s in docx.Document(str(path)).sections]
    assert [{round(x / Mm(1)) for x in page if x} for page in pages] == [{210, 297}, {210, 297}]


def test_clean_and_broken_ones_are_said(units: Path, tmp_path: Path) -> None:
    result = run("notices", units, "-o", "out", "--select", "A,C", "--lang", "en")
    assert "nothing was found, no notice: <b>&{{ 7*7 }}局, 青禾县水务局" in result.output
    assert "without --office" in result.stderr
    broken = tmp_path / "out" / "notice to 青禾县财政局.docx"
    assert rows(broken)[0][1] == "hand in again"
    assert "for 2024 (青禾县财政局.docx)" in text(broken)
    assert "files that cannot be read, to be handed in again: 1" in text(broken)


def test_only_the_last_version_is_written_about(write: Write, tmp_path: Path) -> None:
    write("in/第一轮/a.json", {"agency.name": "青禾县教育局", LICENSING: -4})
    write("in/第二轮/a.json", {"agency.name": "青禾县教育局", LICENSING: -5})
    write("in/第一轮/b.json", {"agency.name": "青禾县水务局", LICENSING: -6})
    run("notices", "in", "-o", "out", "--select", "C", *OFFICE)
    assert [x[5] for x in rows(tmp_path / "out" / "青禾县教育局更正通知.docx")] == ["-5"]
    assert [x[5] for x in rows(tmp_path / "out" / "青禾县水务局更正通知.docx")] == ["-6"]


def test_roster_names_the_organ(write: Write, tmp_path: Path) -> None:
    write("in/a.json", {"agency.name": "教育局", LICENSING: -4})
    (tmp_path / "units.csv").write_text("机关名称\n青禾县教育局\n", encoding="utf-8")
    run("notices", "in", "-o", "out", "--roster", "units.csv", "--select", "C", *OFFICE)
    assert "青禾县教育局：" in text(tmp_path / "out" / "青禾县教育局更正通知.docx")


def test_office_may_write_its_own_words(units: Path, tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("{{ unit }}：共 {{ items|length }} 条，{{ counts }}")
    template.save(str(tmp_path / "own.docx"))
    result = run("notices", units, "-o", "out", "--template", "own.docx", "--select", "A,C")
    assert result.exit_code == 0, result.output
    said = text(tmp_path / "out" / "青禾县教育局更正通知.docx")
    assert said == "青禾县教育局：共 2 条，应更正 2 处"


def test_usual_template_is_written_to_start_from(units: Path, tmp_path: Path) -> None:
    assert run("notices", "--write-template", "own.docx").exit_code == 0
    assert "{{ unit }}：" in text(tmp_path / "own.docx")
    for name, options in (("out", []), ("again", ["--template", "own.docx"])):
        run("notices", units, "-o", name, *options, *OFFICE)
    made = [x / "青禾县教育局更正通知.docx" for x in (tmp_path / "out", tmp_path / "again")]
    bodies = [zipfile.ZipFile(x).read("word/document.xml") for x in made]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ phone }}", "模板里的 phone 没有内容可填"),
        ("{% if %}", "模板有误"),
        ("{{ ''.__class__.__mro__ }}", "模板有误"),
    ],
)
def test_template_that_cannot_be_used_exits_with_2(
    tag: str, said: str, units: Path, tmp_path: Path
) -> None:
    template = docx.Document()
    template.add_paragraph(tag)
    template.save(str(tmp_path / "own.docx"))
    result = run("notices", units, "-o", "out", "--template", "own.docx")
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_template_that_is_no_document_exits_with_2(units: Path, tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_text("{{ unit }}", encoding="utf-8")
    result = run("notices", units, "-o", "out", "--template", "own.docx")
    assert (result.exit_code, "不是 Word 文档" in result.stderr) == (2, True)


@pytest.mark.usefixtures("units")
def test_notices_are_not_read_as_reports(tmp_path: Path) -> None:
    for _ in range(2):
        result = run("notices", tmp_path, "-o", "out", "--select", "A,C", *OFFICE)
    assert result.exit_code == 0
    assert sorted(x.name for x in (tmp_path / "out").iterdir()) == [
        "更正清单.xlsx",
        "青禾县教育局更正通知.docx",
        "青禾县财政局更正通知.docx",
    ]


@pytest.mark.libreoffice
def test_libreoffice_shows_every_finding_once(units: Path, tmp_path: Path) -> None:
    found = [x for x in check(units)["findings"] if x["organ"] == "青禾县教育局"]
    run("notices", units, "-o", "out", *OFFICE)
    command = ("soffice", "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path))
    path = tmp_path / "out" / "青禾县教育局更正通知.docx"
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    said = (tmp_path / "青禾县教育局更正通知.txt").read_text(encoding="utf-8-sig")
    assert found
    assert [said.count(f"{x['message']}\n") for x in found] == [1] * len(found)
