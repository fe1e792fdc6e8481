"""Text: how its tables and its prose may be broken."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportlint
from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import read
from reportlint.report import Report

HEAD = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
SMALL = f"{HEAD}\n规章\t1\t2\t3\n"
ROW = "\t".join("1234567")


def text(content: str) -> Report:
    return read(content.encode(), "报告.txt")


def numbers(report: Report) -> dict[str, Any]:
    return {key: cell.value for key, cell in report.cells.items() if cell.value is not None}


def seen(report: Report) -> list[tuple[str, str]]:
    return [(x.kind, x.text) for x in report.observations]


@pytest.mark.parametrize(
    "row",
    [
        f"（二）部分公开（区分处理的，只计这一情\n形，不计其他情形）\t{ROW}",
        f"\t5.要求行政机关确\n认或重新\n出具已获取信息\t{ROW}",
        f'三、本年度\t"（二）部分公开（区分处理的，\n只计这一情形，\n不计其他情形）"\t{ROW}',
        f'"三\n、\n本\n年\n度\n办\n理\n结\n果"\t（一）予以公开\t{ROW}',
        f"\f（一）予以公开\t{ROW}",
    ],
)
def test_a_cell_between_tabs_may_have_lines_of_its_own(row: str) -> None:
    report = text(f"{SMALL}{row}\n（七）总计\t{ROW}\n")
    assert len(numbers(report)) == 3 + 7 + 7
    assert not seen(report)


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("1<sup>2</sup>", ["note"]),
        ("1<sup>[1]</sup>", ["note"]),
        ("~~511~~ 1", ["struck"]),
        ("**1**", []),
        ("`1`", []),
        ("①", ["uncertain"]),
    ],
)
def test_a_cell_of_markdown_is_read_as_it_is_shown(cell: str, kinds: list[str]) -> None:
    head = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |"
    report = text(f"{head}\n|---|---|---|---|\n| 规章<sup>1</sup> | {cell} | 2 | 3 |\n")
    expected = [2, 3] if "uncertain" in kinds else [1, 2, 3]
    assert list(numbers(report).values()) == expected
    assert [kind for kind, _ in seen(report)] == kinds


def test_a_heading_between_tabs_may_have_lines_of_its_own() -> None:
    report = text("信息内容\t本年制\n发件数\t本年废\n止件数\t现行有\n效件数\n规章\t1\t2\t3\n")
    assert list(numbers(report).values()) == [1, 2, 3]


@pytest.mark.parametrize(
    "number", ["- 4 -", "—4—", "第 4 页", "第4页 共6页", "\f- 4 -", "- 4 -\n\n\f"]
)
@pytest.mark.parametrize("gap", ["\t", "   ", " | "])
def test_page_numbers_are_neither_cells_nor_prose(number: str, gap: str) -> None:
    table = f"{HEAD}\n{number}\n规章\t1\t2\t3\n规范性文件\t4\t5\t6\n".replace("\t", gap)
    report = text(f"{table}一、总体情况\n甲。\n{number}\n乙。")
    assert list(numbers(report).values()) == [1, 2, 3, 4, 5, 6]
    assert report.data["narrative"]["overview"] == "甲。\n乙。"


def test_bare_numbers_that_count_the_pages_are_page_numbers() -> None:
    pages = [f"{HEAD}\n规章", "1\n2\n3", "行政许可\n9"]
    numbered = "\n\f".join(f"{page}\n{i}" for i, page in enumerate(pages, 7))
    report = text(numbered.replace("\t", "\n"))
    assert list(numbers(report).values()) == [1, 2, 3, 9]
    broken = text(numbered.replace("\t", "\n").replace("\n8\n", "\n"))
    assert seen(broken) == [("misfit_row", "规章"), ("misfit_row", "行政许可")]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (r"| 规章 | 1 | **2** | 3 |", 2),
        (r"| 规章 | 1 | &nbsp; | 3 |", None),
        (r"规章 | 1 | 2 | 3", 2),
        (r"| 规<br>章 | 1 | 2 | 3 |", 2),
        ("| 规 | 1 | 2 | 3 |\n| 章 | | | |", 2),
    ],
)
def test_a_pipe_table_is_as_it_shows(row: str, value: int | None) -> None:
    report = text(f"| {' | '.join(HEAD.split())} |\n|---|:-:|---:|---|\n{row}\n")
    assert report.value("proactive.regulations.repealed") == value
    assert report.value("proactive.regulations.in_force") == 3
    assert not seen(report)


def test_an_escaped_pipe_is_part_of_its_cell() -> None:
    report = text("|" + HEAD.replace("\t", "|") + "|\n|---|---|---|---|\n|规章|1|2\\|4|3|\n")
    assert report.cells["proactive.regulations.repealed"].raw == "2|4"


def test_boxes_may_span_rows() -> None:
    report = text(
        f"{SMALL}"
        "┌──────┬────────┬─┬─┬─┬─┬─┬─┬─┐\n"
        "│      │ 自然人 │ │ │ │ │ │ │ │\n"
        "│三、本├────────┼─┼─┼─┼─┼─┼─┼─┤\n"
        "│年度办│（一）予│1│2│3│4│5│6│7│\n"
        "│理结果│以公开  │ │ │ │ │ │ │ │\n"
        "│      ├────────┼─┼─┼─┼─┼─┼─┼─┤\n"
        "│      │（七）总│7│6│5│4│3│2│1│\n"
        "│      │计      │ │ │ │ │ │ │ │\n"
        "└──────┴────────┴─┴─┴─┴─┴─┴─┴─┘\n"
    )
    assert list(numbers(report).values()) == [1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 4, 3, 2, 1]


def test_a_number_too_long_for_its_box_is_one_number() -> None:
    rule = "+------+------------+\n"
    head, numbers_ = (
        "| 信息 | 本年处理决 |\n| 内容 | 定数量     |\n",
        "| 行政 | 398575     |\n| 处罚 | 8          |\n",
    )
    report = text(SMALL + rule + head + rule + numbers_ + rule + "| 行政强制 | 3 |\n" + rule)
    assert report.value("proactive.penalties.decisions") == 3985758
    assert report.value("proactive.coercion.decisions") == 3


ALIGNED = "信息内容    本年制发件数  本年废止件数  现行有效件数\n"


@pytest.mark.parametrize(
    "rows",
    [
        "规章        100          2            3\n                         5\n",
        "            1            2            3\n规章\n            4            5            6\n",
        "规章        1            2            3         4\n",
        "规章        1            2            3         规章     4    5   6\n",
        "规章        1            2            3         行政许可     4\n",
    ],
)
def test_numbers_that_may_be_of_two_rows_are_reported(rows: str) -> None:
    report = text(ALIGNED + "行政规范性文件  4        5            6\n\n" + rows)
    regulations = {k: v for k, v in numbers(report).items() if "regulations" in k}
    assert regulations == {}
    assert seen(report)


def test_a_serial_number_is_no_number_of_its_row() -> None:
    rows = "1   规章            1     2     3\n2   行政规范性文件    4     5     6\n"
    report = text(ALIGNED + rows)
    assert list(numbers(report).values()) == [1, 2, 3, 4, 5, 6]


def test_a_unit_on_a_line_of_its_own_belongs_to_the_number_above() -> None:
    report = text(
        "本年收费金额（单位：万元）\n行政事业性收费\n251000\n元\n行政许可\n本年处理决定数量\n"
    )
    assert str(report.value("proactive.fees.amount")) == "25.1"
    assert ("yuan", "251000元") in seen(report)


def scattered(first: str, *rest: str) -> str:
    """Rows one cell a line: a label and its numbers, `-` for a label that stands after them."""
    labels = [x.split()[0] for x in (first, *rest)]
    rows = [line for x in (first, *rest) for line in x.split() if line not in AWAY]
    return "\n\n".join(["自然人", *rows, *(x for x in labels if x in AWAY)])


AWAY = ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "3.其他")
BEFORE = "5.要求行政机关确认或重新出具已获取信息 1 2 3 4 5 6 7"
AFTER = "（七）总计 2 3 4 5 6 7 8"
MORE = ("1.信访举报投诉类申请 1 1 1 1 1 1 1", "2.重复申请 1 1 1 1 1 1 1")


def test_labels_after_the_table_are_put_back_where_that_is_sure() -> None:
    lost = (f"{AWAY[0]} 3 4 5 6 7 8 9", f"{AWAY[1]} 4 5 6 7 8 9 10")
    report = text(scattered(*MORE, BEFORE, *lost, AFTER))
    outcomes = form("2021").rows["requests.outcomes.other.other"]
    values = [report.value(f"{outcomes.key}.{column.key}") for column in outcomes.columns]
    assert values == [4, 5, 6, 7, 8, 9, 10]
    assert not seen(report)


@pytest.mark.parametrize(
    "lost",
    [
        (f"{AWAY[0]} 3 4 5 6 7 8 9", AWAY[1]),
        (AWAY[0], AWAY[1]),
        (f"{AWAY[1]} 3 4 5 6 7 8 9", f"{AWAY[0]} 4 5 6 7 8 9 10"),
        (f"{AWAY[0]} 3 4 5 6 7 8 9", f"{AWAY[1]} 4 5 6 7 8 9"),
    ],
)
def test_labels_after_the_table_are_reported_where_it_is_not(lost: tuple[str, str]) -> None:
    report = text(scattered(*MORE, BEFORE, *lost, AFTER))
    read_as = {key.rpartition(".")[0].rpartition(".")[2] for key in numbers(report)}
    assert read_as == {"petition_or_complaint", "repeated", "total"}
    assert {kind for kind, _ in seen(report)} & {"misfit_row", "unmatched_row"}


def test_broken_lines_of_prose_are_one_paragraph() -> None:
    paragraphs = [f"（{n}）" + "主动公开政府信息，收到申请 12 件，" * 6 + "。" for n in "一二三"]
    lines = [f"　　{x}"[i : i + 30] for x in paragraphs for i in range(0, len(x) + 2, 30)]
    for page_break in ("\n", "\n- 1 -\n\f"):
        broken = "\n".join(lines[:4]) + page_break + "\n".join(lines[4:])
        report = text(f"{SMALL}\n一、总体情况\n{broken}\n五、存在的主要问题及改进情况\n无")
        narrative = report.data["narrative"]
        assert narrative["overview"].replace(" ", "") == "\n".join(paragraphs).replace(" ", "")
        assert narrative["problems"] == "无"


def test_a_heading_may_be_broken_over_two_lines() -> None:
    heading = "   四、因政府信息公开工作被申请行政复议、提起行\n政诉讼情况"
    report = text(f"{SMALL}\n{heading}\n无\n一、总体情况\n甲")
    assert report.data["narrative"]["overview"] == "甲"
    assert not [x for x in seen(report) if x[0] == "altered_heading"]


def test_prose_with_gaps_and_numbers_stays_prose() -> None:
    prose = "联系人  张某\n邮编  223001\n网站  120\n2024 年\n一、二、三级  3  4  5"
    report = text(f"{SMALL}\n六、其他需要报告的事项\n{prose}")
    assert report.data["narrative"]["other_matters"].split("\n") == prose.split("\n")


@pytest.mark.parametrize(
    "content",
    ["\n".join("x" * 30_000), "\t" * 30_000, "规章  1\n本年制发件数\n" * 4000, "规章\n1\n" * 4000],
)
def test_too_much_is_refused_with_its_place(content: str) -> None:
    with pytest.raises(ReadError) as raised:
        text(content)
    assert raised.value.location.file == "报告.txt"


ROWS = {
    "requests.received": (3001, 53, 0, 0, 61, 4, 3119),
    "requests.outcomes.granted": (1288, 21, 0, 0, 50, 3, 1362),
    "requests.outcomes.partially_granted": (447, 7, 0, 0, 0, 0, 454),
    "requests.outcomes.other.correction_overdue": (67, 3, 0, 0, 1, 0, 71),
    "requests.outcomes.other.other": (108, 2, 0, 0, 0, 0, 110),
    "requests.outcomes.total": (2932, 53, 0, 0, 61, 4, 3050),
    "requests.carried_forward": (103, 0, 0, 0, 0, 0, 103),
    "proactive.regulations": (1, 0, 11),
    "proactive.normative_documents": (8, 26, 66),
    "proactive.licensing": (447228,),
    "proactive.penalties": (3985758,),
    "proactive.coercion": (88283,),
}
REVIEW = {
    "review.reconsideration": (72, 64, 178, 37, 351),
    "review.litigation.direct": (13, 4, 8, 1, 26),
    "review.litigation.after_reconsideration": (12, 1, 1, 6, 20),
}


def dumped(path: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def row(report: Report, key: str) -> tuple[object, ...]:
    return tuple(report.value(f"{key}.{x.key}") for x in form("2021").rows[key].columns)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_dumps_of_a_real_report(huaian: Path) -> None:
    whole, scrambled = text(dumped(huaian, "-layout")), text(dumped(huaian))
    assert {key: row(whole, key) for key in {**ROWS, **REVIEW}} == {**ROWS, **REVIEW}
    assert len(numbers(whole)) == 200
    assert not list(reportlint.check(whole, select=["S", "A", "C"]))
    assert {key: row(scrambled, key) for key in ROWS} == ROWS
    # Without layout the dump mixes the numbers of section four.
    assert len(numbers(scrambled)) == 185
    assert {x.code for x in reportlint.check(scrambled, select=["S"])} <= {"S203", "S204"}


@given(data=st.data())
def test_any_text_is_read_or_refused(data: st.DataObject) -> None:
    whole = f"{SMALL}{ALIGNED}规章  1  2  3\n|规章|1|\n|--|--|\n规章\n1\n2\n3\n│规章│1│\n"
    cut = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.text(alphabet='\t\n\f |│─-" 1规章“。', max_size=20))
    with suppress(ReadError):
        text(whole[:cut] + junk + whole[cut + data.draw(st.integers(0, 9)) :])
