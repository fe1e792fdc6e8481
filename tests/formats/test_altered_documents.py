"""Whole reports whose tables are not quite the form's: read as a person reads them, and told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.formats.office_documents import document, page, workbook
from tests.paths import FIXTURES

import reportlint
from reportlint.form.schema import Form, forms
from reportlint.formats import read

FOLDER = FIXTURES / "documents"
WHOLE = reportlint.load(FOLDER / "report.yaml")
TEXTS = ("report.md", "report-tabs.txt", "report-aligned.txt", "report-lines.txt")
NAMES = (*TEXTS, "report.html")
FORM: Form = forms()["2021"]

Alteration = Callable[[str], str]


def written(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def altered(name: str, alteration: Alteration) -> reportlint.Report:
    before = written(name)
    after = alteration(before)
    assert after != before
    return read(after.encode(), name)


def differing(report: reportlint.Report) -> list[str]:
    return [key for key in FORM.cells if report.value(key) != WHOLE.value(key)]


def codes(report: reportlint.Report) -> list[str]:
    return [finding.code for finding in reportlint.check(report)]


SMALL = {
    "report.md": "\n| 事项 | 数量 |\n| --- | --- |\n| 行政许可 | 97 |\n| 行政确认 | 5 |\n\n",
    "report-tabs.txt": "\n事项\t数量\n行政许可\t97\n行政确认\t5\n\n",
    "report-aligned.txt": "\n事项          数量\n行政许可        97\n行政确认         5\n\n",
    "report-lines.txt": "\n事项\n数量\n行政许可\n97\n行政确认\n5\n\n",
    "report.html": "<table><tr><td>事项</td><td>数量</td></tr><tr><td>行政许可</td><td>97</td></tr>"
    "<tr><td>行政确认</td><td>5</td></tr></table>",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", ["（二）依申请公开", "六、其他需要"])
def test_a_small_table_elsewhere_does_not_displace_the_row(name: str, before: str) -> None:
    line = re.compile(rf"(?m)^.*{before}")
    report = altered(name, lambda text: line.sub(lambda x: SMALL[name] + x[0], text, count=1))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_label_may_have_an_explanation(name: str) -> None:
    label = re.compile(r"行政许可(?=[\s|<])")
    report = altered(name, lambda text: label.sub("行政许可（含备案）", text))
    assert differing(report) == []
    assert codes(report) == ["D201"]


@pytest.mark.parametrize("name", NAMES)
def test_a_number_may_have_an_explanation(name: str) -> None:
    report = altered(name, lambda text: text.replace("41235", "41235（其中线上3万件）"))
    assert differing(report) == []
    assert codes(report) == ["D108"]


@pytest.mark.parametrize("name", [name for name in NAMES if "aligned" not in name])
def test_a_heading_with_a_typing_error_is_told_once(name: str) -> None:
    report = altered(name, lambda text: text.replace("本年废止件数", "本年废纸件数"))
    assert differing(report) == []
    assert codes(report) == ["D201"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\r", "\r\r\n"])
def test_lines_may_end_in_any_way(name: str, end: str) -> None:
    assert differing(altered(name, lambda text: text.replace("\n", end))) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".txt")])
def test_what_takes_no_room_is_not_there(name: str) -> None:
    assert differing(altered(name, "\u200b".join)) == []


@pytest.mark.parametrize("name", NAMES)
def test_radicals_are_ideographs(name: str) -> None:
    radicals = str.maketrans({"一": "⼀", "工": "⼯", "人": "⼈"})
    report = altered(name, lambda text: text.translate(radicals))
    assert differing(report) == []
    assert report.agency == WHOLE.agency


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("caption", ["", "表二：申请情况\n", "## 表二\n"])
def test_a_caption_may_follow_a_row_without_a_blank_line(name: str, caption: str) -> None:
    row = re.compile(r"(96\.5[^\n]*\n)\n*")
    report = altered(name, lambda text: row.sub(lambda x: x[1] + caption, text))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize("line", ["|", "||", "| |", "- | -", "| - | - |"])
def test_lines_of_bars_and_dashes_are_no_rows(line: str) -> None:
    report = altered("report.md", lambda text: text.replace("| 行政强制", f"{line}\n| 行政强制"))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize("after", ["", " |"])
def test_one_cell_a_line_between_bars(after: str) -> None:
    def cells(row: re.Match[str]) -> str:
        texts = (text.strip() for text in row[1].split("|"))
        return "\n".join(f"| {text}{after}" for text in texts if text and "---" not in text)

    report = altered("report.md", lambda text: re.sub(r"(?m)^\|(.*)\|$", cells, text))
    assert differing(report) == []
    assert codes(report) == []


def test_two_tabs_may_stand_for_one() -> None:
    assert differing(altered("report-tabs.txt", lambda text: text.replace("\t", "\t\t"))) == []


def section_four(text: str, rows: list[str]) -> str:
    """Put other lines in the place of section four of the Markdown."""
    return re.sub(
        r"(?s)(## 四、[^\n]*\n).*?(?=## 五)", lambda x: x[1] + "\n".join(["", *rows, "", ""]), text
    )


HEADINGS = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |"
RULE = "|---|---|---|---|---|"
NUMBERS = [str(WHOLE.value(key)) for key in FORM.cells if key.startswith("review.")]
CAPTIONS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
ROWS = ("行政复议", "未经复议直接起诉", "复议后起诉")
PARTS = [f"| {' | '.join(NUMBERS[i : i + 5])} |" for i in range(0, 15, 5)]


@pytest.mark.parametrize("over", [[HEADINGS, RULE], []])
@pytest.mark.parametrize(
    "captions",
    [
        ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
        ("### （一）行政复议情况", "### （二）未经复议直接起诉", "### （三）复议后起诉情况"),
        ("行政复议", "未经行政复议直接起诉", "行政复议后起诉"),
    ],
)
def test_section_four_may_be_three_tables(over: list[str], captions: tuple[str, ...]) -> None:
    rows = [
        x for caption, part in zip(captions, PARTS, strict=True) for x in [caption, *over, part, ""]
    ]
    report = altered("report.md", lambda text: section_four(text, rows))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize(
    "rows",
    [
        ["行政复议行政诉讼", f"| {' | '.join(NUMBERS)} |"],
        [f"| {' | '.join(NUMBERS)} |"],
        ["\t".join(NUMBERS)],
        ["  ".join(NUMBERS)],
        NUMBERS,
        [
            HEADINGS,
            RULE,
            *(x for name, part in zip(ROWS, PARTS, strict=True) for x in (f"| {name} |||||", part)),
        ],
        [
            "| 情形 " + HEADINGS,
            "|---" + RULE,
            *(f"| {name} {part}" for name, part in zip(ROWS, PARTS, strict=True)),
        ],
    ],
)
def test_section_four_may_be_one_row_or_a_column_of_rows(rows: list[str]) -> None:
    report = altered("report.md", lambda text: section_four(text, rows))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize("gap", ["\t", "   ", "\n"])
@pytest.mark.parametrize("over", [HEADINGS.strip("| ").split(" | "), []])
def test_three_tables_are_read_in_every_layout(gap: str, over: list[str]) -> None:
    rows = []
    for caption, part in zip(CAPTIONS, PARTS, strict=True):
        rows += [
            caption,
            *([gap.join(over)] if over else []),
            part.strip("| ").replace(" | ", gap),
            "",
        ]
    report = altered("report.md", lambda text: section_four(text, rows))
    assert differing(report) == []
    assert codes(report) == []


@pytest.mark.parametrize("rows", [[PARTS[0]], [f"| {' | '.join(NUMBERS[:14])} |"], NUMBERS[:7]])
def test_numbers_of_section_four_that_are_no_row_are_named(rows: list[str]) -> None:
    report = altered("report.md", lambda text: section_four(text, rows))
    assert all(key.startswith("review.") for key in differing(report))
    assert "S203" in codes(report)


OTHER = [key for key in FORM.cells if key.startswith("requests.outcomes.other.")]


@pytest.mark.parametrize("name", ["report.md", "report-tabs.txt", "report.html"])
def test_rows_printed_as_one_keep_the_numbers_and_count_as_0(name: str) -> None:
    row = {
        "report.md": (
            r"\|[^|\n]*\| （六）其他处理 \|[^|\n]*申请人(?:.*\n){3}",
            "|  | （六）其他处理 |  | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n",
        ),
        "report-tabs.txt": (
            r"\t?（六）其他处理\t(?:.*\n){3}",
            "（六）其他处理\t\t1\t0\t0\t0\t0\t0\t1\n",
        ),
        "report.html": (
            r"(?s)<td[^>]*><p><span>（六）其他处理.*?(?=<tr>\s*<td[^>]*><p><span>（七）)",
            "<td colspan=2>（六）其他处理<td>1<td>0<td>0<td>0<td>0<td>0<td>1</tr>\n",
        ),
    }[name]
    report = altered(name, lambda text: re.sub(*row, text))
    kept = [report.value(key) for key in OTHER if key.startswith("requests.outcomes.other.other.")]
    assert kept == [1, 0, 0, 0, 0, 0, 1]
    unprinted = set(OTHER) - {
        key for key in OTHER if key.startswith("requests.outcomes.other.other.")
    }
    assert report.unprinted == unprinted
    assert all(report.value(key) is None and report.record[key] == 0 for key in unprinted)
    found = codes(report)
    assert found.count("S207") == 1
    assert "A102" in found
    assert not {"S101", "S203", "D101", "D102", "D103"} & set(found)


WRITERS = [("report.html", page), ("report.xlsx", workbook), ("report.docx", document)]


def three_tables(*over: str) -> Alteration:
    parts = list(zip(CAPTIONS, PARTS, strict=True))
    return lambda text: section_four(
        text, [x for caption, part in parts for x in (caption, *over, part, "")]
    )


def marks(text: str) -> str:
    """Put a mark in a column to the right of every row of numbers."""
    return re.sub(r"(?m)^(\|.*\d \|)$", r"\1 | √ |", text)


@pytest.mark.parametrize(("name", "write"), WRITERS)
@pytest.mark.parametrize(
    ("alteration", "told"),
    [
        (three_tables(HEADINGS, RULE), []),
        (three_tables(), []),
        (lambda text: section_four(text, [f"| {' | '.join(NUMBERS)} |"]), []),
        (marks, []),
        (lambda text: text.replace("| 行政强制", "| - | - |\n| 行政强制"), []),
        (lambda text: text.replace("六、其他需要", f"\n{SMALL['report.md']}六、其他需要"), []),
        (lambda text: text.replace("（二）依申请公开", f"\n{SMALL['report.md']}依申请公开"), []),
        (lambda text: text.replace("| 行政许可 |", "| 行政许可（含备案） |"), ["D201"]),
        (lambda text: text.replace("现行有效件数", "先行有效件数"), ["D201"]),
        (lambda text: text.replace("41235", "41235（其中线上3万件）"), ["D108"]),
    ],
)
def test_it_is_the_same_in_every_format(
    name: str, write: Callable[[str], bytes], alteration: Alteration, told: list[str]
) -> None:
    before = written("report.md")
    after = alteration(before)
    assert after != before
    report = read(write(after), name)
    assert differing(report) == []
    assert codes(report) == told


def test_a_mark_in_a_cell_of_section_four_leaves_the_others() -> None:
    row = " | ".join([*NUMBERS[:11], "√", *NUMBERS[12:]])
    report = altered(
        "report.md", lambda text: text.replace(f"| {' | '.join(NUMBERS)} |", f"| {row} |")
    )
    assert len(differing(report)) == 1
    assert codes(report) == ["S103"]
