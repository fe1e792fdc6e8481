"""Family S, S2: what stands twice, and what matches no row or cell of the form."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.rule import ObservationRule, ReportRule, Rule, quoted
from reportlint.rules.schema import cells_at


def _duplicate_keys(rule: Rule, report: Report) -> Iterator[Finding]:
    for each in report.observations:
        if each.kind == "duplicate_key":
            cells = cells_at(report.form, each.text) if report.form else ()
            yield rule.finding(each.location, cells, found=quoted(each.text))


DUPLICATE_KEY = ReportRule(
    code="S201",
    name="duplicate-key",
    severity="error",
    title=Text("同一个键写了两次", "A key stands twice"),
    message=Text(
        "{found} 写了两次，只有最后一次有效", "{found} stands twice; only the last counts"
    ),
    explanation=Text(
        "JSON 和 YAML 的同一层里，一个键只能出现一次。",
        "Within one level of JSON or YAML a key may stand only once.",
    ),
    basis=Text("RFC 8259 第 4 节", "RFC 8259, section 4"),
    find=_duplicate_keys,
)


REPEATED_CELL = ObservationRule(
    code="S202",
    name="repeated-cell",
    severity="error",
    title=Text("同一格填了两次", "A cell is given twice"),
    message=Text(
        "{found} 出现了两次，采用了第一次的数", "{found} stands twice; the first was taken"
    ),
    explanation=Text(
        "表中同一行或同一格重复出现，无法知道哪个数是对的。",
        "A row or cell is repeated, and nothing says which number is right.",
    ),
    basis=Text("年度报告表式", "the form"),
    kind="repeated_cell",
)


UNMATCHED_ROW = ObservationRule(
    code="S203",
    name="unmatched-row",
    severity="error",
    title=Text("表式中没有的行", "A row that the form does not have"),
    message=Text(
        "{found} 对应不上表式中的某一行或某一格，其中的数没有读取",
        "{found} does not name one row or cell of the form; its numbers were not read",
    ),
    explanation=Text(
        "行的名称与表式对不上，或者是多出的行。请按表式改正名称。",
        "The label fits none of the form's, or the row is an extra one. Use the form's label.",
    ),
    basis=Text("年度报告表式", "the form"),
    kind="unmatched_row",
)


MISFIT_ROW = ObservationRule(
    code="S204",
    name="misfit-row",
    severity="error",
    title=Text("一行的格数与表式不符", "A row with too many or too few cells"),
    message=Text(
        "{found} 的格数与表式的列数不符，其中的数没有读取",
        "the number of cells of {found} is not that of the form's columns; they were not read",
    ),
    explanation=Text(
        "多一格或少一格都会使数字错位，所以整行不读。请补齐或删去。",
        "One cell more or less shifts the numbers, so none of the row is read.",
    ),
    basis=Text("年度报告表式", "the form"),
    kind="misfit_row",
)


UNCERTAIN_CELL = ObservationRule(
    code="S205",
    name="uncertain-cell",
    severity="error",
    title=Text("单元格里的数无法确定", "The number of a cell cannot be told"),
    message=Text(
        "{cell}：单元格里是 {found}，看不出是哪个数；请只填一个数",
        "{cell}: the cell shows {found}, which is not one number; give one number alone",
    ),
    explanation=Text(
        "一格里有两个数，或只有注释序号、分数、百分数，读的人也无法确定，所以按未知处理，不猜。",
        "Two numbers in one cell, or only a note's mark, a fraction or a percentage, tell no one "
        "which number is meant. The cell is taken as unknown; nothing is guessed.",
    ),
    basis=Text("年度报告表式", "the form"),
    kind="uncertain",
)
