"""Text: whole reports in every layout that tables of a text may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import wrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.document.printed_form import PrintedCell, PrintedTable, printed_report
from reportlint.form.schema import form, forms
from reportlint.formats import read
from reportlint.layout.text_lines import printed_width
from reportlint.report import Report, nest
from reportlint.strategies import reports

Painter = Callable[[PrintedTable, Report], list[str]]

TITLE = "某市水利局2024年政府信息公开工作年度报告"
PROSE = {
    "preamble": "本报告统计期限为2024年1月1日至2024年12月31日。",
    "overview": "（一）主动公开。本年公开信息 120 条，网站  80 条。\n（二）其他。收到申请 7 件。",
    "problems": "一是主动性有待加强；二是队伍有待充实。",
    "other_matters": "无。",
}


def text(box: PrintedCell, report: Report) -> str:
    return box.text_in(report)


def tabbed(table: PrintedTable, report: Report) -> list[str]:
    """As in the seed: a merged cell at its first place, blank cells for the rest."""
    lines = []
    for row in table.rows:
        cells = [""] * table.width
        for box in row:
            cells[box.column] = text(box, report)
        lines.append("\t".join(cells))
    return lines


def shifted(table: PrintedTable, report: Report) -> list[str]:
    """Tabs between the cells that a row begins, and none for the others."""
    return ["\t".join(text(box, report) for box in row) for row in table.rows if row]


def piped(table: PrintedTable, report: Report) -> list[str]:
    lines = ["| " + " | ".join(line.split("\t")) + " |" for line in tabbed(table, report)]
    return [lines[0], "|" + ":---|" * table.width, *lines[1:]]


def drawn(table: PrintedTable, report: Report) -> list[str]:
    """Box-drawing characters, with a rule under every row and labels broken over lines."""
    rule = "├" + "┼".join(["─" * 12] * table.width) + "┤"
    lines = [rule]
    for row in tabbed(table, report):
        cells = [wrap(cell, 12) for cell in row.split("\t")]
        for i in range(max(map(len, cells))):
            parts = ((cell[i] if i < len(cell) else "").ljust(12) for cell in cells)
            lines.append("│" + "│".join(parts) + "│")
        lines.append(rule)
    return lines


def stacked(table: PrintedTable, report: Report) -> list[str]:
    boxes = [text(box, report) for row in table.rows for box in row]
    return [line for cell in boxes if cell for line in (cell, "")]


def aligned(table: PrintedTable, report: Report) -> list[str]:
    """As `pdftotext -layout` does: labels broken over lines, and numbers half-way down."""
    widths = {1: [16], 3: [2, 6, 14]}.get(table.labels, [])
    widths += [14] * (table.width - len(widths))
    lefts = [sum(width + 2 for width in widths[:i]) for i in range(len(widths))]
    broken = {box: _broken(box, widths, report) for box in table.cells}
    heights = [1] * table.height
    for box in sorted(table.cells, key=lambda box: box.height):
        last = box.row + box.height
        missing = len(broken[box]) - sum(heights[box.row : last]) - (box.height - 1)
        heights[last - 1] += max(missing, 0)
    tops = [sum(height + 1 for height in heights[:i]) for i in range(len(heights))]
    lines = [""] * (tops[-1] + heights[-1])
    for box in sorted(table.cells, key=lambda box: box.column):
        room = tops[box.row + box.height - 1] + heights[box.row + box.height - 1] - tops[box.row]
        top = tops[box.row] + (room - len(broken[box])) // 2
        for i, piece in enumerate(broken[box]):
            lines[top + i] = lines[top + i].ljust(lefts[box.column]) + piece
    return lines


def _broken(box: PrintedCell, widths: list[int], report: Report) -> list[str]:
    width = sum(width + 2 for width in widths[box.column : box.column + box.width]) - 2
    return wrap(text(box, report), width)


def in_cells(table: PrintedTable, report: Report) -> list[str]:
    """Aligned for a terminal, where an ideograph takes two places."""
    rows = [line.split("\t") for line in tabbed(table, report)]
    widths = [max(map(printed_width, column)) + 2 for column in zip(*rows, strict=True)]
    return [
        "".join(
            f"{cell}{' ' * (width - printed_width(cell))}"
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]


def crowded(table: PrintedTable, report: Report) -> list[str]:
    """One space between cells, as most programs copy a table out of a PDF."""
    return [line.replace("\t", " ") for line in shifted(table, report)]


LAYOUTS: dict[str, Painter] = {
    painter.__name__: painter
    for painter in (tabbed, shifted, piped, drawn, stacked, aligned, in_cells, crowded)
}


def printed(report: Report, paint: Painter) -> str:
    pages = printed_report(report)
    lines = [TITLE, "", *pages.preamble]
    for part in pages.parts:
        table = paint(part.table, report) if part.table else []
        lines += ["", part.heading, "", *part.paragraphs, *table]
    return "\n".join(lines)


def made_up(edition: str, cells: dict[str, Any]) -> Report:
    about = {"edition": edition, "year": 2024, "agency": {"name": "某市水利局"}}
    period = {"start": "2024-01-01", "end": "2024-12-31"}
    return Report.from_dict(
        about | {"period": period} | nest(cells.items()) | {"narrative": dict(PROSE)}
    )


any_report = st.sampled_from(tuple(forms())).flatmap(
    lambda edition: reports(edition).map(
        lambda report: made_up(edition, {key: x.value for key, x in report.cells.items()})
    )
)


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=10)
@given(report=any_report)
def test_whole_report_reads_back(name: str, report: Report) -> None:
    again = read(printed(report, LAYOUTS[name]).encode(), "报告.txt")
    data = again.to_dict()
    assert data["narrative"].pop("preamble") == f"{TITLE}\n{PROSE['preamble']}"
    expected = report.to_dict() | {"narrative": {k: v for k, v in PROSE.items() if k != "preamble"}}
    assert data == expected
    assert not again.observations


def sample(edition: str) -> Report:
    """A report with another number in each cell."""
    cells = form(edition).cells.values()
    return made_up(edition, {x.key: 1000 + 7 * i for i, x in enumerate(cells)})


@pytest.fixture(params=forms())
def report(request: pytest.FixtureRequest) -> Report:
    return sample(request.param)


def numbers(report: Report) -> dict[str, Any]:
    return {key: cell.value for key, cell in report.cells.items()}


def seen(report: Report) -> set[tuple[str, str]]:
    return {(x.kind, x.text) for x in report.observations}


every_layout = pytest.mark.parametrize("paint", LAYOUTS.values(), ids=LAYOUTS)


@every_layout
def test_every_cell_says_its_line_and_column(paint: Painter, report: Report) -> None:
    document = printed(report, paint)
    lines = document.split("\n")
    for key, cell in read(document.encode(), "报告.txt").cells.items():
        assert cell.location is not None
        assert cell.location.line is not None
        assert cell.location.column is not None
        line = lines[cell.location.line - 1]
        assert line[cell.location.column - 1 :].startswith(str(cell.value)), key
        assert cell.location.excerpt == line


WIDE = str.maketrans("0123456789.()", "０１２３４５６７８９．（）")


@every_layout
@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.translate(WIDE),
        lambda line: line.replace("（", "(").replace("）", ")"),
        lambda line: line.replace("“", '"').replace("”", '"'),
        lambda line: re.sub(r"(?<=[1-9])\.(?=\D)", "、", line),
        lambda line: re.sub(r"(?<=[1-9])\.(?=\D)", ". ", line),
        lambda line: line.replace("规章", "规 章").replace("总计", "总　计"),
        lambda line: line.replace("公开申请数量", "公开申请数"),
        lambda line: f"{line} ",
    ],
)
def test_writing_that_means_the_same(
    paint: Painter, change: Callable[[str], str], report: Report
) -> None:
    def changed(table: PrintedTable, report: Report) -> list[str]:
        return [change(line) for line in paint(table, report)]

    again = read(printed(report, changed).encode(), "报告.txt")
    assert numbers(again) == numbers(report)
    assert not seen(again)


@every_layout
def test_totals_left_blank_are_blank_or_reported(paint: Painter, report: Report) -> None:
    rows = ("requests.received", "requests.carried_over", "requests.carried_forward")
    blank = dict.fromkeys(f"{row}.total" for row in rows)
    changed = made_up(str(report.data["edition"]), numbers(report) | blank)
    again = read(printed(changed, paint).encode(), "报告.txt")
    # Without columns it cannot be known which cells are blank.
    known = paint not in (tabbed, stacked, crowded)
    unknown = {} if known else {key: None for key in report.cells if key.startswith(rows)}
    assert numbers(again) == numbers(report) | blank | unknown
    assert {kind for kind, _ in seen(again)} == (set() if known else {"misfit_row"})


@every_layout
def test_a_row_that_the_form_lacks_is_reported(paint: Painter, report: Report) -> None:
    document = printed(report, paint)
    assert "8.属于行政查询事项" in document
    again = read(document.replace("8.属于行政查询事项", "9.新增一类情形").encode(), "报告.txt")
    lost = "requests.outcomes.refused.administrative_inquiry"
    kept = {key: value for key, value in numbers(report).items() if not key.startswith(lost)}
    assert numbers(again) == kept
    assert seen(again) == {("unmatched_row", "9.新增一类情形")}


@every_layout
def test_a_label_nearly_the_forms_is_read_and_noted(paint: Painter, report: Report) -> None:
    document = printed(report, paint).replace("1.信访举报投诉类申请", "1.信访、举报、投诉申请")
    again = read(document.encode(), "报告.txt")
    assert numbers(again) == numbers(report)
    assert seen(again) == {("altered_label", "1.信访、举报、投诉申请")}


@pytest.mark.parametrize("paint", [tabbed, shifted, piped, stacked, crowded])
def test_a_row_with_its_last_cells_missing_is_reported(paint: Painter, report: Report) -> None:
    row = "requests.outcomes.refused.process_information"
    last = [str(report.value(f"{row}.{name}")) for name in ("other", "total")]
    document = re.sub(rf"\W+{last[0]}\W+{last[1]}( \|)?", r"\1\n", printed(report, paint))
    again = read(document.encode(), "报告.txt")
    lost = {key: None for key in numbers(report) if key.startswith(row)}
    assert numbers(again) == numbers(report) | lost
    assert [kind for kind, _ in seen(again)] == ["misfit_row"]


@every_layout
@settings(max_examples=10)
@given(data=st.data())
def test_with_a_line_lost_no_number_is_read_for_another(
    paint: Painter, data: st.DataObject
) -> None:
    edition = data.draw(st.sampled_from(tuple(forms())))
    report = sample(edition)
    lines = printed(report, paint).split("\n")
    lost = data.draw(st.integers(lines.index("二、主动公开政府信息情况"), len(lines) - 8))
    again = read("\n".join(lines[:lost] + lines[lost + 1 :]).encode(), "报告.txt")
    wrong = {
        key: (cell.value, report.value(key))
        for key, cell in again.cells.items()
        if cell.value not in (None, report.value(key))
    }
    assert not wrong, lines[lost]
