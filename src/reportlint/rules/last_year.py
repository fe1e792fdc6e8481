"""Rules Y1: the statements of the form about a report and the one of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlint.findings import Finding
from reportlint.form.edits import Edit, Record, Sum, gap
from reportlint.form.schema import Form
from reportlint.form.structure import PREVIOUS, FormCell
from reportlint.language import Text, joined
from reportlint.number import written
from reportlint.organs import standing
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import HistoryRule, Rule
from reportlint.years import is_last_year, two_year_record

_CARRY_OVER = Text(
    "上年结转是上一年没有办完、留到本年的申请，与上一年度报告转到下一年的是同一批，七列都应一致。"
    "一处不符，不是上一年的报告填错，就是本年的填错。",
    "What is carried over are the requests that last year left open, the same that its report "
    "carries forward: all seven columns agree. Where they differ, one of the reports is wrong.",
)
_SECTION_2 = Text(
    "{notices}格式第二部分；《政府信息公开条例》第二十条",
    "section 2 of the form of {notices}; Regulation, article 20",
)
_REQUESTS = Text(
    "年度报告格式第三部分；《政府信息公开条例》第五十条",
    "section 3 of the form; Regulation, article 50",
)
_SHOULD_BE = Text(
    "{row}：按{year}年度报告，{equations}；{text}",
    "{row}: by the report of {year}, {equations}; {text}",
)
_DOCUMENTS = Text(
    "{row}：按{year}年度报告，{equations}；{advice}",
    "{row}: by the report of {year}, {equations}; {advice}",
)
_IF_FEWER = Text(
    "如系到期失效可不改，否则请核对废止件数是否漏填",
    "right where documents expired; else check whether some repealed were left out",
)
_IF_MORE = Text(
    "请核对制发件数是否漏填，或者两年的统计范围是否相同",
    "check whether some issued were left out, or the two years count differently",
)
IN_CONSOLIDATED = {"carried-over": "carried-over-in-all", "more-in-force": "fewer-in-force"}
"""The rules that report a statement of a consolidated report, instead of the one of its name.

Other organs may be covered than last year, or organs have joined and brought their documents.
"""


def is_consolidated(report: Report) -> bool:
    """Whether the report is a government's of a county or above, by the organ's level and name."""
    return standing(report.organ.name or "", report.level) == "government"


def reported_edits(rule: Rule, report: Report) -> list[Edit]:
    """Return the statements over two years that the rule reports of such a report."""
    instead = IN_CONSOLIDATED if is_consolidated(report) else {}
    edits = report.form.year_edits if report.form else ()
    return [edit for edit in edits if instead.get(edit.name, edit.name) == rule.name]


def against_last_year(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Yield the statements that fail beside the report of the year before, where it is there.

    Those on one row of the form make one finding. A statement with a blank is unknown.
    """
    form, before = report.form, earlier[-1]
    if form is None or not is_last_year(before, report):
        return
    row = two_year_record(report, before)
    failing = [edit for edit in reported_edits(rule, report) if is_broken(edit, row)]
    for _, edits in groupby(failing, lambda edit: _shown_cell(edit, form).row.key):
        yield _finding(rule, form, report, before, list(edits))


def is_broken(edit: Edit, row: Record) -> bool:
    """Whether the statement fails on a row without a blank: a blank change may be negative."""
    return all(row.get(key) is not None for key in edit.cells) and edit.fails(row)


def _shown_cell(edit: Edit, form: Form) -> FormCell:
    """Return the cell to point at: the first of the side that is this year's alone."""
    sides = (edit.right, edit.left) if isinstance(edit, Sum) else (edit.cells,)
    own = (side for side in sides if not any(key.startswith(PREVIOUS) for key in side))
    return form.cells[next(own)[0]]


def _finding(
    rule: Rule, form: Form, report: Report, before: Report, edits: Sequence[Edit]
) -> Finding:
    row, first, cell = two_year_record(report, before), edits[0], _shown_cell(edits[0], form)
    right, _ = first.solved(cell.key, row) if isinstance(first, Sum) else (row[cell.key], None)
    is_alone = isinstance(first, Sum) and len(edits) == 1
    own = (key for edit in edits for key in edit.cells if not key.startswith(PREVIOUS))
    return rule.finding(
        report.location(cell.key),
        tuple(sorted(own, key=lambda key: is_alone and key == cell.key)),  # it is the last
        expected=written(right) if is_alone else None,
        actual=written(row[cell.key]) if is_alone else None,
        row=cell.row.text,
        equations=joined(_wording(edit, _shown_cell(edit, form), row) for edit in edits),
        text=first.text,
        advice=_IF_FEWER if row[cell.key] < right else _IF_MORE,
        year=before.year,
    )


_STATED = Text(
    "{column}填报 {stated}，应为 {right}{terms}，{gap}",
    "{column}: reported {stated}, should be {right}{terms}, {gap}",
)
_TERMS = Text("（{terms}）", " ({terms})")


def _wording(edit: Edit, cell: FormCell, row: Record) -> Text:
    """Say what a cell states, what the others of the statement leave for it, and the gap."""
    if not isinstance(edit, Sum):
        return edit.equation(row)
    stated = row[cell.key]
    right, terms = edit.solved(cell.key, row)
    return _STATED.fill(
        column=cell.column.label.text,
        stated=written(stated),
        right=written(right),
        terms=_TERMS.fill(terms=terms) if terms.zh else "",
        gap=gap(stated - right),
    )


@dataclass(frozen=True, kw_only=True)
class YearEditRule(HistoryRule):
    """A rule that reports statements of the form over two years."""

    find: Callable[[Rule, Report, Sequence[Report]], Iterator[Finding]] = against_last_year

    def edits(self, form: Form) -> tuple[Edit, ...]:
        """Those of its name, and those that it reports of consolidated reports."""
        return tuple(
            edit
            for edit in form.year_edits
            if self.name in (edit.name, IN_CONSOLIDATED.get(edit.name))
        )

    def applies(self, form: Form) -> bool:
        """Whether the form makes such a statement."""
        return bool(self.edits(form))


CARRIED_OVER = YearEditRule(
    code="Y101",
    name="carried-over",
    evidence=Evidence.CERTAIN,
    title=Text("上年结转应与上一年的报告一致", "What is carried over was carried forward"),
    message=_SHOULD_BE,
    explanation=_CARRY_OVER,
    basis=_REQUESTS,
)


CARRIED_OVER_IN_ALL = YearEditRule(
    code="Y102",
    name="carried-over-in-all",
    evidence=Evidence.CONTRADICTION,
    title=Text(
        "汇总报告：上年结转应与上一年的报告一致",
        "Consolidated reports: what is carried over was carried forward",
    ),
    message=_SHOULD_BE,
    explanation=Text(
        "{same}县级以上政府的报告汇总所属各机关；机关合并、划转，或汇总范围变化，都会使两年不一致，"
        "所以只作警告。机关名称以“人民政府”“政府”或“省、市、县、区、旗、州、盟”结尾，且不是乡镇的，"
        "按汇总报告对待。",
        "{same} The report of a government at county level or above covers its organs; where "
        "they merge or move, or others are covered, the two years differ, so it is a warning. "
        "An organ whose name ends in 人民政府, 政府 or the word for a province, city, county, "
        "district, banner, prefecture or league, and which is no town, is such a government.",
    ).fill(same=_CARRY_OVER),
    basis=_REQUESTS,
)


FEWER_IN_FORCE = YearEditRule(
    code="Y103",
    name="fewer-in-force",
    evidence=Evidence.PATTERN,
    title=Text(
        "现行有效件数少于上年件数加制发减废止",
        "Fewer documents in force than last year’s and those issued, less those repealed",
    ),
    message=_DOCUMENTS,
    explanation=Text(
        "文件会到期自动失效，所以少是可能的；请核对废止件数是否漏填。汇总报告的范围会变，多出的也在此"
        "提示。",
        "Documents also expire, so there may be fewer; some that were repealed may have been "
        "left out. In a consolidated report, which may cover other organs than last year, more "
        "are noted here as well.",
    ),
    basis=_SECTION_2,
)


MORE_IN_FORCE = YearEditRule(
    code="Y104",
    name="more-in-force",
    evidence=Evidence.CONTRADICTION,
    title=Text(
        "现行有效件数多于上年件数加制发减废止",
        "More documents in force than last year’s and those issued, less those repealed",
    ),
    message=_DOCUMENTS,
    explanation=Text(
        "现行有效的文件，不是上年末已有的，就是本年制发的。多出的，或是制发件数漏填，或是两年的统计口径"
        "不同。",
        "A document in force was in force a year ago or was issued since. Where there are "
        "more, some issued were left out, or the two years count differently.",
    ),
    basis=_SECTION_2,
)


PREVIOUS_ITEMS = YearEditRule(
    code="Y105",
    name="previous-items",
    evidence=Evidence.CONTRADICTION,
    title=Text(
        "上一年项目数量等于上一年报告的项目数量加增减",
        "The previous year’s items are those of its report and their change",
    ),
    message=_SHOULD_BE,
    explanation=Text(
        "上一年度报告写明了上一年项目数量和当年增减，两者之和就是本年的上一年项目数量。清理、重新编制"
        "目录会改变口径，所以只作警告。",
        "Last year’s report gives the items that there were and their change; together they "
        "are this year’s previous items. A list drawn up anew counts differently, so it is a "
        "warning.",
    ),
    basis=_SECTION_2,
)
